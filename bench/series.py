"""Random series-parallel proposals: a source of failures, and ways through barriers, relays, joins and votes to one output."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

VOCABULARY = """interlock: 1
vocabulary: ways
failures: {types: {harm: {}}}
families: {Signal: {type: Type}}
kinds:
  Filter:
    ports: {in given: Signal, out passed: Signal}
    failures: {events: {missed: {}}, rules: [harm at passed if harm at given and missed]}
  Relay:
    ports: {in given: Signal, out passed: Signal}
    failures: {events: {errs: {}}, rules: [harm at passed if harm at given or errs]}
  Either:
    ports: {in left: Signal, in right: Signal, out passed: Signal}
    failures: {rules: [harm at passed if harm at left or harm at right]}
  Both:
    ports: {in left: Signal, in right: Signal, out passed: Signal}
    failures: {rules: [harm at passed if harm at left and harm at right]}
  Most:
    ports: {in left: Signal, in middle: Signal, in right: Signal, out passed: Signal}
    failures: {rules: ["harm at passed if 2 of (harm at left, harm at middle, harm at right)"]}
"""
_HEAD = """interlock: 1
proposal: ways
title: A random series-parallel proposal with votes
uses: [./ways.yaml]
ports: {in world: Signal, out result: Signal}
"""
_RELAYS = 4
"""One leaf in so many adds a failure of its own; the others stop one."""


_VOTERS = 3
"""What votes are so many blocks, and the box that counts them."""


class Ways:
    """A proposal in the making; ``boxes`` and ``wires`` are lines of it."""

    def __init__(self, boxes: int, seed: int) -> None:
        self.boxes: list[str] = []
        self.wires: list[str] = []
        self.events: list[str] = []
        self._random = Random(seed)
        self.wires.append(f"{self._block(boxes, 'world')} -> result")

    def _block(self, size: int, source: str) -> str:
        """Lay so many boxes behind a source, in series or, with a join, in parallel; what comes out of them."""
        if size == 1:
            leaf, event = ("Relay", "errs") if self._random.randrange(_RELAYS) == 0 else ("Filter", "missed")
            name = self._box(leaf)
            self.wires.append(f"{source} -> {name}.given")
            self.events.append(f"{name}.{event}")
            return f"{name}.passed"
        if size == 2 or self._random.random() < 0.5:
            first = self._random.randrange(1, size)
            return self._block(size - first, self._block(first, source))
        kind = self._random.choice(("Either", "Both", "Most")) if size > _VOTERS else "Either"
        joined = ("left", "middle", "right") if kind == "Most" else ("left", "right")
        ends = [self._block(part, source) for part in self._parts(size - 1, len(joined))]
        name = self._box(kind)
        self.wires += [f"{end} -> {name}.{into}" for end, into in zip(ends, joined, strict=True)]
        return f"{name}.passed"

    def _parts(self, size: int, count: int) -> list[int]:
        """So many positive numbers with this sum."""
        cuts = sorted(self._random.sample(range(1, size), count - 1))
        return [stop - start for start, stop in pairwise((0, *cuts, size))]

    def _box(self, kind: str) -> str:
        name = f"b{len(self.boxes)}"
        self.boxes.append(f"{name}: {kind}")
        return name

    def lines(self) -> Iterator[str]:
        """The proposal: every event with a probability, and one hazard."""
        yield _HEAD + "boxes:"
        yield from (f"  {box}" for box in self.boxes)
        yield "wires:"
        yield from (f"  - {wire}" for wire in self.wires)
        yield "failures:\n  events:\n    storm: {probability: 0.1}"
        yield from (f"    {event}: {{probability: {self._random.randrange(1, 100) / 1000}}}" for event in self.events)
        yield "  rules: [harm at world if storm]"
        yield "hazards: {harmed: {top: harm at result}}"


def write(boxes: int, seed: int, folder: Path) -> Path:
    """A random proposal of so many boxes and its vocabulary in a folder; the path of the proposal."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ways.yaml").write_text(VOCABULARY)
    path = folder / f"proposal-{boxes}-{seed}.yaml"
    path.write_text("".join(f"{line}\n" for line in Ways(boxes, seed).lines()))
    return path
