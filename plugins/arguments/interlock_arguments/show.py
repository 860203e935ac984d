"""Tables of what becomes of arguments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.api.analysis import Exhibit, Gauge, Table
from interlock_arguments.answer import ArgumentAnswer, Arguments, Belief, PremiseAnswer


def show(found: Arguments) -> Sequence[Exhibit]:
    """The verdicts, then the premises of each argument, and what would close the gaps of those that do not hold."""
    if not found.arguments:
        return ()
    return (_verdicts(found), _premises(found), *_gaps(found))


def _verdicts(found: Arguments) -> Table:
    columns = ("argument", "verdict", "from", "credence, at least", "over all laws")
    rows = tuple(
        (name, one.verdict, _support(one), _belief(one.credence.frechet), _belief(one.credence.law))
        for name, one in found.arguments.items()
    )
    notes = [
        *(f"{name}: {one.credence.refused}." for name, one in found.arguments.items() if one.credence.refused),
        *(f"{name} also from {_others(one)}." for name, one in found.arguments.items() if len(one.supports) > 1),
        *(f"{name}: there may be other sets of premises." for name, one in found.arguments.items() if not one.whole),
    ]
    return Table("Arguments", columns, rows, " ".join(notes))


def _support(one: ArgumentAnswer) -> str:
    if one.verdict == "contradictory":
        return ", ".join(one.contradiction)
    return ", ".join(one.supports[0]) or "nothing" if one.supports else ""


def _others(one: ArgumentAnswer) -> str:
    return "; or from ".join(", ".join(some) or "nothing" for some in one.supports[1:])


def _belief(belief: Belief | None) -> str:
    if belief is None:
        return ""
    ends = f"{belief.lower:.4g}" if belief.lower == belief.upper else f"{belief.lower:.4g} .. {belief.upper:.4g}"
    return f"{belief.lower:.4g} (frechet)" if belief.method == "frechet" else f"{ends} ({belief.method})"


def _premises(found: Arguments) -> Table:
    rows = tuple(
        (name, label, one.says, one.standing, "yes" if one.used else "", _credence(one))
        for name, answer in found.arguments.items()
        for label, one in answer.premises.items()
    )
    return Table("Premises", ("argument", "premise", "says", "by itself", "used", "credence"), rows)


def _credence(one: PremiseAnswer) -> str:
    if one.credence is None:
        return ""
    low, high = one.credence
    return f"{low:.4g}" if low == high else f"{low:.4g} .. {high:.4g}"


def _gaps(found: Arguments) -> Iterator[Table]:
    for name, one in found.arguments.items():
        if one.missing:
            rows = tuple((_KINDS[each.kind], ", ".join(each.names), " and ".join(each.says)) for each in one.hidden)
            yield Table(
                f"Hidden premises of {name}",
                ("kind", "name", "says"),
                rows,
                f"The weakest that would do: {one.missing}.",
            )


_KINDS = {"candidates": "named by the author", "known": "known to the proposal", "made": "a comparison"}


def gauges(found: Arguments) -> Sequence[Gauge]:
    """The credence of each conclusion that has bounds over all laws."""
    return tuple(
        Gauge(f"{name}.credence", law.lower, law.upper, f"credence of the conclusion of {name}, over all laws")
        for name, one in found.arguments.items()
        if (law := one.credence.law) is not None
    )
