"""Findings that the author has accepted, with a reason: they are silent; what silences nothing is told."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.analysis.finding import Finding
from interlock.analysis.plan import Said
from interlock.diagram.element import Element
from interlock.record import NamedTuple


class Permit(NamedTuple):
    """Findings with a code about an element are accepted; ``element`` is the item that says so."""

    element: Element
    code: str
    at: str


def allow(said: Sequence[Said], permits: Sequence[Permit]) -> tuple[tuple[Said, ...], tuple[Permit, ...]]:
    """The findings that nothing permits, and the permits that permit none."""
    kept = tuple(each for each in said if not any(_permits(permit, each.finding) for permit in permits))
    idle = tuple(permit for permit in permits if not any(_permits(permit, each.finding) for each in said))
    return kept, idle


def _permits(permit: Permit, finding: Finding) -> bool:
    """Whether the finding has the code and its subject is, or lies in, what the permit names."""
    return finding.rule.code == permit.code and any(_within(subject, permit.at) for subject in finding.subject)


def _within(element: str, place: str) -> bool:
    bare = element.removeprefix("wire:")
    return place in (element, bare) or bare.startswith((f"{place}.", f"{place}/"))
