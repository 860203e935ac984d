"""A grid of boxes in which each row takes from the row above, with membranes within membranes and labels that flow.

Every box takes one thing from the box above it and one from another of that row, at random, so that what leaves a membrane fans out, and
as many wires as the grid is wide are needed to close it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

VOCABULARY = """interlock: 1
vocabulary: cells
labels:
  trust: {order: [untrusted, vetted, trusted], combine: min}
  secrecy: {order: [public, held-back, secret], combine: max}
units: {fault: base, device: base, hour: base, bit: base, use: base}
families: {Signal: {type: Type}}
kinds:
  Step:
    mode: deterministic
    ports: {in above: Signal, in aside: Signal, out made: Signal, out told: Signal}
    failures: {events: {flipped: {}}}
  Doubtful:
    mode: deterministic
    labels: {trust: untrusted, secrecy: held-back}
    ports: {in above: Signal, in aside: Signal, out made: Signal, out told: Signal}
  Vet:
    mode: deterministic
    ports: {in above: Signal, in aside: Signal, out made: {type: Signal, relabels: {trust: vetted, secrecy: public}}, out told: Signal}
"""
DEPTH = 5
"""So many membranes lie within one another."""

SMALL = 3
"""Rows and columns of each of the membranes that lie apart, at the foot of the grid."""


class Wall(NamedTuple):
    """A membrane: rows from and to, columns from and to, and whether it is to be deterministic."""

    rows: range
    columns: range
    mode: str = ""

    def holds(self, row: int, column: int) -> bool:
        """Whether a box lies inside."""
        return row in self.rows and column in self.columns


def walls(width: int, height: int) -> dict[str, Wall]:
    """Membranes around ever smaller middles of the grid, and a row of small ones below them."""
    found = {
        f"m{at}": Wall(range(1 + at, height * 3 // 4 - at), range(at, width - at), "deterministic")
        for at in range(DEPTH)
        if width > 2 * at + 2 and height * 3 // 4 > 2 * at + 2
    }
    foot = height * 3 // 4 + 1
    for at in range(0, width - SMALL, 4 * SMALL):
        found[f"s{at}"] = Wall(range(foot, min(foot + SMALL, height - 1)), range(at, at + SMALL), "deterministic")
    return found


class Grid:
    """A proposal in the making: boxes by row and column, and what each takes."""

    def __init__(self, width: int, height: int, seed: int = 1) -> None:
        self.width, self.height = width, height
        self._random = Random(seed)
        self.walls = walls(width, height)
        self.wires = [*self._wires()]

    def kind(self, row: int, column: int) -> str:
        """Every seventh row vets what some boxes bring up that are not trusted."""
        if row % 7 == 6:
            return "Vet"
        return "Doubtful" if (row * self.width + column) % 11 == 5 else "Step"

    def _wires(self) -> Iterator[tuple[str, tuple[int, int], str, tuple[int, int]]]:
        """Source, its place, target, its place; the outside lies above and below."""
        for row in range(self.height):
            others = self._random.sample(range(self.width), self.width)
            for column, other in enumerate(others):
                at = (row, column)
                yield self._out(row - 1, column, "made"), (row - 1, column), f"{name(*at)}.above", at
                yield self._out(row - 1, other, "told"), (row - 1, other), f"{name(*at)}.aside", at
        for column in range(self.width):
            below = (self.height, column)
            yield self._out(self.height - 1, column, "made"), (self.height - 1, column), f"out{column}", below

    def _out(self, row: int, column: int, port: str) -> str:
        return f"in{column}" if row < 0 else f"{name(row, column)}.{port}"

    def lines(self) -> Iterator[str]:
        """The proposal."""
        yield "interlock: 1\nproposal: cells\nuses: [./cells.yaml]\nports:"
        yield from (f"  in in{column}: Signal" for column in range(self.width))
        yield from (f"  out out{column}: {{type: Signal, labels: {{trust: vetted}}}}" for column in range(self.width))
        yield "boxes:"
        places = [(row, column) for row in range(self.height) for column in range(self.width)]
        yield from (f"  {name(*at)}: {self.kind(*at)}" for at in places)
        yield "wires:"
        yield from (f"  - {source} -> {target}" for source, _, target, _ in self.wires)
        yield "boundaries:"
        for called, wall in self.walls.items():
            yield from self._wall(called, wall)
        yield "failures:\n  events:"
        for flipped in dict.fromkeys(self._event(wall) for wall in self.walls.values()):
            yield f"    {flipped}: {{rate: 1e-9 .. 2e-8 fault / (device * hour), exposure: 1e6 device * hour}}"

    def _wall(self, called: str, wall: Wall) -> Iterator[str]:
        inside = [name(row, column) for row in wall.rows for column in wall.columns]
        yield f"  {called}:\n    inside: [{', '.join(inside)}]"
        yield f"    mode: {wall.mode}\n    channels: {{memory: {{event: {self._event(wall)}, secret: rate}}}}"
        yield "    admits:"
        crossing = [
            (source, target) for source, begin, target, end in self.wires if wall.holds(*begin) != wall.holds(*end)
        ]
        yield from (f"      - {{wire: {source} -> {target}, capacity: 8 bit / use}}" for source, target in crossing)

    def _event(self, wall: Wall) -> str:
        row = next(row for row in wall.rows if self.kind(row, wall.columns[0]) == "Step")
        return f"{name(row, wall.columns[0])}.flipped"


def name(row: int, column: int) -> str:
    """What a box is called."""
    return f"b{row}x{column}"


def write(width: int, height: int, folder: Path) -> Path:
    """The proposal and its vocabulary in a folder; the path of the proposal."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cells.yaml").write_text(VOCABULARY)
    path = folder / f"grid-{width}x{height}.yaml"
    path.write_text("".join(f"{line}\n" for line in Grid(width, height).lines()))
    return path
