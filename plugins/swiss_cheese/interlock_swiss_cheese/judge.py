"""From formulas and routes to the answer for one hazard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from interlock.api.analysis import Request
from interlock.api.diagram import Quantity
from interlock.api.kit import (
    Compiled,
    Exhausted,
    Formula,
    atoms,
    compile_formula,
    count,
    cut_sets,
    listing,
    path_sets,
    profile,
)
from interlock_swiss_cheese.answer import CutSetTable, HazardAnswer, PathSetTable, RouteTable, TargetVerdict
from interlock_swiss_cheese.likelihood import Bounds, Probability, enclosed, likelihood, support
from interlock_swiss_cheese.propagation import Asked, Propagation
from interlock_swiss_cheese.ways import HazardRoutes, elements

LISTED: Final = 200
"""So many cut sets and path sets are listed, smallest first."""

NOT_COUNTED: Final = CutSetTable(None, {}, (), 0)
"""What is known of cut sets where they are too many for the budget."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer for a hazard, and the events that it depends on."""

    answer: HazardAnswer
    support: tuple[str, ...] = ()


def refusal(why: str) -> Judged:
    """The answer where there is none."""
    return Judged(HazardAnswer(None, None, None, Probability(refused=why), refused=why))


def judge(
    asked: Asked,
    top: Formula,
    routes: HazardRoutes | None,
    propagation: Propagation,
    request: Request,
) -> Judged:
    """The answer for a hazard whose top event is a formula over events."""
    table = _routes(routes, propagation) if routes else None
    compiled = compile_formula(top, request.budget, request.over)
    if isinstance(compiled, Exhausted):
        why = _why("the decision diagram", compiled)
        probability = enclosed(top, propagation.chances, propagation.network, why)
        answer = HazardAnswer(table, NOT_COUNTED, None, probability, _target(asked, probability), why)
        return Judged(answer, tuple(name for name in atoms(top) if name in propagation.chances))
    probability = likelihood(top, compiled, propagation.chances, propagation.network)
    cuts, no_cuts = _cuts(compiled, request)
    paths, no_paths = _paths(compiled, request)
    refused = "; ".join(filter(None, (no_cuts, no_paths))) or None
    answer = HazardAnswer(table, cuts, paths, probability, _target(asked, probability), refused)
    return Judged(answer, support(compiled))


def _routes(routes: HazardRoutes, propagation: Propagation) -> RouteTable:
    listed = dict.fromkeys((elements(propagation, way), way.barriers) for way in routes.thinnest)
    number = sum(routes.by_barriers.values()) if routes.complete else None
    ways, barriers = tuple(way for way, _ in listed), tuple(met for _, met in listed)
    return RouteTable(number, routes.by_barriers, ways, barriers)


def _why(what: str, exhausted: Exhausted) -> str:
    """Why something is not known."""
    if exhausted.stopped:
        return f"{what} took longer than there was time"
    return f"{what} outgrew {'its' if what.endswith('m') else 'their'} budget of {exhausted.budget} nodes"


def _cuts(compiled: Compiled, request: Request) -> tuple[CutSetTable, str | None]:
    cuts = cut_sets(compiled, request.budget, request.over)
    if isinstance(cuts, Exhausted):
        return NOT_COUNTED, _why("the minimal cut sets", cuts)
    listed = listing(cuts, LISTED)
    cut_off = min(listed.omitted) - 1 if listed.omitted else None
    return CutSetTable(count(cuts), profile(cuts), listed.sets, cut_off), None


def _paths(compiled: Compiled, request: Request) -> tuple[PathSetTable | None, str | None]:
    if not compiled.monotone:
        return None, "path sets are defined where nothing is negated, by `exactly one of` or `not`"
    paths = path_sets(compiled, request.budget, request.over)
    if isinstance(paths, Exhausted):
        return None, _why("the minimal path sets", paths)
    return PathSetTable(count(paths), listing(paths, LISTED).sets), None


def _target(asked: Asked, probability: Probability) -> TargetVerdict | None:
    """The verdict on a target; over a deployment nothing is assumed of how its uses go together."""
    if asked.target is None:
        return None
    limit, per = float(asked.target[0].high), asked.target[1]
    uses = _uses(asked.uses) if per == "deployment" else 1.0
    robust, declared = (_verdict(one, limit, uses) for one in (probability.no_assumption, probability.declared))
    if robust == "open" and declared != "open":
        return TargetVerdict(limit, per, "met as declared" if declared == "met" else "missed as declared")
    return TargetVerdict(limit, per, robust)


def _uses(uses: Quantity | None) -> float:
    return 1.0 if uses is None else float(uses.high)


def _verdict(bounds: Bounds | None, limit: float, uses: float) -> Literal["met", "missed", "open"]:
    if bounds is None:
        return "open"
    if min(1.0, uses * bounds.upper) <= limit:
        return "met"
    return "missed" if bounds.lower > limit else "open"
