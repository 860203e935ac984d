"""The impact table for readers: as an analysis, as tables, and as a file of comma-separated values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from interlock.api.analysis import Exhibit, Finding, Report, Table
from interlock.api.plugin import Rule, page, say
from interlock_swiss_cheese.ending import End
from interlock_swiss_cheese.impact import LISTED, STEPS, Impact, Trace, impact
from interlock_swiss_cheese.network import STATED
from interlock_swiss_cheese.page import FPTN
from interlock_swiss_cheese.propagation import Propagation

WORDS: Final[dict[End, str]] = {
    "hazard": "reaches a hazard",
    "outside": "leaves by an outer port that no hazard names",
    "unhandled": "unhandled type: the box has rules, and none for it",
    "unconnected": "unconnected: nothing leads on",
    "cycle": "in a cycle only",
    "stopped": "stopped",
}
COLUMNS: Final = ("box", "event", "failure", "at", "alone", "ends", "where", "arrives", "hazard", "barriers", "way")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would take for a formula."""


def _crowded(events: int, exits: int) -> str:
    """A proposal in which a failure may begin by so many events and leaves by so many ports."""
    ports = ", ".join(f"out y{at}: Text" for at in range(exits))
    declared = ", ".join(f"e{at}: {{}}" for at in range(events))
    targets = ", ".join(f"y{at}" for at in range(exits))
    return f"""
ports: {{{ports}}}
boxes:
  model:
    ports: {{out answer: Text}}
    failures:
      events: {{{declared}}}
      rules: [harm at answer if {" or ".join(f"e{at}" for at in range(events))}]
wires:
  - model.answer -> {targets}
failures: {{types: {{harm: {{}}}}}}
"""


IMPACT_CUT_SHORT: Final = Rule(
    "impact-cut-short",
    "note",
    page(
        "impact-cut-short",
        "There are more traces of failures than are listed: each beginning of a failure with each end that it can come to "
        "is one.",
        f"At most {LISTED:,} are listed, and no more than are found in {STEPS:,} steps; all are counted. Those that reach "
        f"hazards come first, so what is missing is the harmless end of the table. The table is that of {FPTN}.",
        _crowded(101, 100),
        _crowded(2, 2),
    ),
)


def analyse(propagation: Propagation) -> Report[Impact]:
    """What becomes of every failure."""
    found = impact(propagation)
    if not found.left_out:
        return Report(found)
    says = say(
        "{listed} of {all} traces of failures are listed, those that reach hazards first; all are counted",
        listed=len(found.traces),
        all=sum(found.counts.values()),
    )
    return Report(found, (Finding(IMPACT_CUT_SHORT, (STATED,), says),))


def brief(found: Impact) -> Sequence[Exhibit]:
    """How many traces end in each way."""
    rows = tuple((WORDS[ends], f"{found.counts[ends]:,}") for ends in WORDS if ends in found.counts)
    if not rows:
        return (Table("Where failures go", (), (), "Nothing says of any box how it fails."),)
    notes = [f"Nothing is said of what comes in at {', '.join(found.undeveloped)}."] if found.undeveloped else []
    notes.append("Each trace: `--only impact`, or `interlock export fmea`.")
    return (Table("Where failures go", ("end", "traces"), rows, " ".join(notes)),)


def full(found: Impact) -> Sequence[Exhibit]:
    """Every trace that is listed, below how many there are."""
    rows = tuple(
        (
            one.box or "(outside)",
            one.event + ("" if one.alone else " (with more)"),
            f"{one.failure} at {one.at}" if one.at else "",
            one.hazard or WORDS[one.ends].partition(":")[0],
            f"{one.arrives} at {one.where}" if one.arrives else one.where,
            ", ".join(one.barriers),
        )
        for one in found.traces
    )
    columns = ("box", "event", "failure", "hazard or end", "there", "barriers met")
    note = f"{found.left_out:,} more are not listed." if found.left_out else ""
    return (*brief(found), Table("Impact table", columns, rows, note)) if rows else brief(found)


def write(found: Impact) -> bytes:
    """The impact table with one trace a line, below a line of names."""
    import csv

    text = StringIO()
    out = csv.writer(text)
    out.writerow(COLUMNS)
    out.writerows(tuple(map(_harmless, _cells(one))) for one in found.traces)
    if found.left_out:
        out.writerow(("...", f"{found.left_out} traces are not listed"))
    return text.getvalue().encode()


def _cells(one: Trace) -> Iterator[str]:
    """The fields in the order of the columns."""
    yield from (one.box, one.event, one.failure, one.at, "yes" if one.alone else "no", one.ends, one.where)
    yield from (one.arrives, one.hazard, " ".join(one.barriers), " ".join(one.way))


def _harmless(cell: str) -> str:
    """The cell as text for a spreadsheet, which takes what begins like a formula for one.

    Source: OWASP, CSV Injection.
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell
