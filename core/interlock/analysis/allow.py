"""Findings that the author has accepted, with a reason: they become assumptions; what accepts nothing is told."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.analysis.finding import Finding
from interlock.analysis.plan import Said
from interlock.diagram.element import Element
from interlock.record import NamedTuple


class Permit(NamedTuple):
    """Findings with a code about an element are accepted for a reason; ``element`` is the item that says so."""

    element: Element
    code: str
    at: str
    because: str


class Accepted(NamedTuple):
    """A finding and the first permit that accepts it."""

    said: Said
    permit: Permit


class Sorted(NamedTuple):
    """The findings that nothing permits, those that are accepted, and the permits that permit none."""

    kept: tuple[Said, ...]
    accepted: tuple[Accepted, ...]
    idle: tuple[Permit, ...]


def allow(said: Sequence[Said], permits: Sequence[Permit]) -> Sorted:
    """Part what is found by what is permitted; without a reason nothing is."""
    by = {at: [each for each in permits if _permits(each, one.finding)] for at, one in enumerate(said)}
    used = frozenset(each.element for found in by.values() for each in found)
    return Sorted(
        tuple(one for at, one in enumerate(said) if not by[at]),
        tuple(Accepted(one, by[at][0]) for at, one in enumerate(said) if by[at]),
        tuple(each for each in permits if each.element not in used),
    )


def _permits(permit: Permit, finding: Finding) -> bool:
    """Whether a reason is given, the finding has the code, and its subject is, or lies in, what the permit names."""
    fits = bool(permit.because.strip()) and finding.rule.code == permit.code
    return fits and any(_within(subject, permit.at) for subject in finding.subject)


def _within(element: str, place: str) -> bool:
    bare = element.removeprefix("wire:")
    return place in (element, bare) or bare.startswith((f"{place}.", f"{place}/"))
