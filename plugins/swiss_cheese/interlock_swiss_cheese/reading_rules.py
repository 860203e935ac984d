"""What may be wrong with a file of evidence."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule

EVIDENCE_FILE: Final = Rule(
    "evidence-file",
    "error",
    """# evidence-file

A file of evidence cannot be read, or not to its end.

## Why

Evidence may come from a file (`evidence: {july: {from: ./july.csv}}`): a table in CSV with a line of names, a JSON array of
objects with the same names, or a log of the evaluation framework Inspect (`.eval`, `.json`) of an evaluation that ended. The
names are `event`, `failures`, `trials`, `value`, `adversary`, `scenario`, `confidence`, `on`, `version`, `source` and `date`.
Only data is read; nothing in a file is executed, and what would unpack to very much is refused.

## Gets it

```csv
what,how often
monitor.missed,3
```

## Does not

```csv
event,failures,trials
monitor.missed,3,71
```
""",
)
EVIDENCE_ROW: Final = Rule(
    "evidence-row",
    "error",
    """# evidence-row

A row of a file of evidence says nothing that can be used; the others are used.

## Why

More failures than trials, a negative number, one that is not finite or a name that the proposal does not have is a slip or a
damaged file. The row is left out, and it is told which, since evidence that silently shrinks is no evidence.

## Gets it

```csv
event,failures,trials
monitor.missed,72,71
```

## Does not

```csv
event,failures,trials
monitor.missed,47,71
```
""",
)
INSPECT_MISSING: Final = Rule(
    "inspect-missing",
    "error",
    """# inspect-missing

A log of an Inspect evaluation is named, and the package that reads it is not installed.

## Why

Logs are read by Inspect's own reader, so that no second idea of their format can be wrong. It is an extra, since it brings
many packages: `pip install "interlock[inspect]"`.

## Gets it

`evidence: {july: {from: ./july.eval, of: monitor.missed}}` where `inspect-ai` is not installed.

## Does not

The same where it is.
""",
)

READING_RULES: Final = (EVIDENCE_FILE, EVIDENCE_ROW, INSPECT_MISSING)
