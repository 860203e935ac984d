"""Contests: a chooser mixes options, a maximiser answers with the worst row, and options have costs; solved as linear programmes.

The chooser draws one option of each group, by laws that may differ. A row has a loss for each option, and its loss is the
sum of the expected ones. So is the cost. This is a zero-sum game whose value is a linear programme (von Neumann 1928,
Dantzig 1951); its corners under a price for the cost are the frontier of value against cost.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from interlock.record import NamedTuple

if TYPE_CHECKING:
    from highspy._core import _Highs

TIGHTEST: Final = 1e-10
"""The least tolerance that HiGHS accepts."""

APART: Final = 1e-9
"""Corners that are nearer to a line between two others than this are not told apart from it."""


class Limit(NamedTuple):
    """The expected amount of something over the options is at most so much."""

    amounts: tuple[float, ...]
    most: float


class Contest(NamedTuple):
    """A row of ``losses`` for each answer of the maximiser; the sizes of groups of consecutive options; costs by option."""

    losses: tuple[tuple[float, ...], ...]
    groups: tuple[int, ...]
    costs: tuple[float, ...]
    limits: tuple[Limit, ...] = ()


class Play(NamedTuple):
    """What the chooser does, option by option, the loss at the worst row then, the cost, and the maximiser's law over rows."""

    loss: float
    cost: float
    choice: tuple[float, ...]
    answer: tuple[float, ...]


def settle(contest: Contest, choice: Sequence[float]) -> Play:
    """The play of a stated choice; the maximiser answers with a worst row, the first of several."""
    losses = [math.fsum(loss * much for loss, much in zip(row, choice, strict=True)) for row in contest.losses]
    worst = max(losses)
    answer = tuple(float(at == losses.index(worst)) for at in range(len(losses)))
    return Play(worst, _cost(contest, choice), tuple(choice), answer)


def safest(contest: Contest, most: float = math.inf) -> Play | None:
    """The least loss at the worst row among choices that cost at most so much; of these a cheapest. None if there is none."""
    safe = _solve(contest, 1.0, 0.0, most)
    if safe is None:
        return None
    cheap = _solve(contest, 0.0, 1.0, most, safe.loss)
    return safe if cheap is None else cheap._replace(answer=safe.answer)  # None only by the solver's rounding


def _cheapest(contest: Contest) -> Play | None:
    """The least cost among all choices, at the least loss at the worst row that goes with it. None if there is no choice."""
    cheap = _solve(contest, 0.0, 1.0)
    return None if cheap is None else _solve(contest, 1.0, 0.0, cheap.cost) or cheap


def frontier(contest: Contest) -> tuple[Play, ...]:
    """The corners of the least loss as a function of the cost, which is convex and falls, the cheapest first.

    By dichotomy: between two corners a third is looked for in the direction of the line through both (Aneja and Nair 1979).
    """
    first, last = _cheapest(contest), safest(contest)
    if first is None or last is None:
        return ()
    if first.loss - last.loss <= APART or last.cost - first.cost <= APART:
        return (first,)
    return (first, *_between(contest, first, last), last)


def _between(contest: Contest, left: Play, right: Play) -> Iterator[Play]:
    """The corners strictly between two; prices are scaled, since the solver's tolerances are not."""
    size = left.loss - right.loss + right.cost - left.cost
    for_cost, for_loss = (left.loss - right.loss) / size, (right.cost - left.cost) / size
    found = _solve(contest, for_loss, for_cost)
    if found is None or _over(found, for_loss, for_cost) >= _over(left, for_loss, for_cost) - APART:
        return
    yield from _between(contest, left, found)
    yield found
    yield from _between(contest, found, right)


def _over(play: Play, for_loss: float, for_cost: float) -> float:
    return for_loss * play.loss + for_cost * play.cost


def _solve(
    contest: Contest, for_loss: float, for_cost: float, most: float = math.inf, worst: float = math.inf
) -> Play | None:
    """The play that minimises a mixture of loss and cost, where these are at most so much; None if there is none."""
    from highspy._core import HighsModelStatus

    count = len(contest.costs)
    solver = _programme([*(for_cost * one for one in contest.costs), for_loss], worst)
    for row in contest.losses:
        _at_most(solver, [*row, -1.0], 0.0)
    start = 0
    for size in contest.groups:
        entries = list(range(start, start + size))
        solver.addRow(1.0, 1.0, size, entries, [1.0] * size)
        start += size
    for limit in contest.limits:
        _at_most(solver, [*limit.amounts, 0.0], limit.most)
    _at_most(solver, [*contest.costs, 0.0], most)
    solver.run()
    if solver.getModelStatus() != HighsModelStatus.kOptimal:
        return None
    solution = solver.getSolution()
    choice = _laws(contest, [max(0.0, float(one)) for one in solution.col_value[:count]])
    weights = [abs(float(one)) for one in solution.row_dual[: len(contest.losses)]]
    total = math.fsum(weights)
    play = settle(contest, choice)
    return play._replace(answer=tuple(one / total for one in weights)) if total > APART else play


def _laws(contest: Contest, found: Sequence[float]) -> tuple[float, ...]:
    """The choice with each group summing to one, which the solver keeps to its tolerance only."""
    laws: list[float] = []
    for size in contest.groups:
        part = found[len(laws) : len(laws) + size]
        laws += [one / math.fsum(part) for one in part]
    return tuple(laws)


def _programme(costs: Sequence[float], worst: float) -> _Highs:
    """A silent programme without rows: the options, which are not negative, and the loss, which is at most so much."""
    from highspy._core import _Highs

    solver = _Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003
    solver.setOptionValue("primal_feasibility_tolerance", TIGHTEST)
    solver.setOptionValue("dual_feasibility_tolerance", TIGHTEST)
    for cost in costs[:-1]:
        solver.addCol(cost, 0.0, math.inf, 0, [], [])
    solver.addCol(costs[-1], -math.inf, worst, 0, [], [])
    return solver


def _at_most(solver: _Highs, amounts: Sequence[float], most: float) -> None:
    entries = [at for at, amount in enumerate(amounts) if amount]
    if most < math.inf and entries:
        solver.addRow(-math.inf, most, len(entries), entries, [amounts[at] for at in entries])


def _cost(contest: Contest, choice: Sequence[float]) -> float:
    return math.fsum(cost * much for cost, much in zip(contest.costs, choice, strict=True))
