"""What an acyclic directed graph says of independence: d-separation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from interlock.analysis.component import Arrows
from interlock.analysis.route import reach


def connected(arrows: Arrows, starts: Iterable[str], ends: Collection[str], given: Collection[str]) -> bool:
    """Tell whether some start is d-connected to some end given a set of vertices, none of which is either.

    Then, and only then, some law in which each vertex depends on those with an arrow to it makes them dependent (J. Pearl, 1988).
    Linear. Source: D. Koller and N. Friedman, Probabilistic Graphical Models (2009), algorithm 3.1.
    """
    backward = reversed_arrows(arrows)
    above = reach(backward, given)
    seen: set[tuple[str, bool]] = set()
    pending = [(one, True) for one in starts]
    while pending:
        state = pending.pop()
        if state in seen:
            continue
        seen.add(state)
        vertex, upward = state
        if vertex in ends and vertex not in given:
            return True
        pending += _onward(vertex, upward, (arrows, backward), (given, above))
    return False


def _onward(
    vertex: str,
    upward: bool,  # noqa: FBT001 - whether the trail came here against an arrow
    graph: tuple[Arrows, Arrows],
    known: tuple[Collection[str], Collection[str]],
) -> Iterator[tuple[str, bool]]:
    """Where an active trail goes on from a vertex."""
    (arrows, backward), (given, above) = graph, known
    if vertex not in given:
        yield from ((one, False) for one in arrows.get(vertex, ()))
        if upward:
            yield from ((one, True) for one in backward.get(vertex, ()))
    if not upward and vertex in above:
        yield from ((one, True) for one in backward.get(vertex, ()))


def reversed_arrows(arrows: Arrows) -> dict[str, list[str]]:
    """The graph with every arrow turned round."""
    backward: dict[str, list[str]] = {}
    for vertex, after in arrows.items():
        for one in after:
            backward.setdefault(one, []).append(vertex)
    return backward
