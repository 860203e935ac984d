"""Decision diagrams as plain arrays, and formulas cut into modules with a diagram each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.analysis.boolean import Formula
from interlock.record import NamedTuple


class Diagram(NamedTuple):
    """An ordered decision diagram over `leaves`, whose positions are the levels.

    Node 0 is false, node 1 true; each further node lies after its two children, `high` where its leaf holds and
    `low` where not. A skipped level does not matter (a decision diagram) or is false (a family of sets).
    """

    leaves: tuple[Formula, ...]
    level: Sequence[int]
    high: Sequence[int]
    low: Sequence[int]
    root: int

    def nodes(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield number, level, high and low of each inner node, children first."""
        for node in range(2, len(self.level)):
            yield node, self.level[node], self.high[node], self.low[node]


class Part(NamedTuple):
    """A module: a subformula and the diagram of its function over its leaves."""

    top: Formula
    diagram: Diagram


class Compiled(NamedTuple):
    """A function as diagrams of its modules, those that occur in others first, its own last.

    `monotone` tells that the formula was written without negation; `atoms` are those that it mentions.
    """

    parts: tuple[Part, ...]
    monotone: bool
    atoms: tuple[str, ...]

    def size(self) -> int:
        """Return the number of inner nodes of all diagrams."""
        return sum(len(part.diagram.level) - 2 for part in self.parts)


class Exhausted(NamedTuple):
    """The budget of nodes did not suffice: `reached` nodes stood when the work was given up.

    `stopped` tells that the time was over and not the budget spent.
    """

    budget: int
    reached: int
    stopped: bool = False


def trim(
    leaves: tuple[Formula, ...], level: Sequence[int], high: Sequence[int], low: Sequence[int], root: int
) -> Diagram:
    """Return the part of a diagram that `root` reaches, numbered without gaps."""
    reached = {0, 1, root}
    stack = [root]
    while stack:
        node = stack.pop()
        if node > 1:
            fresh = [child for child in (high[node], low[node]) if child not in reached]
            reached.update(fresh)
            stack.extend(fresh)
    kept = sorted(reached)
    number = {node: position for position, node in enumerate(kept)}
    inside = kept[2:]
    bottom = len(leaves)
    return Diagram(
        leaves,
        [bottom, bottom, *(level[node] for node in inside)],
        [0, 1, *(number[high[node]] for node in inside)],
        [0, 1, *(number[low[node]] for node in inside)],
        number[root],
    )


def mirror(diagram: Diagram) -> Diagram:
    """Return the decision diagram of the dual function, not f(not x), on the same nodes."""

    def swapped(children: Sequence[int]) -> list[int]:
        return [0, 1, *(node if node > 1 else 1 - node for node in children[2:])]

    root = diagram.root if diagram.root > 1 else 1 - diagram.root
    return diagram._replace(high=swapped(diagram.low), low=swapped(diagram.high), root=root)


def is_constant(diagram: Diagram) -> bool:
    """Tell whether a diagram's function depends on no leaf."""
    return diagram.root < 2
