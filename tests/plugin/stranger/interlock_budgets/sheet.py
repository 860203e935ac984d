"""The sheet as comma-separated values, written and read."""

from __future__ import annotations

import csv
import io

from interlock.api.analysis import Results
from interlock.api.door import Anchor, Exporter, ForeignFault, Importer, Outcome, Roots, Site, Source
from interlock.api.plugin import Rule, say
from interlock_budgets.analyses import SHEET
from interlock_budgets.results import Line, Sheet

NO_HOURS = Rule("no-hours", "error", "# no-hours\n\nThe hours of a box are to be numbers.\n")


def write(results: Results) -> bytes:
    """A row for each box."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("box", "least hours", "most hours", "barrier before"))
    rows.writerows((box, line.least, line.most, " ".join(line.guards)) for box, line in results[SHEET].boxes.items())
    return text.getvalue().encode()


def read(source: Source) -> Outcome[Roots]:
    """The sheet again; a row without hours is told and left out."""
    boxes, faults = {}, []
    offsets = source.line_starts()
    for at, row in enumerate(csv.reader(source.text.splitlines())):
        try:
            if at > 0:
                boxes[row[0]] = Line(float(row[1]), float(row[2]), tuple(row[3].split()))
        except (IndexError, ValueError):
            site = Site(Anchor(source.name, ""), offsets[at], offsets[at + 1] - 1)
            faults.append(ForeignFault(NO_HOURS, site, say("no hours in line {line}", line=at + 1)))
    return Outcome(Roots({SHEET: Sheet(boxes)}), tuple(faults))


BUDGET_CSV = Exporter("budget-csv", (".csv",), (SHEET,), write, "Hours by box.")
BUDGET_SHEET = Importer("budget-csv", (".csv",), read, (NO_HOURS,), "Hours by box.")
