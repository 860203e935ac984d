"""Pictures of hazards: a bow-tie, the matrix of routes and barriers, and the diagram with the thinnest route lit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from interlock.api.analysis import Exhibit, Lit, Table
from interlock.api.chart import Bead, BowTie, Cell, Grid, Row, Shade, Strand, Wing
from interlock_swiss_cheese.guarded import Barriers, Guard, Guarded, Lane, Outlook, Sets
from interlock_swiss_cheese.ways import along

PICTURED: Final = 12
"""So many hazards are depicted."""

NAMED: Final = 3
TOLD: Final = 12
"""So many sets of events are named under a barrier, or where a route begins; and told to those who ask for more."""

_SHADES: Final = {
    ("declared", False): Shade("D", "hatched", "neutral", "declared only, not credited"),
    ("declared", True): Shade("D✓", "hatched", "neutral", "declared only, credited"),
    ("measured", False): Shade("M", "dotted", "neutral", "measured, not credited"),
    ("measured", True): Shade("M✓", "solid", "good", "measured, credited"),
    ("proved", False): Shade("P", "dotted", "sure", "proved, not credited"),
    ("proved", True): Shade("P✓", "solid", "sure", "proved, credited"),
    ("chosen", False): Shade("A", "crossed", "bad", "an adversary opens it at will"),
    ("chosen", True): Shade("A", "crossed", "bad", "an adversary opens it at will"),
    ("open", False): Shade("O", "crossed", "bad", "opened by what began the route"),
    ("open", True): Shade("O", "crossed", "bad", "opened by what began the route"),
}
_NONE: Final = Shade("0", "solid", "bad", "no barrier at all")
_CREDITED: Final = (
    "✓ credited: alone on its route, or stated to be independent of the others there, with nothing against it."
)


def depict(barriers: Barriers) -> Sequence[Exhibit]:
    """The pictures of each hazard."""
    found: list[Exhibit] = []
    for name, one in list(barriers.hazards.items())[:PICTURED]:
        found += [_bowtie(name, one), *_matrix(name, one), *_lit(name, one)]
    more = len(barriers.hazards) - PICTURED
    if more > 0:
        others = ", ".join(list(barriers.hazards)[PICTURED:])
        found.append(
            Table(
                "Hazards without a picture",
                (),
                (),
                f"{more} more: {others}. `--hazard NAME --pictures FOLDER` draws one.",
            )
        )
    return tuple(found)


# ---- the bow-tie -----------------------------------------------------------------------------------------------------


def _bowtie(name: str, one: Guarded) -> BowTie:
    left = Wing("What leads to it", tuple(_causes(one)), _left_rest(one))
    right = Wing("What follows", tuple(map(_consequence, one.outlooks)), _right_rest(one))
    below = "; ".join(filter(None, (_some(one.top), one.target)))
    return BowTie(f"Bow-tie of {name}", name, below, left, right)


def _causes(one: Guarded) -> Iterator[Strand]:
    """Routes that begin alike and meet the same barriers as one strand; without routes the cut sets."""
    alike: dict[tuple[str, Sets, tuple[Guard, ...]], list[Lane]] = {}
    for lane in one.lanes:
        alike.setdefault((lane.begins_with, lane.begins_by, lane.guards), []).append(lane)
    for (source, sets, guards), lanes in alike.items():
        several, bare = f"{len(lanes)} routes" if len(lanes) > 1 else "", "" if guards else "meets no barrier"
        note = "; ".join(filter(None, (source, several, bare)))
        yield Strand(
            _spelled(sets) or "without an event", note, tuple(map(_bead, guards)), along(lanes[0].way, _boxes(lanes[0]))
        )
    for cut in one.cut_sets:
        yield Strand(" and ".join(cut), f"a minimal cut set of order {len(cut)}")


def _left_rest(one: Guarded) -> str:
    if one.lanes:
        more = one.routes - len(one.lanes)
        count = f"{more:,} more routes, none with fewer barriers." if more > 0 else ""
        return count if one.complete else f"At least {more:,} more routes: they were not all counted."
    if not one.cut_sets:
        return (
            "Nothing that the file says leads to it." if one.cut_sets_in_all == 0 else "What leads to it is not known."
        )
    if one.cut_sets_in_all is None:
        return "How many more minimal cut sets there are is not known."
    more = one.cut_sets_in_all - len(one.cut_sets)
    return f"{more:,} more minimal cut sets, none with fewer events." if more > 0 else ""


def _right_rest(one: Guarded) -> str:
    if one.outlooks:
        return ""
    if not one.travels:
        return "A fault tree says nothing of what follows."
    return "Nothing of it leaves by an outer port." if one.top else "It is about events: what follows is not said."


def _consequence(outlook: Outlook) -> Strand:
    return Strand(outlook.port, f"{outlook.failure} leaves the system there", tuple(map(_bead, outlook.guards)))


def _bead(guard: Guard) -> Bead:
    return Bead(guard.box, _opened(guard, NAMED), _shade(guard), _told(guard))


def _opened(guard: Guard, most: int) -> str:
    """What opens a barrier, in words."""
    if not guard.opened_by:
        return "nothing opens it" if guard.told_all else "opened in too many ways to tell"
    if () in guard.opened_by:
        return "open already"
    others = "" if guard.told_all else " or in more ways"
    return f"opened by {_spelled(guard.opened_by, most)}{others}"


def _shade(guard: Guard) -> Shade:
    return _SHADES[guard.status, guard.credited]


def _told(guard: Guard) -> str:
    """Everything about a barrier in words."""
    return "; ".join(filter(None, (_shade(guard).meaning, _opened(guard, TOLD), guard.because)))


def _spelled(sets: Sets, most: int = NAMED) -> str:
    """Sets of events as a condition; of many the first."""
    shown = [" and ".join(one) for one in sets[:most]]
    more = len(sets) - most
    return " or ".join([*shown, *([f"{more} more"] if more > 0 else [])])


def _some(words: tuple[str, ...]) -> str:
    """The first few of some words."""
    return ", ".join([*words[:3], *(["..."] if len(words) > 3 else [])])


# ---- the matrix ------------------------------------------------------------------------------------------------------


def _matrix(name: str, one: Guarded) -> Iterator[Grid]:
    """Routes by barriers, those that meet the fewest first."""
    columns = tuple(dict.fromkeys(guard.box for lane in one.lanes for guard in lane.guards))
    if not one.lanes:
        return
    lanes = sorted(one.lanes, key=lambda lane: (len(lane.guards), along(lane.way, _boxes(lane)), _looks(lane)))
    rows = []
    for (words, _), many in groupby(lanes, key=lambda lane: (along(lane.way, _boxes(lane)), _looks(lane))):
        lane, *others = many
        named = f"{words} ({1 + len(others)} routes)" if others else words
        rows.append(Row(named, _cells(lane, columns), f"begins with {lane.begins_with}"))
    yield Grid(
        f"Routes to {name} and their barriers",
        "route",
        ("met", "credited", *columns),
        tuple(rows),
        " ".join(filter(None, (_CREDITED if columns else "", _left_rest(one)))),
    )


def _cells(lane: Lane, columns: tuple[str, ...]) -> tuple[Cell | None, ...]:
    met = {guard.box: Cell(_shade(guard), _told(guard)) for guard in lane.guards}
    number = Shade(str(len(lane.guards))) if lane.guards else _NONE
    numbers = (Cell(number), Cell(Shade(str(lane.credited))))
    return (*numbers, *(met.get(box) for box in columns))


def _looks(lane: Lane) -> tuple[Shade, ...]:
    return tuple(map(_shade, lane.guards))


def _boxes(lane: Lane) -> tuple[str, ...]:
    return tuple(guard.box for guard in lane.guards)


# ---- the diagram -----------------------------------------------------------------------------------------------------


def _lit(name: str, one: Guarded) -> Iterator[Lit]:
    if one.lit:
        lane = one.lanes[0]
        yield Lit(
            f"Thinnest route to {name}", one.lit, along(lane.way, _boxes(lane)) + ". A barrier stands in brackets."
        )
