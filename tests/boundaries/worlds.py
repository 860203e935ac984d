"""Random diagrams with membranes, and what an onlooker who walks every way sees of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from itertools import chain, combinations
from typing import NamedTuple

from hypothesis import strategies as st

from interlock.api.diagram import CheckedDiagram, CheckedItem, Element, Learn, LearnRef, WireRef, item
from interlock.api.section import LEARNS
from interlock_boundaries.sections import BOUNDARIES, Admission, Membrane
from tests.swiss_cheese.diagrams import Drawn, diagram


@st.composite
def worlds(draw: st.DrawFn, most: int = 4) -> CheckedDiagram:
    """A diagram of a few boxes, one of which may hold a diagram, with learn wires and a membrane around some."""
    inner = draw(_diagrams(2, {}, ["u"], ["v"])) if draw(st.booleans()) else None
    return draw(_diagrams(most, {} if inner is None else {"nest": inner}, ["x", "y"][: draw(st.integers(1, 2))], ["z"]))


@st.composite
def _diagrams(
    draw: st.DrawFn, most: int, nested: Mapping[str, CheckedDiagram], into: list[str], out: list[str]
) -> CheckedDiagram:
    boxes = {
        f"b{at}": Drawn(
            ["i", "j"][: draw(st.integers(0, 2))], ["o", "p"][: draw(st.integers(1, 2))], memory=draw(st.booleans())
        )
        for at in range(draw(st.integers(1, most)))
    }
    boxes |= dict.fromkeys(nested, Drawn(["u"], ["v"]))
    sources = [*into, *(f"{name}.{port}" for name, box in boxes.items() for port in box.outputs)]
    targets = [*out, *(f"{name}.{port}" for name, box in boxes.items() for port in box.inputs)]
    wires = {target: draw(st.sampled_from(sources)) for target in targets}
    taught = [*(name for name in boxes), *sources[len(into) :]]
    learns = draw(st.lists(st.tuples(st.sampled_from(sources), st.sampled_from(taught)), max_size=2, unique=True))
    inside = draw(st.lists(st.sampled_from(list(boxes)), min_size=1, unique=True))
    admits = [
        *(
            Admission(WireRef(Element(source), (Element(target),)))
            for target, source in wires.items()
            if draw(st.booleans())
        ),
        *(Admission(LearnRef(Element(source), Element(target))) for source, target in learns if draw(st.booleans())),
    ]
    membrane = CheckedItem(item("boundaries", "wall"), "wall", Membrane(tuple(inside), tuple(admits)))
    return diagram(
        boxes, wires, {}, {}, outer=(into, out), learns=learns, nested=nested, more={BOUNDARIES: (membrane,)}
    )


Step = tuple[str, str, str]
"""From a port, to a port, and by what: a wire, a learn wire, or within a box or on to what is nested."""


def steps(drawn: CheckedDiagram, path: str = "") -> Iterator[Step]:
    """Every step that something may take from port to port, read off the diagram."""
    here = f"{path}/" if path else ""
    for target, source in drawn.wiring.wires.items():
        yield here + str(source), here + str(target), "wire"
    for one in drawn.of(LEARNS):
        assert isinstance(one.value, Learn)
        begin, end = map(str, one.value.learn)
        outs = [f"{end}.{port}" for port in drawn.boxes[end].shape.outputs] if end in drawn.boxes else [end]
        yield from ((here + begin, here + out, "learn") for out in outs)
    for name, box in drawn.boxes.items():
        at = here + name
        if box.nested is not None:
            yield from ((f"{at}.{port}", f"{at}/{port}", "within") for port in box.shape.inputs)
            yield from ((f"{at}/{port}", f"{at}.{port}", "within") for port in box.shape.outputs)
            yield from steps(box.nested, at)
        else:
            yield from ((f"{at}.{i}", f"{at}.{o}", "within") for i in box.shape.inputs for o in box.shape.outputs)


def arrows(drawn: CheckedDiagram, path: str = "") -> Iterator[tuple[str, str]]:
    """The same, however the step is made."""
    return ((source, target) for source, target, _ in steps(drawn, path))


def within(port: str, inside: frozenset[str]) -> bool:
    """Whether a port belongs to one of the boxes, or to what is in it."""
    return ("/" in port or "." in port) and port.replace("/", ".").split(".")[0] in inside


def least(ways: list[frozenset[str]]) -> int | None:
    """The least number of wires that meet every way; None if one has none."""
    if not all(ways):
        return None
    some = sorted(frozenset(chain.from_iterable(ways)))
    return next(k for k in range(len(some) + 1) if any(_meets(cut, ways) for cut in combinations(some, k)))


def _meets(cut: tuple[str, ...], met: list[frozenset[str]]) -> bool:
    return all(one.intersection(cut) for one in met)


Part = Hashable
Arrow = tuple[Part, Part, str | None]
"""From a part, to a part, and the target of the wire if it is one."""


class Parts(NamedTuple):
    """The part to which each port belongs, the arrows between parts, and those parts at which something comes up."""

    of: Mapping[str, Part]
    arrows: tuple[Arrow, ...]
    origins: frozenset[Part]


def parts(drawn: CheckedDiagram) -> Parts:
    """Inputs of a box that lead to the same ports are one part, with those of these that nothing else leads to."""
    every = list(dict.fromkeys(steps(drawn)))
    exits = frozenset(drawn.wiring.outer.shape.outputs)
    fed = {target for _, target, how in every if how == "wire"}
    ahead = {one: frozenset(t for s, t, how in every if s == one and how != "wire") for one in fed}
    of: dict[str, Part] = {one: "end" if one in exits else (_holder(one), ahead[one]) for one in fed}
    for one in {port for source, target, _ in every for port in (source, target)} - fed:
        before = {(of[s], how) for s, t, how in every if t == one and s in fed}
        taught = any(t == one and how == "learn" for _, t, how in every)
        of[one] = next(iter(before))[0] if len(before) == 1 and not taught else one
    joined = [(of[s], of[t], t if how == "wire" else None) for s, t, how in every if how != "within" and of[s] != of[t]]
    joined += dict.fromkeys((of[s], of[t], None) for s, t, how in every if how == "within" and of[s] != of[t])
    leaves = (*_outputs(drawn), *drawn.wiring.outer.shape.inputs)
    return Parts(of, tuple(joined), frozenset(of[one] for one in leaves if one in of))


def _holder(port: str) -> str:
    path, _, last = port.rpartition("/")
    return port.rpartition(".")[0] if "." in last else path


def _outputs(drawn: CheckedDiagram, path: str = "") -> list[str]:
    here = f"{path}/" if path else ""
    found: list[str] = []
    for name, box in drawn.boxes.items():
        outs = [f"{here}{name}.{out}" for out in box.shape.outputs]
        found += _outputs(box.nested, here + name) if box.nested else outs
    return found


def springs(made: Parts, inner: frozenset[Part]) -> frozenset[Part]:
    """The parts outside at which something comes up and to which none of these leads outside, but for circles of them."""
    outside = made.origins - inner
    ahead = {one: _onward(made.arrows, one, inner) for one in outside}
    return frozenset(one for one in outside if all(other in ahead[one] for other in outside if one in ahead[other]))


def _onward(every: tuple[Arrow, ...], start: Part, shut: frozenset[Part]) -> set[Part]:
    met: set[Part] = set()
    pending = [start]
    while pending:
        at = pending.pop()
        fresh = {head for tail, head, _ in every if tail == at} - met - shut
        met |= fresh
        pending += fresh
    return met


def walk(
    every: tuple[Arrow, ...], start: Part, ends: frozenset[Part], shut: frozenset[Part]
) -> list[tuple[Arrow, ...]]:
    """Every way from a part to the first end that it meets, which comes to no part twice and to none that is shut."""
    found: list[tuple[Arrow, ...]] = []
    pending: list[tuple[Part, frozenset[Part], tuple[Arrow, ...]]] = [(start, frozenset([start]), ())]
    while pending:
        at, met, way = pending.pop()
        if at in ends:
            found.append(way)
            continue
        for arrow in every:
            if arrow[0] == at and arrow[1] not in met and (arrow[1] not in shut):
                pending.append((arrow[1], met | {arrow[1]}, (*way, arrow)))
    return found
