"""Charts, and lit diagrams, as tables: what they show for those who read it."""

from __future__ import annotations

from typing import assert_never

from interlock.analysis.chart import Bars, Bead, BowTie, Cell, Grid, Plot, Strand, ranked
from interlock.analysis.exhibit import Exhibit, Lit, Table
from interlock.record import NamedTuple

_TOLD = 40
"""So many rows are told in the description of a drawing."""


def tabulate(exhibit: Exhibit) -> Table:
    """An exhibit as a table; a table is itself."""
    match exhibit:
        case Table():
            return exhibit
        case Bars():
            return _bars(exhibit)
        case Grid():
            return _grid(exhibit)
        case BowTie():
            return _bowtie(exhibit)
        case Plot():
            return _plot(exhibit)
        case Lit():
            return _lit(exhibit)
        case _:
            assert_never(exhibit)


def describe(table: Table) -> str:
    """A table as running text: its note, then row by row what stands under which column."""
    said = [
        ", ".join(f"{name}: {cell}" if name else cell for name, cell in zip(table.columns, row, strict=False) if cell)
        for row in table.rows[:_TOLD]
    ]
    more = len(table.rows) - _TOLD
    rest = [f"{more} rows more"] if more > 0 else []
    return " ".join(filter(None, (table.note, "; ".join([*said, *rest]))))


def _lit(lit: Lit) -> Table:
    """What is lit, and the words at it where any have some."""
    rows = tuple((str(element), ", ".join(marks), lit.labels.get(element, "")) for element, marks in lit.marks.items())
    if lit.labels:
        return Table(lit.title, ("element", "lit as", "words"), rows, lit.note)
    return Table(lit.title, ("element", "lit as"), tuple(row[:2] for row in rows), lit.note)


def _bars(bars: Bars) -> Table:
    longest = ranked(bars)
    rows = tuple((bar.name, _number(bar.low), _number(bar.base), _number(bar.high), bar.told) for bar in longest)
    columns = ("", "low", "base", "high")
    told = any(bar.told for bar in longest)
    return Table(
        bars.title,
        (*columns, "") if told else columns,
        rows if told else tuple(row[:4] for row in rows),
        " ".join(filter(None, (f"{bars.axis}.", bars.note))),
    )


def _number(value: float) -> str:
    return f"{value:.6g}"


def _grid(grid: Grid) -> Table:
    shades = dict.fromkeys(cell.shade for row in grid.rows for cell in row.cells if cell and cell.shade.meaning)
    key = "; ".join(f"{shade.sign}: {shade.meaning}" for shade in shades)
    rows = tuple((row.name, *map(_cell, row.cells)) for row in grid.rows)
    return Table(grid.title, (grid.corner, *grid.columns), rows, " ".join(filter(None, (key and f"{key}.", grid.note))))


def _cell(cell: Cell | None) -> str:
    return "" if cell is None else cell.shade.sign


class _Way(NamedTuple):
    """A line of a bow-tie's table."""

    from_: str
    met: str
    to: str


def _bowtie(tie: BowTie) -> Table:
    ways = [_Way(_end(strand), _beads(strand), tie.centre) for strand in tie.left.strands]
    ways += [_Way(tie.centre, _beads(strand), _end(strand)) for strand in tie.right.strands]
    rests = " ".join(f"{wing.heading}: {wing.rest}" for wing in (tie.left, tie.right) if wing.rest)
    return Table(tie.title, ("from", "to", "on the way"), tuple((way.from_, way.to, way.met) for way in ways), rests)


def _end(strand: Strand) -> str:
    return f"{strand.name} ({strand.note})" if strand.note else strand.name


def _beads(strand: Strand) -> str:
    return "; ".join(map(_bead, strand.beads))


def _bead(bead: Bead) -> str:
    said = ", ".join(filter(None, (bead.shade.meaning, bead.note)))
    return f"{bead.name}: {said}" if said else bead.name


def _plot(plot: Plot) -> Table:
    spots = [
        (curve.name, spot.name, _number(spot.x), _number(spot.y)) for curve in plot.curves for spot in curve.points
    ]
    full = ("curve", "point", plot.abscissa, plot.ordinate)
    kept = [k for k in range(4) if k > 1 or any(row[k] for row in spots)]
    rows = tuple(tuple(row[k] for k in kept) for row in spots)
    return Table(plot.title, tuple(full[k] for k in kept), rows, plot.note)
