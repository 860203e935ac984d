"""Mistakes to seed into proposals: edits of one line, by the section in which the line stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Wire(NamedTuple):
    """A wire of a text: its line, source and targets."""

    line: int
    source: str
    targets: tuple[str, ...]


class Mistake(NamedTuple):
    """An edit of one line, what it is told as and in which line; ``touched`` are the boxes whose types it changes."""

    kind: str
    line: int
    text: str
    code: str
    told: int
    touched: frozenset[str]


class Text(NamedTuple):
    """A proposal as lines, each with its section, with the lines of its boxes, and its wires."""

    lines: tuple[str, ...]
    sections: tuple[str, ...]
    boxes: dict[str, int]
    wires: tuple[Wire, ...]


class Slip(NamedTuple):
    """A kind of mistake: in lines of a section what a pattern finds is replaced, and that is told as a code."""

    kind: str
    section: str
    pattern: str
    instead: str
    code: str


DOTTED = r"(\w+)\.(\w+)"
SLIPS = (
    Slip("a key at the top that is not there", "title", r"^title:", "titel:", "unknown-key"),
    Slip("a colon in a title", "title", r"^title: ", "title: On this: ", "yaml-syntax"),
    Slip("a type that is not there", "ports", r": (Dataset|Task|Prompt|Model)$", r": \1x", "unknown-name"),
    Slip("a port without a direction", "ports", r"^  in ", "  inn ", "wrong-shape"),
    Slip("a default that is no number", "parameters", r"default: [\d.]+", "default: true", "type-mismatch"),
    Slip("a key twice", "boxes", r"\{(kind: \w+)", r"{\1, \1", "duplicate-key"),
    Slip("a label that is not there", "boxes", r"labels: \{", "labels: {linaege: x, ", "unknown-name"),
    Slip("a value that a label has not", "boxes", r"draws: \[top\]", "draws: [tpo]", "unknown-name"),
    Slip("a wire without its arrow", "wires", r" -> ", " => ", "wrong-shape"),
    Slip("a failure type that is not there", "hazards", r"top: ([\w-]+) at", r"top: \1x at", "unknown-name"),
    Slip("a hazard at no port", "hazards", r" at (\w+),", r" at \1x,", "unknown-port"),
    Slip("a key of a hazard that is not there", "hazards", r"\{top:", "{tpo:", "unknown-key"),
    Slip("a target in words of its own", "hazards", r" per (use|deployment)", " per year", "wrong-shape"),
    Slip("a hazard that is not in kebab case", "hazards", r"^  ([\w-]+):", r"  \1_X:", "wrong-shape"),
    Slip("a hazard whose brace is not closed", "hazards", r"\}$", "", "yaml-syntax"),
    Slip("a probability above one", "failures", r"probability: [\d.]+(e-\d+)?", "probability: 1.5", "wrong-shape"),
    Slip(
        "an interval turned round", "failures", r"probability: [\d.]+ \.\. [\d.]+", "probability: 1 .. 0", "wrong-shape"
    ),
    Slip(
        "a unit where none is due",
        "failures",
        r"probability: ([\d.]+)(?=,|\})",
        r"probability: \1 hour",
        "unit-mismatch",
    ),
    Slip("an event that is not there", "failures", rf"^    {DOTTED}:", r"    \1.\2x:", "unknown-name"),
    Slip("a cause of nothing that is there", "failures", rf"of: \[{DOTTED}", r"of: [\1.\2x", "unknown-name"),
    Slip("an independence without a reason", "failures", r", because: .*\}$", "}", "wrong-shape"),
    Slip("a way of learning that is not there", "learns", r"by: (imitation|gradient)", r"by: \1s", "wrong-shape"),
    Slip("a learn wire from a port that is not there", "learns", rf"learn: {DOTTED}", r"learn: \1.\2x", "unknown-port"),
    Slip("a proxy that is not there", "proxies", rf"proxy: {DOTTED}", r"proxy: \1.\2x", "unknown-port"),
    Slip("a box inside that is not there", "boundaries", r"inside: \[(\w+)", r"inside: [\1x", "unknown-box"),
    Slip("a claim that does not parse", "claims", r'says: ("?)', r"says: \1=> ", "type-syntax"),
    Slip("a claim about no port", "claims", rf"says: (.*){DOTTED}", r"says: \1\2.\3x", "unknown-port"),
    Slip("held out from no box", "claims", r" from (\w+),", r" from \1x,", "unknown-box"),
    Slip("evidence of no event", "evidence", rf"of: {DOTTED}", r"of: \1.\2x", "unknown-name"),
    Slip("evidence that is no number", "evidence", r"value: .*", "value: high", "unknown-name"),
    Slip("a scenario that is not there", "evidence", r"scenario: (\w+)", r"scenario: \1x", "unknown-name"),
    Slip("an adversary that is not there", "evidence", r"adversary: (\S+)", r"adversary: \1x", "unknown-name"),
    Slip("a tried number that is none", "adversaries", r"tries: 1", "tries: often", "unknown-name"),
    Slip("a weight with a unit", "scenarios", r"weight: 0 .. 1", "weight: 0 .. 1 hour", "unit-mismatch"),
)


def read(text: str) -> Text:
    """The lines of a text up to its variants, whose lines are not touched."""
    lines, section = tuple(text.splitlines()), ""
    sections: list[str] = []
    boxes: dict[str, int] = {}
    wires = []
    for at, line in enumerate(lines):
        section = found[1] if (found := re.match(r"(\w+):", line)) else section
        sections.append(section)
        if section == "boxes" and (found := re.match(r"  (\w+):", line)):
            boxes[found[1]] = at
        elif section == "wires" and (found := re.fullmatch(r"  - (\S+) -> ([\w., ]+?)", line)):
            wires.append(Wire(at, found[1], tuple(re.split(r",\s*", found[2]))))
    return Text(lines, tuple(sections), boxes, tuple(wires))


def box(port: str) -> str:
    """The box or family of a port, the port itself at the outside."""
    return port.partition(".")[0].partition("[")[0]


def near(text: Text, name: str) -> frozenset[str]:
    """A box and those it is wired to."""
    ends = [{box(wire.source), *map(box, wire.targets)} for wire in text.wires]
    return frozenset({name}.union(*(end for end in ends if name in end)))


def behind(text: Text, *ports: str) -> frozenset[str]:
    """The boxes of some ports, and all from which a way leads to one of these."""
    found = set(map(box, ports))
    while more := {box(w.source) for w in text.wires if found.intersection(map(box, w.targets))} - found:
        found |= more
    return frozenset(found)


def mistakes(text: Text) -> Iterator[Mistake]:
    """Every mistake of the library at every place."""
    yield from slips(text)
    yield from admissions(text)
    for name, at in text.boxes.items():
        line = text.lines[at]
        if found := re.fullmatch(r"(  \w+:\s+)(\{kind: )?(\w+)(.*)", line):
            head, open_, kind, rest = found[1], found[2] or "{kind: ", found[3], found[4]
            rest = rest if found[2] else "}"
            yield boxed("a kind that is not there", text, name, f"{head}{open_}{kind}x{rest}", "unknown-kind")
            yield boxed("a key that is not there", text, name, f"{head}{open_}{kind}, knid: 3{rest}", "unknown-key")
            if "with:" not in line:
                wrong = f"{head}{open_}{kind}, with: {{nothing: Nat}}{rest}"
                yield boxed("a parameter that is not there", text, name, wrong, "unknown-name")
    for wire in text.wires:
        yield from sources(text, wire)
        for target in wire.targets:
            yield from targets(text, wire, target)


def slips(text: Text) -> Iterator[Mistake]:
    """The mistakes in single lines."""
    for at, (line, section) in enumerate(zip(text.lines, text.sections, strict=True)):
        plain = re.split(r"\s+#", line, maxsplit=1)[0]
        for slip in SLIPS if plain else ():
            wrong = re.sub(slip.pattern, slip.instead, plain, count=1)
            if slip.section == section and wrong != plain:
                touched = frozenset(name for name in text.boxes if re.search(rf"\b{name}\b", plain))
                touched = frozenset(text.boxes) if slip.code in HIDING or "a type" in slip.kind else touched
                yield Mistake(slip.kind, at, wrong, slip.code, at, touched)


def admissions(text: Text) -> Iterator[Mistake]:
    """Wires that boundaries admit with another source, which feeds none of the targets."""
    for at, (line, section) in enumerate(zip(text.lines, text.sections, strict=True)):
        found = re.fullmatch(r"(\s+- )(\S+) -> (.*)", line) if section == "boundaries" else None
        if found:
            targets = set(re.split(r",\s*", found[3]))
            other = next(wire.source for wire in text.wires if "." in wire.source and not targets & set(wire.targets))
            wrong = f"{found[1]}{other} -> {found[3]}"
            touched = frozenset({box(other), *map(box, targets)})
            yield Mistake("a wire admitted that is not there", at, wrong, "unknown-name", at, touched)


def boxed(kind: str, text: Text, name: str, line: str, code: str) -> Mistake:
    touched = near(text, name) if code == "unknown-kind" else frozenset({name})
    return Mistake(kind, text.boxes[name], line, code, text.boxes[name], touched)


def wired(kind: str, text: Text, wire: Wire, source: str, targets: tuple[str, ...], code: str) -> Mistake:
    line = f"  - {source} -> {', '.join(targets)}"
    touched = behind(text, source, *targets) if code == "type-mismatch" else frozenset(map(box, wire.targets))
    return Mistake(kind, wire.line, line, code, wire.line, touched)


def sources(text: Text, wire: Wire) -> Iterator[Mistake]:
    if "." in wire.source:
        yield wired("a source port that is not there", text, wire, f"{wire.source}x", wire.targets, "unknown-port")
        yield wired(
            "a source box that is not there", text, wire, f"x{wire.line}{wire.source}", wire.targets, "unknown-box"
        )
    twice = (*wire.targets, wire.targets[0])
    yield wired("two sources", text, wire, wire.source, twice, "two-sources")
    if len(wire.targets) == 1:
        for other in text.wires:
            if other.source != wire.source:
                yield wired("another source", text, wire, other.source, wire.targets, "type-mismatch")


def targets(text: Text, wire: Wire, target: str) -> Iterator[Mistake]:
    if "." not in target:
        return
    rest = tuple(one for one in wire.targets if one != target)
    yield wired("a port that is not there", text, wire, wire.source, (*rest, f"{target}x"), "unknown-port")
    yield wired("a box that is not there", text, wire, wire.source, (*rest, f"x{wire.line}{target}"), "unknown-box")
    if rest:
        told = text.boxes[box(target)]
        line = f"  - {wire.source} -> {', '.join(rest)}"
        yield Mistake("no wire", wire.line, line, "no-source", told, frozenset({box(target)}))


HIDING = ("unknown-kind", "type-mismatch")
"""Mistakes after which what is about the boxes that they touch is not judged."""


def hides(mistake: Mistake) -> bool:
    """Whether a mistake may hide others, or be hidden: what is admitted is not judged where a wire is not understood."""
    return mistake.code in HIDING or mistake.kind in ("a type that is not there", "a wire admitted that is not there")


def clear(left: Mistake, right: Mistake) -> bool:
    """Whether neither of two mistakes may hide the other: what is about an unknown thing is not judged."""
    return left.line != right.line and (not (hides(left) or hides(right)) or not left.touched & right.touched)
