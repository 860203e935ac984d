"""What each claim of a checked proposal rests on: its path sets and cut sets of guarantees, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.analysis.verdict import Verdict
from interlock.check.checked import CheckedClaim, CheckedDiagram
from interlock.kernel.spell import spell
from interlock.report.json import Json


def claim_lines(diagram: CheckedDiagram, verdicts: Sequence[Verdict] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each claim with its status, and lines for the minimal sets of guarantees that entail it and that undo it.

    Those that analyses judge come last, with lines of what the verdict rests on.
    """
    for claim in diagram.claims:
        yield f"{_name(claim.element)}: {claim.status}", tuple(_lines(claim))
    for verdict in verdicts:
        yield f"{_name(verdict.claim)}: {verdict.status}", (f"says {verdict.says}", *verdict.details)


def claims_json(diagram: CheckedDiagram, verdicts: Sequence[Verdict] = ()) -> Json:
    """The claims by name; `complete` is false where the search for sets was cut short, or a claim is not decided."""
    proved: dict[str, Json] = {
        _name(claim.element): {
            "says": spell(claim.says),
            "status": claim.status,
            "path_sets": [list(path) for path in claim.paths],
            "cut_sets": [list(cut) for cut in claim.cuts],
            "complete": claim.whole,
            "used": list(claim.used),
        }
        for claim in diagram.claims
    }
    judged: dict[str, Json] = {
        _name(one.claim): {
            "says": one.says,
            "status": one.status,
            "path_sets": [],
            "cut_sets": [],
            "complete": one.status != "unknown",
            "used": list(one.details),
        }
        for one in verdicts
    }
    return {**proved, **judged}


def _name(element: str) -> str:
    return element.partition(":")[2]


def _lines(claim: CheckedClaim) -> Iterator[str]:
    yield f"says {spell(claim.says)}"
    if claim.status == "admitted":
        return
    if claim.paths == ((),):
        yield "follows from what is declared alone, whatever the boxes guarantee"
    else:
        yield from (f"path set: {_set(path)}" for path in claim.paths)
        yield from (f"cut set: {_set(cut)}" for cut in claim.cuts)
    general = [name for name in claim.used if name.startswith(("lemma ", "equations of "))]
    if general:
        yield f"by {', '.join(general)}"
    if not claim.whole:
        yield "the search was cut short: there may be more path sets, and a cut set may lack members"


def _set(ports: tuple[str, ...]) -> str:
    return "{" + ", ".join(ports) + "}"
