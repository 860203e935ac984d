"""Tables of evidence: comma-separated values, and arrays of objects in JSON."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from io import StringIO
from typing import Final

from interlock.api.door import Anchor, ForeignFault, Outcome, Site, Source
from interlock.api.plugin import say
from interlock_swiss_cheese.confidence import LEAST_CONFIDENCE
from interlock_swiss_cheese.reading import Read, Reading, Row, fault, refused, told
from interlock_swiss_cheese.reading_rules import EVIDENCE_ROW

ROWS: Final = 100_000
"""Rows that are read of a file."""

NAMES: Final = (
    "event",
    "failures",
    "trials",
    "value",
    "adversary",
    "scenario",
    "confidence",
    "on",
    "version",
    "source",
    "date",
)
TWICE: Final = "\0twice"
"""The key under which an object says which of its keys stands twice."""

_COUNT: Final = re.compile(r"[0-9]{1,15}")
_NUMBER: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_PAIR: Final = re.compile(r"\s*([^\s=;]+)\s*=\s*([^\s=;]+)\s*")


class UnusableError(Exception):
    """A row says nothing that can be used, for this reason."""


Place = tuple[int, int, int]
"""The line of a row, and its half-open range."""


# ---- CSV -------------------------------------------------------------------------------------------------------------


def read_csv(source: Source) -> Read:
    """The rows of a table whose first line has the names."""
    lines = _lines(source)
    header = next(lines, None)
    if header is None or isinstance(header[1], str):
        return refused(
            source.name, "there is no line of names", f"The first line has names such as {', '.join(NAMES[:3])}."
        )
    names = [name.strip().lower() for name in header[1]]
    wrong = _misnamed(names)
    if wrong:
        return refused(source.name, wrong, f"The names are {', '.join(NAMES)}.")
    return _gather(source, ((place, _cells(names, cells)) for place, cells in lines))


def _lines(source: Source) -> Iterator[tuple[Place, list[str] | str]]:
    """The lines that are not blank, each as cells or as the reason why it has none."""
    starts = (*source.line_starts(), len(source.text))
    reader = csv.reader(StringIO(source.text, newline=""), strict=True)
    while True:
        line = reader.line_num
        cells: list[str] | str | None
        try:
            cells = next(reader, None)
        except csv.Error as error:
            cells = f"it is no line of comma-separated values ({error})"
        if cells is None:
            return
        end = starts[min(reader.line_num, len(starts) - 1)]
        if isinstance(cells, str) or any(cell.strip() for cell in cells):
            yield (line + 1, starts[min(line, len(starts) - 1)], end), cells


def _cells(names: list[str], cells: list[str] | str) -> Mapping[str, object] | str:
    """The cells by their names, those that are empty left out."""
    if isinstance(cells, str):
        return cells
    if len(cells) != len(names):
        return f"it has {len(cells)} cells, and there are {len(names)} names"
    return {name: cell.strip() for name, cell in zip(names, cells, strict=True) if cell.strip()}


# ---- JSON ------------------------------------------------------------------------------------------------------------


def read_json(source: Source) -> Read:
    """The rows of an array of objects."""
    try:
        found = list(_objects(source))
    except RecursionError:
        return refused(source.name, "it is nested too deeply")
    except ValueError as error:
        return refused(source.name, f"it is no JSON array of objects ({error})", 'Write `[{"event": ..., ...}, ...]`.')
    return _gather(source, found)


def _objects(source: Source) -> Iterator[tuple[Place, Mapping[str, object] | str]]:
    """The members of the array, one after the other, so that each has its place.

    Raises:
        ValueError: the text is no JSON array.
        RecursionError: it is nested too deeply.
    """
    text, decoder, starts = source.text, json.JSONDecoder(object_pairs_hook=_once), source.line_starts()
    at = _blank(text, 0)
    if text[at : at + 1] != "[":
        raise ValueError("it begins with no `[`")
    at, line = _blank(text, at + 1), 0
    while text[at : at + 1] != "]":
        value, end = decoder.raw_decode(text, at)
        while line < len(starts) and starts[line] <= at:
            line += 1
        members = {str(key).lower(): each for key, each in value.items()} if isinstance(value, dict) else None
        yield (line, at, end), "it is no object" if members is None else members
        at = _blank(text, end)
        if text[at : at + 1] == ",":
            at = _blank(text, at + 1)
        elif text[at : at + 1] != "]":
            raise ValueError(f"a comma or `]` is due in line {line}")
    if _blank(text, at + 1) < len(text):
        raise ValueError("something stands behind it")


def _blank(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        found[TWICE] = next(name for name in names if names.count(name) > 1)
    return found


# ---- rows ------------------------------------------------------------------------------------------------------------


def _gather(source: Source, given: Iterable[tuple[Place, Mapping[str, object] | str]]) -> Read:
    rows: list[Row] = []
    faults: list[ForeignFault] = []
    for number, ((line, start, end), cells) in enumerate(given):
        if number == ROWS:
            faults.insert(0, fault(source.name, f"what stands behind {ROWS:,} rows is not read"))
            break
        try:
            rows.append(_row(f"{source.name}:{line}", cells))
        except UnusableError as error:
            says = say("{place} is not used: {why}", place=f"{source.name}:{line}", why=error)
            site = Site(Anchor(source.name, ""), start, max(start, end - 1))
            faults.append(ForeignFault(EVIDENCE_ROW, site, says, "Correct it, or take the row out."))
    if not rows and not faults:
        faults.append(fault(source.name, "it has no rows"))
    return Outcome(Reading(tuple(rows)), tuple(told(source.name, faults)))


def _row(place: str, cells: Mapping[str, object] | str) -> Row:
    """A row by its cells.

    Raises:
        UnusableError: it says nothing that can be used.
    """
    if isinstance(cells, str):
        raise UnusableError(cells)
    if TWICE in cells:
        raise UnusableError(f"`{cells[TWICE]}` stands there twice")
    wrong = _misnamed(list(cells))
    if wrong:
        raise UnusableError(wrong)
    row = Row(
        place,
        _text(cells, "event") or None,
        _whole(cells, "failures"),
        _whole(cells, "trials"),
        _range(cells),
        _text(cells, "adversary") or None,
        _text(cells, "scenario") or None,
        _confidence(cells),
        _on(cells),
        _text(cells, "version"),
        _text(cells, "source"),
        _text(cells, "date"),
    )
    _require(row)
    return row


def _require(row: Row) -> None:
    """A row gives counts or a value, and no more failures than trials.

    Raises:
        UnusableError: it does not.
    """
    counted = row.failures is not None and row.trials is not None
    if (row.failures is None) != (row.trials is None):
        raise UnusableError("`failures` and `trials` go together, and one is missing")
    if counted == (row.value is not None):
        raise UnusableError("it gives either `failures` and `trials`, or a `value`")
    if row.failures is not None and row.trials is not None and row.failures > row.trials:
        raise UnusableError(f"{row.failures} failures in {row.trials} trials")


def _misnamed(names: list[str]) -> str:
    """What is wrong with the names of columns or keys; empty if nothing is."""
    for name in names:
        if name not in NAMES:
            near = get_close_matches(name, NAMES, 1)
            shown = name if len(name) < 40 else f"{name[:40]}…"
            return f"there is no column `{shown}`{f'; is `{near[0]}` meant?' if near else ''}"
    twice = next((name for name in names if names.count(name) > 1), None)
    return f"the column `{twice}` stands there twice" if twice else ""


def _text(cells: Mapping[str, object], name: str) -> str:
    found = cells.get(name)
    if found is None:
        return ""
    if isinstance(found, bool | dict | list):
        raise UnusableError(f"`{name}` is no text")
    text = str(found).strip()
    if "\ufffd" in text or any(not each.isprintable() for each in text):
        raise UnusableError(f"`{name}` holds bytes that are not UTF-8, or what cannot be printed")
    if len(text) > 1000:
        raise UnusableError(f"`{name}` is longer than 1000 characters")
    return text


def _whole(cells: Mapping[str, object], name: str) -> int | None:
    found = cells.get(name)
    if isinstance(found, float) and found.is_integer() and abs(found) < 1e15:
        found = int(found)
    text = _text({name: found}, name)
    if not text:
        return None
    if text.startswith("-"):
        raise UnusableError(f"`{name}` is negative")
    if not _COUNT.fullmatch(text):
        raise UnusableError(f"`{name}` is no whole number below 10^15: {text[:20]}")
    return int(text)


def _number(text: str, name: str) -> float:
    found = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not 0.0 <= found <= 1.0:
        raise UnusableError(f"`{name}` is no number between 0 and 1: {text[:20]}")
    return found


def _range(cells: Mapping[str, object]) -> tuple[float, float] | None:
    text = _text(cells, "value")
    if not text:
        return None
    low, dots, high = (part.strip() for part in text.partition(".."))
    ends = (_number(low, "value"), _number(high if dots else low, "value"))
    if ends[0] > ends[1]:
        raise UnusableError("the ends of `value` stand the wrong way round")
    return ends


def _confidence(cells: Mapping[str, object]) -> float | None:
    text = _text(cells, "confidence")
    found = _number(text, "confidence") if text else None
    if found is not None and found < LEAST_CONFIDENCE:
        raise UnusableError(f"`confidence` is a doubt: {text[:20]}")
    return found


def _on(cells: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Inputs with the sources that fed them: an object, or `input=source; input=source`."""
    found = cells.get("on")
    if isinstance(found, dict):
        pairs = [(str(into), _text(found, into)) for into in found]
    else:
        parts = [part for part in _text(cells, "on").split(";") if part.strip()]
        matched = [_PAIR.fullmatch(part) for part in parts]
        pairs = [(one[1], one[2]) for one in matched if one is not None]
        if len(pairs) < len(parts):
            raise UnusableError("`on` is not of the form `input=source; input=source`")
    if any(not source for _, source in pairs) or len({into for into, _ in pairs}) < len(pairs):
        raise UnusableError("`on` names an input twice, or without its source")
    return tuple(sorted(pairs))
