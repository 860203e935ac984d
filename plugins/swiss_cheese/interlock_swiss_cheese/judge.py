"""From formulas and routes to the answer for one hazard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from interlock.api.analysis import Request
from interlock.api.kit import (
    Compiled,
    CutSets,
    Exhausted,
    Formula,
    at_most,
    atoms,
    compile_formula,
    count,
    cut_sets,
    is_monotone,
    least_order,
    listing,
    path_sets,
    products,
    profile,
)
from interlock.api.record import NamedTuple, dataclass, replace
from interlock_swiss_cheese.answer import (
    CutSetTable,
    EffortTable,
    HazardAnswer,
    OrderVerdict,
    PathSetTable,
    RouteTable,
    TargetVerdict,
)
from interlock_swiss_cheese.bounds import Bounds
from interlock_swiss_cheese.credit import Ledger
from interlock_swiss_cheese.deployment import Deployment, deployment
from interlock_swiss_cheese.holes import holes
from interlock_swiss_cheese.importance import Weighing
from interlock_swiss_cheese.likelihood import Probability, easiest, enclosed, likelihood, support
from interlock_swiss_cheese.propagation import Asked, Propagation
from interlock_swiss_cheese.tree import hazard_element
from interlock_swiss_cheese.ways import HazardRoutes, elements
from interlock_swiss_cheese.weigh import weigh
from interlock_swiss_cheese.worst import Subject

LISTED: Final = 200
"""So many cut sets and path sets are listed, smallest first."""


def not_counted(bound: int | None) -> CutSetTable:
    """What is known of cut sets where they are too many for the budget."""
    return CutSetTable(None, {}, (), 0, bound)


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer for a hazard, and the events that it depends on."""

    answer: HazardAnswer
    support: tuple[str, ...] = ()


def refusal(why: str) -> Judged:
    """The answer where there is none."""
    return Judged(HazardAnswer(None, None, None, Probability(refused=why), refused=why))


def judge(asked: Asked, top: Formula, found: HazardRoutes | None, ledger: Ledger, request: Request) -> Judged:
    """The answer for a hazard whose top event is a formula over events."""
    propagation = ledger.propagation
    table = _routes(found, ledger) if found else None
    compiled = compile_formula(top, request.budget, request.over)
    if isinstance(compiled, Exhausted):
        why = _why("the decision diagram", compiled)
        probability = enclosed(top, propagation, why, request.scenarios)
        often = _often(asked, probability, propagation)
        answer = HazardAnswer(
            table,
            not_counted(products(top) if is_monotone(top) else None),
            None,
            probability,
            _target(asked, probability, often),
            why,
            deployment=often,
            weighing=Weighing(refused=why),
            order=None if asked.order is None else OrderVerdict(asked.order, None, "open"),
        )
        return Judged(answer, tuple(name for name in atoms(top) if name in propagation.network.events))
    subject = Subject(top, compiled, support(compiled), None, request.budget, request.over)
    return _judged(asked, table, subject, ledger, request)


def _judged(asked: Asked, table: RouteTable | None, subject: Subject, ledger: Ledger, request: Request) -> Judged:
    """The answer for a hazard whose function is compiled; cut sets come first only where holes are probed."""
    propagation = ledger.propagation
    early = (
        _cuts(subject.compiled, request) if any(one.probes for one in propagation.known.adversaries.values()) else None
    )
    if early is not None and early.table.count is not None and early.table.cut_off is None:
        subject = subject._replace(cuts=early.table.listed)
    probability = likelihood(subject, propagation, request.scenarios)
    cuts = early or _cuts(subject.compiled, request)
    paths, no_paths = _paths(subject.compiled, request)
    refused = "; ".join(filter(None, (cuts.refused, no_paths))) or None
    often = _often(asked, probability, propagation)
    target, effort = _target(asked, probability, often), _effort(subject, propagation)
    answer = HazardAnswer(table, cuts.table, paths, probability, target, refused, effort, often)
    return Judged(_weighed(answer, asked, subject, cuts.sets, ledger, request), subject.concerned)


def _weighed(
    answer: HazardAnswer, asked: Asked, subject: Subject, cuts: CutSets | None, ledger: Ledger, request: Request
) -> HazardAnswer:
    """The answer with what events and barriers contribute to it."""
    hazard = hazard_element(asked.name)

    def met() -> Mapping[str, tuple[str, ...]]:
        routed = hazard in ledger.routes.hazards
        return holes(ledger.mentions, ledger.routes, hazard, subject.concerned) if routed else {}

    found = weigh(subject, cuts, met, ledger.propagation, request.scenarios)
    return replace(
        answer,
        importance=found.events,
        barriers=found.barriers,
        tornado=found.tornado,
        weighing=found.weighing,
        order=_order(asked, subject.compiled, answer.minimal_cut_sets.by_order if answer.minimal_cut_sets else {}),
    )


def _often(asked: Asked, probability: Probability, propagation: Propagation) -> Deployment | None:
    return None if asked.uses is None else deployment(asked.uses, probability, propagation.known.cases)


def _effort(subject: Subject, propagation: Propagation) -> EffortTable | None:
    found = easiest(subject, propagation)
    return None if found is None else EffortTable(found.holes, *found.tries)


def _routes(found: HazardRoutes, ledger: Ledger) -> RouteTable:
    listed: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    for way in found.thinnest:
        listed.setdefault((elements(ledger.propagation, way), way.barriers), ledger.credited(way))
    number = sum(found.by_barriers.values()) if found.complete else None
    ways, barriers = tuple(way for way, _ in listed), tuple(met for _, met in listed)
    return RouteTable(number, found.by_barriers, ways, barriers, tuple(listed.values()))


def _why(what: str, exhausted: Exhausted) -> str:
    """Why something is not known."""
    if exhausted.stopped:
        return f"{what} took longer than there was time"
    whose = "its" if what.endswith("m") else "their"
    return f"{what} outgrew {whose} budget of {exhausted.budget:,} nodes, which `--budget` raises"


class _Cuts(NamedTuple):
    """The minimal cut sets, what is shown of them, and why they are not known."""

    sets: CutSets | None
    table: CutSetTable
    refused: str | None = None


def _cuts(compiled: Compiled, request: Request) -> _Cuts:
    cuts = cut_sets(compiled, request.budget, request.over)
    if isinstance(cuts, Exhausted):
        return _Cuts(None, not_counted(at_most(compiled)), _why("the minimal cut sets", cuts))
    listed = listing(cuts, LISTED)
    cut_off = min(listed.omitted) - 1 if listed.omitted else None
    return _Cuts(cuts, CutSetTable(count(cuts), profile(cuts), listed.sets, cut_off))


def _paths(compiled: Compiled, request: Request) -> tuple[PathSetTable | None, str | None]:
    if not compiled.monotone:
        return None, "path sets are defined where nothing is negated, by `exactly one of` or `not`"
    paths = path_sets(compiled, request.budget, request.over)
    if isinstance(paths, Exhausted):
        return None, _why("the minimal path sets", paths)
    return PathSetTable(count(paths), listing(paths, LISTED).sets), None


def _target(asked: Asked, once: Probability, often: Deployment | None) -> TargetVerdict | None:
    """The verdict on a target, which may be about the number as declared alone.

    Over a deployment nothing is assumed of how its uses go together.
    """
    if asked.target is None:
        return None
    limit, per = float(asked.target[0].high), asked.target[1]
    judged = often.probability if often is not None and per == "deployment" else once
    robust = "open" if asked.target[2] is not None else _verdict(judged.no_assumption, limit)
    declared = _verdict(judged.declared, limit)
    if robust == "open" and declared != "open":
        return TargetVerdict(limit, per, "met as declared" if declared == "met" else "missed as declared")
    return TargetVerdict(limit, per, robust)


def _order(asked: Asked, compiled: Compiled, by_order: Mapping[int, int]) -> OrderVerdict | None:
    """The verdict on the least order of a cut set; not decided where something is negated and sets are not counted."""
    if asked.order is None:
        return None
    if not compiled.monotone and not by_order:
        return OrderVerdict(asked.order, None, "open")
    least = least_order(compiled) if compiled.monotone else min(by_order)
    return OrderVerdict(asked.order, least, "met" if least is None or least >= asked.order else "missed")


def _verdict(bounds: Bounds | None, limit: float) -> Literal["met", "missed", "open"]:
    if bounds is None:
        return "open"
    if bounds.upper <= limit:
        return "met"
    return "missed" if bounds.lower > limit else "open"
