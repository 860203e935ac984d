"""One mistake gives one error, and k of them give k: mistakes are seeded into the gallery, alone and together."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cases.page import START
from tests.cases.verdict import faults_of

PROPOSALS = sorted((Path(__file__).parents[2] / "proposals").glob("*/proposal.yaml"))
MOST = 8
SEEDS = 500 if os.environ.get("INTERLOCK_MANY") else 6


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
    """A proposal as lines, with the lines of its boxes, and its wires."""

    lines: tuple[str, ...]
    boxes: dict[str, int]
    wires: tuple[Wire, ...]


def read(text: str) -> Text:
    lines, section = tuple(text.splitlines()), ""
    boxes: dict[str, int] = {}
    wires = []
    for at, line in enumerate(lines):
        section = found[1] if (found := re.match(r"(\w+):", line)) else section
        if section == "boxes" and (found := re.match(r"  (\w+):", line)):
            boxes[found[1]] = at
        elif section == "wires" and (found := re.fullmatch(r"  - (\S+) -> ([\w., ]+?)", line)):
            wires.append(Wire(at, found[1], tuple(re.split(r",\s*", found[2]))))
    return Text(lines, boxes, tuple(wires))


def box(port: str) -> str:
    """The box of a port, the port itself at the outside."""
    return port.partition(".")[0]


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


Told = Counter[tuple[str, int]]


def told(files: dict[str, bytes], text: Text, made: tuple[Mistake, ...]) -> Told:
    """The errors of a text with mistakes: codes with the lines they stand in."""
    lines = list(text.lines)
    for mistake in made:
        lines[mistake.line] = mistake.text
    found = faults_of({**files, START: "\n".join([*lines, ""]).encode()}, START, covering=False)
    return Counter((one.code, one.line - 1) for one in found if one.severity == "error")


@cache
def opened(path: Path) -> tuple[dict[str, bytes], Text]:
    files = {one.relative_to(path.parent).as_posix(): one.read_bytes() for one in sorted(path.parent.glob("*.yaml"))}
    return files, read(path.read_text("utf-8"))


def one(mistake: Mistake) -> Told:
    return Counter([(mistake.code, mistake.told)])


AMPLE = ("another source",)
"""What shows at each wire that disagrees, which may be none or several."""


@cache
def alone(path: Path, mistake: Mistake) -> bool:
    """Whether a mistake by itself gives its one error."""
    return told(*opened(path), (mistake,)) == one(mistake)


def clear(left: Mistake, right: Mistake) -> bool:
    """Whether neither of two mistakes may hide the other: what is about an unknown thing is not judged."""
    hiding = ("unknown-kind", "type-mismatch")
    return not (left.code in hiding or right.code in hiding) or not left.touched & right.touched


@pytest.mark.parametrize("path", PROPOSALS, ids=[path.parent.name for path in PROPOSALS])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_each_of_several_mistakes_is_told_once_and_in_its_line(path: Path, seed: int) -> None:
    files, text = opened(path)
    drawn = random.Random(seed)
    library = list(mistakes(text))
    drawn.shuffle(library)
    chosen: list[Mistake] = []
    for mistake in library:
        far = all(mistake.line != other.line and clear(mistake, other) for other in chosen)
        if far and len(chosen) < MOST and (mistake.kind not in AMPLE or alone(path, mistake)):
            chosen.append(mistake)
    assert told(files, text, tuple(chosen)) == sum(map(one, chosen), Counter())


@pytest.mark.parametrize("path", PROPOSALS, ids=[path.parent.name for path in PROPOSALS])
def test_one_mistake_gives_one_error(path: Path) -> None:
    _, text = opened(path)
    library = [mistake for mistake in mistakes(text) if mistake.kind not in AMPLE]
    drawn = library if "INTERLOCK_MANY" in os.environ else random.Random(0).sample(library, min(10, len(library)))
    assert [mistake for mistake in drawn if not alone(path, mistake)] == []


def test_a_proposal_as_it_is_has_no_error() -> None:
    assert {path.parent.name: told(*opened(path), ()) for path in PROPOSALS} == {
        path.parent.name: Counter() for path in PROPOSALS
    }
