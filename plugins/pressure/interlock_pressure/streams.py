"""The graph on which pressure travels: data from port to port, and learn wires as vertices of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from interlock.api.diagram import CheckedBox, Element, Learn, nested, owner, port
from interlock.api.record import NamedTuple
from interlock.api.section import LEARNS
from interlock_boundaries.results import Ground, Level, bare, outputs


class Lesson(NamedTuple):
    """A learn wire at its place: its ends, what it says, the outputs that it sets, and the path of its diagram.

    Where it sets a box that holds a diagram, it sets all that is in there; where an output of one, all that this is made of.
    """

    element: Element
    source: Element
    target: Element
    learn: Learn
    sets: frozenset[Element]
    prefix: str = ""


class Streams(NamedTuple):
    """Arrows between ports, and from the source of each learn wire to its element and on to what it sets.

    ``data`` are those that no learn wire makes, and ``backward`` are all, turned round. ``boxes`` has every box by its path, those that hold diagrams too, and
    ``setters`` the learn wires that set an output.
    """

    ground: Ground
    data: Mapping[str, tuple[str, ...]]
    lessons: Mapping[str, Lesson]
    arrows: Mapping[str, tuple[str, ...]]
    backward: Mapping[str, Sequence[str]]
    boxes: Mapping[str, CheckedBox]
    setters: Mapping[Element, tuple[str, ...]]

    def inside(self, box: str) -> Iterator[Element]:
        """The outputs of a box, and of the boxes that it holds."""
        yield from (port(box, out) for out in self.boxes[box].shape.outputs)
        if self.boxes[box].nested is not None:
            yield from (one for one in self.ground.origins if one.startswith(f"{box}/"))


def streams(ground: Ground) -> Streams:
    """The graph of a diagram."""
    boxes: dict[str, CheckedBox] = {
        nested(level.prefix, Element(name)): box for level in ground.levels for name, box in level.diagram.boxes.items()
    }
    data = _data(ground, boxes)
    backward = _reversed(data)
    lessons: dict[str, Lesson] = {}
    for level in ground.levels:
        for one in _lessons(level, ground, backward):
            name = one.element
            while name in lessons:  # a second one between the same ends
                name = Element(f"{name}'")
            lessons[name] = one
    arrows: dict[str, tuple[str, ...]] = dict(data)
    setters: dict[Element, tuple[str, ...]] = {}
    for element, one in lessons.items():
        arrows[one.source] = (*arrows.get(one.source, ()), element)
        arrows[element] = tuple(sorted(one.sets))
        setters |= {out: (*setters.get(out, ()), element) for out in one.sets}
    return Streams(ground, data, lessons, arrows, _reversed(arrows), boxes, setters)


def _data(ground: Ground, boxes: Mapping[str, CheckedBox]) -> dict[str, tuple[str, ...]]:
    """The arrows that no learn wire makes; one may make an arrow that is there without it, through a box."""
    taught: dict[str, set[str]] = {}
    for source, out in ground.lessons:
        if not _passes(source, out, boxes):
            taught.setdefault(source, set()).add(out)
    return {
        vertex: tuple(one for one in after if one not in taught[vertex]) if vertex in taught else after
        for vertex, after in ground.arrows.items()
    }


def _passes(source: Element, out: Element, boxes: Mapping[str, CheckedBox]) -> bool:
    """Whether a box shows at an output what comes to the source, an input of it."""
    name = owner(out)
    shape = boxes[name].shape
    into = source.removeprefix(f"{name}.")
    if into == source or into not in shape.inputs or boxes[name].nested is not None:
        return False
    at = next(at for at, one in enumerate(shape.ports) if port(name, one.name) == out)
    return shape.memory or into in {shape.ports[one].name for one in shape.depends[at]}


def _reversed(arrows: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    backward: dict[str, list[str]] = {}
    for vertex, after in arrows.items():
        for one in after:
            backward.setdefault(one, []).append(vertex)
    return backward


def _lessons(level: Level, ground: Ground, backward: Mapping[str, list[str]]) -> Iterator[Lesson]:
    made = frozenset(ground.origins)
    for item in level.diagram.of(LEARNS):
        if not isinstance(item.value, Learn):
            continue
        source, target = map(bare, item.value.learn)
        ends = nested(level.prefix, source), nested(level.prefix, target)
        sets = [nested(level.prefix, out) for out in outputs(target, level.diagram)]
        whole = target in level.diagram.boxes
        deeper = [] if made.issuperset(sets) else _held(ends[1], sets, whole, made, backward)
        element = nested(level.prefix, Element("learn:" + "~".join(item.value.learn)))
        yield Lesson(element, *ends, item.value, frozenset((*sets, *deeper)), level.prefix)


def _held(  # what a learn wire sets within a box that holds a diagram
    target: Element,
    sets: Iterable[Element],
    whole: bool,  # noqa: FBT001
    made: frozenset[Element],
    backward: Mapping[str, list[str]],
) -> list[Element]:
    if whole:
        return [one for one in made if one.startswith(f"{target}/")]
    return [one for out in sets for one in _made_of(out, made, backward)]


def _made_of(out: Element, made: Collection[Element], backward: Mapping[str, list[str]]) -> Iterator[Element]:
    """The outputs of boxes within a box that holds a diagram from which one of its outputs takes data."""
    within = f"{owner(out)}/"
    seen = {str(out)}
    pending = [str(out)]
    while pending:
        for one in backward.get(pending.pop(), ()):
            if one.startswith(within) and one not in seen:
                seen.add(one)
                pending.append(one)
    yield from (Element(one) for one in seen if one in made)


def aims(target: Element, found: Streams) -> frozenset[Element]:
    """The outputs that are chosen where a box, or an output, is: its own, and those that it is made of."""
    if target in found.boxes:
        return frozenset(found.inside(target))
    made = frozenset(found.ground.origins)
    return frozenset((target, *(() if target in made else _made_of(target, made, _reversed(found.data)))))


def taught(chosen: frozenset[Element], found: Streams) -> frozenset[str]:
    """The learn wires that set one of the outputs."""
    return frozenset(name for out in chosen for name in found.setters.get(out, ()))


def way(starts: Iterable[str], ends: Collection[str], arrows: Mapping[str, tuple[str, ...]]) -> tuple[Element, ...]:
    """A shortest way from one of the starts to one of the ends; empty if there is none."""
    came: dict[str, str | None] = dict.fromkeys(starts)
    pending = list(came)
    for vertex in pending:
        if vertex in ends:
            found = [vertex]
            while (before := came[found[-1]]) is not None:
                found.append(before)
            return tuple(map(Element, reversed(found)))
        for after in arrows.get(vertex, ()):
            if after not in came:
                came[after] = vertex
                pending.append(after)
    return ()


def has_role(box: CheckedBox, *roles: str) -> bool:
    """Whether a box is labelled with one of the roles."""
    return not frozenset(roles).isdisjoint(box.labels.get("role", ()))
