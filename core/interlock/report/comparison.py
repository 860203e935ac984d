"""What is to be told of two proposals, or two variants of one, before it is laid out in any format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from interlock.analysis.compare import Shift
from interlock.analysis.exhibit import Exhibit, Table
from interlock.check.compare import Change
from interlock.record import dataclass
from interlock.report.dossier import Chapter
from interlock.report.message import Message, Statement
from interlock.report.tabulate import tabulate


@dataclass(frozen=True, slots=True)
class Side:
    """One of two: its file and variant, what is said of it, and its picture as SVG (or why there is none)."""

    name: str
    file: str
    variant: str
    diagnostics: tuple[Message, ...] = ()
    findings: tuple[Statement, ...] = ()
    picture: str = ""
    picture_note: str = ""

    @property
    def called(self) -> str:
        """How the user asks for it: `proposal.yaml@variant`."""
        return f"{self.file}@{self.variant}" if self.variant else self.file


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides, what leads from the diagram of one to that of the other, and what the analyses then say otherwise."""

    before: Side
    after: Side
    changes: tuple[Change, ...]
    shifts: tuple[tuple[str, Shift], ...]
    chapters: tuple[Chapter, ...]

    @property
    def same(self) -> bool:
        """Whether both mean the same, and the analyses say the same of both."""
        told = (*self.gained, *self.lost)
        return not (self.changes or self.shifts or told)

    @property
    def gained(self) -> tuple[Statement, ...]:
        """The findings that only the second has."""
        return tuple(_only(self.after.findings, self.before.findings))

    @property
    def lost(self) -> tuple[Statement, ...]:
        """The findings that only the first has."""
        return tuple(_only(self.before.findings, self.after.findings))


def _only(these: Iterable[Statement], others: Iterable[Statement]) -> Iterator[Statement]:
    """The statements that others do not make, wherever they stand."""
    known = {_said(each) for each in others}
    return (each for each in these if _said(each) not in known)


def _said(statement: Statement) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    return statement.told.code, statement.told.message, statement.subject, statement.witness


def turnover(before: Sequence[Exhibit], after: Sequence[Exhibit]) -> tuple[Table, ...]:
    """The rows that tables lost (`-`) and gained (`+`), table by table of the same title; none where nothing differs."""
    was, now = ({table.title: table for table in map(tabulate, each)} for each in (before, after))
    found = []
    for title in dict.fromkeys((*was, *now)):
        table = _turned(title, was.get(title), now.get(title))
        found += [table] if table.rows or table.note else []
    return tuple(found)


def _turned(title: str, was: Table | None, now: Table | None) -> Table:
    old, new = (was.rows if was else ()), (now.rows if now else ())
    lost, gained = [row for row in old if row not in new], [row for row in new if row not in old]
    rows = []
    for key in dict.fromkeys(row[:1] for row in (*lost, *gained)):
        rows += [("-", *row) for row in lost if row[:1] == key]
        rows += [("+", *row) for row in gained if row[:1] == key]
    columns = next((table.columns for table in (now, was) if table and table.columns), ())
    notes = ("Before: ", was.note if was else ""), ("Now: ", now.note if now else "")
    said = " ".join(lead + text for lead, text in notes if text) if notes[0][1] != notes[1][1] else ""
    return Table(title, ("", *columns), tuple(rows), said)
