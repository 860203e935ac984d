"""The sheet as comma-separated values."""

from __future__ import annotations

import csv
import io

from interlock.api.analysis import Results
from interlock.api.door import Exporter
from interlock_budgets.results import SHEET


def write(results: Results) -> bytes:
    """A row for each box."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("box", "least hours", "most hours", "barrier before"))
    rows.writerows((box, line.least, line.most, " ".join(line.guards)) for box, line in results[SHEET].boxes.items())
    return text.getvalue().encode()


BUDGET_CSV = Exporter("budget-csv", (".csv",), (SHEET,), write, "Hours by box.")
