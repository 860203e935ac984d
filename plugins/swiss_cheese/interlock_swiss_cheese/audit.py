"""Audits before a deployment: how safe it is against who attacks as often as suits them best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor

from interlock.api.analysis import Exhibit, Report, Table
from interlock.api.diagram import Quantity
from interlock.api.kit import FALSE, Formula, atoms, audit_bound, worst_audit
from interlock.api.record import dataclass, field
from interlock_swiss_cheese.answer import HazardAnswer
from interlock_swiss_cheese.case import Case
from interlock_swiss_cheese.likelihood import Probability
from interlock_swiss_cheese.propagation import Propagation

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class AuditTable:
    """A deployment of so many uses, some of which, chosen at random, are looked through before any of it is used.

    In each use the adversary attacks with a chance that is chosen once. An attack that is looked through is found, and then
    nothing is deployed; one that is not does harm with the chance ``harm``, or ``harm_independent`` if all events in a use are
    independent. ``safe`` is the probability that no attack does harm, at the worst chance of an attack, whatever the
    dependence, in a use and between uses: at least that. ``safe_independent`` is so if all events and uses are independent,
    and ``attacks`` the chance of an attack that makes it least. Harm without an attack is not counted here.
    ``refused`` says which input is missing for those that are None.
    """

    adversary: str
    scenario: str
    uses: tuple[int, int] | None
    audited: int
    harm: Ends | None = None
    harm_independent: Ends | None = None
    safe: float | None = None
    safe_independent: Ends | None = None
    attacks: float | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Audits:
    """For each hazard by name what audits are worth against each adversary that may bring it about."""

    hazards: Mapping[str, tuple[AuditTable, ...]] = field(default_factory=dict)


def analyse(propagation: Propagation, answers: Mapping[str, HazardAnswer]) -> Report[Audits]:
    """What audits are worth for each hazard."""
    found: dict[str, tuple[AuditTable, ...]] = {}
    for element, asked in propagation.hazards.items():
        if asked.name in answers:
            top = propagation.state.get(element, FALSE)
            tables = tuple(_tables(top, asked.uses, answers[asked.name].probability, propagation))
            if tables:
                found[asked.name] = tables
    return Report(Audits(found))


def _tables(
    top: Formula, uses: Quantity | None, probability: Probability, propagation: Propagation
) -> Iterator[AuditTable]:
    for case in propagation.known.cases:
        given = probability.by_scenario.get(case.scenario) if case.scenario else probability
        for name in _attacking(top, case, propagation):
            audited = case.adversaries[name].audits
            if audited is not None and given is not None:
                yield _table(AuditTable(name, case.scenario, _whole(uses), audited), given)


def _attacking(top: Formula, case: Case, propagation: Propagation) -> list[str]:
    """The adversaries who choose an event on which a hazard rests."""
    chances = propagation.known.by_case[case.scenario]
    chosen = (chances[name].chosen for name in atoms(top) if name in chances)
    return [name for name in dict.fromkeys(chosen) if name is not None and name in case.adversaries]


def _whole(uses: Quantity | None) -> tuple[int, int] | None:
    return None if uses is None else (floor(uses.low), ceil(uses.high))


def _table(asked: AuditTable, given: Probability) -> AuditTable:
    """The table with its numbers, or with what is missing for them."""
    bounds, free = given.no_assumption, given.independent
    if asked.uses is None or bounds is None or free is None:
        why = "the hazard states no `uses`" if asked.uses is None else given.refused or "an attack has no probability"
        return _with(asked, refused=why)
    few, many = (max(number, asked.audited) for number in asked.uses)
    worst = worst_audit(many, asked.audited, 1.0 - free.upper)
    best = worst_audit(few, asked.audited, 1.0 - free.lower)
    return AuditTable(
        asked.adversary,
        asked.scenario,
        asked.uses,
        asked.audited,
        (bounds.lower, bounds.upper),
        (free.lower, free.upper),
        min(worst.safety, audit_bound(many, asked.audited, 1.0 - bounds.upper)),
        (worst.safety, best.safety),
        worst.attacks,
    )


def _with(asked: AuditTable, refused: str) -> AuditTable:
    return AuditTable(asked.adversary, asked.scenario, asked.uses, asked.audited, refused=refused)


def show(found: Audits) -> Sequence[Exhibit]:
    """A row for each hazard, adversary and scenario; nothing where nothing is audited."""
    columns = ("hazard", "against", "uses", "audited", "safe, at least", "if all were independent", "attacks then")
    rows = tuple(
        (
            name,
            f"{one.adversary} in {one.scenario}" if one.scenario else one.adversary,
            _ends(one.uses, "{:,}"),
            f"{one.audited:,}",
            "refused" if one.safe is None else f"{one.safe:.4g}",
            _ends(one.safe_independent, "{:.4g}"),
            "" if one.attacks is None else f"{one.attacks:.4g} per use",
        )
        for name, tables in found.hazards.items()
        for one in tables
    )
    refused = dict.fromkeys(
        f"{name}: {one.refused}." for name, many in found.hazards.items() for one in many if one.refused
    )
    return (Table("Audits before deployment", columns, rows, " ".join(refused)),) if rows else ()


def _ends(ends: tuple[float, float] | None, how: str) -> str:
    if ends is None:
        return "refused"
    low, high = (how.format(one) for one in ends)
    return low if low == high else f"{low} .. {high}"
