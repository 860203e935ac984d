"""The scene of a checked diagram: what is drawn is read off the diagram, what is lit comes as marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast, get_args

from interlock.analysis.mark import Marks
from interlock.check.checked import CheckedBox, CheckedDiagram
from interlock.diagram.element import Element, box, learn, nested, owner, port, port_name, wire
from interlock.diagram.shape import Shape
from interlock.diagram.substitute import substitute_all
from interlock.diagram.wiring import Wiring, spelled
from interlock.draw.enclosure import Enclosure, enclosed
from interlock.draw.scene import Box, Cluster, Mark, Polarity, Port, Scene, Wire
from interlock.kernel.term import Term
from interlock.record import NamedTuple
from interlock.syntax.declared import Learn
from interlock.syntax.grammar import PROPOSAL

CROWD = 200
"""With more boxes than this, nested proposals stay closed unless a level is asked for."""

_LEARNS = next(section for section in PROPOSAL if section.name == "learns")
_MARKS = frozenset(get_args(Mark))
_ROLE = "role"

Spell = Callable[[Term], str]


def scene(
    diagram: CheckedDiagram,
    marks: Marks,
    spell: Spell,
    level: int | None = None,
    labels: Mapping[Element, str] | None = None,
    ties: Sequence[tuple[Element, Element, str]] = (),
) -> Scene:
    """What is to be seen of a diagram.

    Args:
        diagram: The diagram.
        marks: What is lit; marks that no picture knows are left out.
        spell: The text of a type.
        level: How many levels of nested proposals are opened; None opens all, or none in a crowd.
        labels: Words to be written at wires.
        ties: Pairs of ports of which something is said.
    """
    depth = level if level is not None else 0 if _count(diagram) > CROWD else 64
    opened = _open(diagram, depth)
    enclosures = opened.enclosures
    holders = {inner: each.element for each in enclosures for inner in each.inside}
    painter = _Painter(_gathered(marks), spell, holders, labels or {})
    outer = tuple(
        painter.port("", at.name, at.direction, opened.wiring.outer.types[k])
        for k, at in enumerate(opened.wiring.outer.shape.ports)
    )
    boxes = tuple(painter.box(name, opened) for name in opened.wiring.boxes)
    ends = (
        frozenset(at.id for held in boxes for at in held.ports) | {at.id for at in outer} | {held.id for held in boxes}
    )
    return Scene(
        title=diagram.title or diagram.name,
        subtitle=f"{diagram.name}, variant {diagram.variant}" if diagram.variant else diagram.name,
        outer=outer,
        boxes=boxes,
        wires=(*painter.wires(opened.wiring), *painter.learns(opened, ends), *_tied(ties, ends)),
        clusters=(*painter.membranes(enclosures), *painter.nests(opened.nests)),
        caption=" ".join(diagram.doc.split()),
    )


def _tied(ties: Sequence[tuple[Element, Element, str]], ends: frozenset[str]) -> Iterator[Wire]:
    """The ties between ports that are seen."""
    for one, other, words in ties:
        if one in ends and other in ends:
            yield Wire(f"tie:{one}~{other}", one, other, "tie", words)


def _gathered(marks: Marks) -> Marks:
    """The marks of members of families with those of the family, which is one box."""
    if not any("[" in element for element in marks):
        return marks
    found: dict[Element, tuple[str, ...]] = {}
    for element, lit in marks.items():
        one = Element(re.sub(r"\[[^\]]*\]", "", element))
        found[one] = tuple(dict.fromkeys((*found.get(one, ()), *lit)))
    return found


class _Opened(NamedTuple):
    """A diagram with nested ones opened: the wiring, the boxes of all levels, learn wires, enclosures, which were opened."""

    wiring: Wiring[Term]
    boxes: Mapping[str, CheckedBox]
    learns: tuple[tuple[Element, Element, Learn], ...]
    enclosures: tuple[Enclosure, ...]
    nests: tuple[tuple[str, str], ...]


def _open(diagram: CheckedDiagram, depth: int) -> _Opened:
    """The diagram with nested ones in the place of their boxes, down to a depth.

    A box at which a learn wire ends stays closed, so that the wire has an end.
    """
    learns = [
        (Element(item.value.learn[0]), Element(item.value.learn[1]), cast(Learn, item.value))
        for item in diagram.of(_LEARNS)
    ]
    ends = {name for source, target, _ in learns for end in (source, target) for name in (end, owner(end))}
    inner = {
        name: _open(held.nested, depth - 1)
        for name, held in diagram.boxes.items()
        if held.nested is not None and held.copies is None and depth > 0 and name not in ends
    }
    boxes = {name: held for name, held in diagram.boxes.items() if name not in inner}
    nests: list[tuple[str, str]] = []
    enclosures = list(enclosed(diagram))
    for name, opened in inner.items():
        boxes.update((nested(name, box(part)), held) for part, held in opened.boxes.items())
        learns += ((nested(name, source), nested(name, target), value) for source, target, value in opened.learns)
        enclosures += (each.within(name) for each in opened.enclosures)
        nests.append((name, diagram.boxes[name].kind))
        nests += ((nested(name, box(part)), kind) for part, kind in opened.nests)
    wiring = substitute_all(diagram.wiring, {name: opened.wiring for name, opened in inner.items()})
    return _Opened(wiring if inner else diagram.wiring, boxes, tuple(learns), tuple(enclosures), tuple(nests))


def _count(diagram: CheckedDiagram) -> int:
    return sum(1 if held.nested is None else 1 + _count(held.nested) for held in diagram.boxes.values())


class _Painter:
    """Turns things of a diagram into things of a scene, each with the marks of its element."""

    def __init__(self, marks: Marks, spell: Spell, holders: Mapping[str, str], labels: Mapping[Element, str]) -> None:
        self._marks = marks
        self._spell = spell
        self._holders = holders
        self._labels = labels

    def port(self, name: str, port_: str, direction: Polarity, type_: Term) -> Port:
        """A port with the text of its type."""
        element = port(name, port_)
        return Port(element, port_, self._spell(type_), direction, marks=self._lit(element))

    def box(self, name: str, opened: _Opened) -> Box:
        """A box with its ports, its role and its other labels."""
        held, typed = opened.boxes[name], opened.wiring.boxes[name]
        pairs = zip(typed.shape.ports, typed.types, strict=True)
        labels = tuple(value for key, values in held.labels.items() if key != _ROLE for value in values)
        return Box(
            id=name,
            name=name.rpartition("/")[2] + ("" if held.copies is None else f" × {self._spell(held.copies)}"),
            kind=_short(held.kind),
            ports=tuple(self.port(name, at.name, at.direction, type_) for at, type_ in pairs),
            roles=held.labels.get(_ROLE, ()),
            labels=labels[:3],
            doc=" ".join(held.doc.split()),
            marks=self._lit(box(name)),
            inside=self._holders.get(name) or name.rpartition("/")[0],
        )

    def wires(self, wiring: Wiring[Term]) -> list[Wire]:
        """The wires, those marked `delayed` whose value no output of the box uses in the same instant."""
        late = {name: _late(held.shape) for name, held in wiring.boxes.items()}
        return [
            Wire(
                id=wire(target),
                source=source,
                target=target,
                label=self._words(spelled(wiring.paths.get(target, ())), wire(target)),
                marks=(
                    *self._lit(wire(target)),
                    *(("delayed",) if port_name(target) in late.get(owner(target), ()) else ()),
                ),
            )
            for target, source in wiring.wires.items()
        ]

    def learns(self, opened: _Opened, ends: frozenset[str]) -> list[Wire]:
        """The learn wires between ends that are seen (a nested proposal's own ports are not), with their means.

        Their aim is told where it is to lower what the source says, and where something else is to lower that.
        """
        lowered = {source for source, _, value in opened.learns if value.aim == "lower"}
        return [
            Wire(
                id=learn(source, target),
                source=source,
                target=target,
                kind="learn",
                label=self._words(f"{value.by}, {value.aim}" if source in lowered else value.by, learn(source, target)),
                marks=self._lit(learn(source, target)),
            )
            for source, target, value in opened.learns
            if source in ends and target in ends
        ]

    def membranes(self, enclosures: Sequence[Enclosure]) -> list[Cluster]:
        """The enclosures as clusters."""
        return [
            Cluster(
                each.element,
                each.name,
                "membrane",
                self._holders.get(each.element) or each.home,
                each.told,
                self._lit(each.element),
            )
            for each in enclosures
        ]

    def nests(self, nests: Sequence[tuple[str, str]]) -> list[Cluster]:
        """The nested proposals that are open, as clusters."""
        return [
            Cluster(
                name,
                f"{name.rpartition('/')[2]}: {_short(kind)}" if kind else name,
                "nested",
                self._holders.get(name) or name.rpartition("/")[0],
                marks=self._lit(box(name)),
            )
            for name, kind in nests
        ]

    def _words(self, own: str, element: Element) -> str:
        return " ".join(filter(None, (own, self._labels.get(element, ""))))

    def _lit(self, element: Element) -> tuple[Mark, ...]:
        return tuple(cast(Mark, mark) for mark in self._marks.get(element, ()) if mark in _MARKS)


def _late(shape: Shape) -> frozenset[str]:
    """The inputs that no output uses in the same instant, in a box that has outputs."""
    used = {at for depends in shape.depends for at in depends}
    has_outputs = any(at.direction == "out" for at in shape.ports)
    return frozenset(
        at.name for k, at in enumerate(shape.ports) if at.direction == "in" and k not in used and has_outputs
    )


def _short(kind: str) -> str:
    """The bare name of a kind: `alignment.Verifier` is Verifier, `/a/inner/proposal.yaml` inner, `./part.yaml` part."""
    path, _, suffix = kind.rpartition(".")
    if suffix not in ("yaml", "yml"):
        return suffix
    folders, _, name = path.replace("\\", "/").rpartition("/")
    return folders.rpartition("/")[2] or name if name == "proposal" else name
