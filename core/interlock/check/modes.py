"""Modes: how a box may behave, the join that a diagram has, and the bounds that membranes and proposals demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from interlock.check.checked import Assumption, CheckedBox
from interlock.check.fault import ModeExceeded, UnstatedMode
from interlock.elaborate.items import key_place
from interlock.elaborate.proposal import Elaborated
from interlock.elaborate.resolved import CheckedItem
from interlock.record import NamedTuple
from interlock.syntax.page import Page
from interlock.syntax.section import Confinement, Section
from interlock.text.site import Site

CREDAL = "credal"
BELOW = {"deterministic": 0b00, "stochastic": 0b01, "possibilistic": 0b10, CREDAL: 0b11}
"""The modes as a lattice of two bits: deterministic at the bottom, credal at the top."""


def join(modes: Iterable[str]) -> str:
    """The least mode above all of them; empty, that is unknown, where one of them is and might add to it."""
    distinct = frozenset(modes)
    found = 0
    for mode in distinct:
        found |= BELOW.get(mode, 0)
    if "" in distinct and found != BELOW[CREDAL]:
        return ""
    return next(mode for mode, bits in BELOW.items() if bits == found)


def within(mode: str, bound: str) -> bool:
    """Whether a mode lies at or below a bound."""
    return BELOW[mode] | BELOW[bound] == BELOW[bound]


class Modes(NamedTuple):
    """The mode of a diagram, what is wrong with those of its boxes, and what is assumed of them."""

    mode: str
    faults: tuple[ModeExceeded | UnstatedMode, ...] = ()
    assumed: tuple[Assumption, ...] = ()


def judge_modes(elaborated: Elaborated, boxes: Mapping[str, CheckedBox]) -> Modes:
    """The mode that the proposal states or else the join of its boxes', and every box against every bound on it."""
    page, found = elaborated.page, join(box.mode for box in boxes.values())
    demanded = [*_demands(elaborated.items.values, boxes, page)]
    stated = page.mode.text if page.mode else ""
    if page.mode is not None:
        site = page.header["mode"].site(page.mode.start, page.mode.end)
        demanded.append(Demand(stated, tuple(boxes), "", site))
    if not demanded:
        return Modes(stated or found)
    # Of a nested proposal that gave no diagram the faults are told.
    known = {name: box for name, box in boxes.items() if box.nested or not elaborated.boxes[name].nested}
    faults = tuple(_exceeded(demanded, known, {name: box.site for name, box in elaborated.boxes.items()}))
    silent = [fault for fault in faults if isinstance(fault, UnstatedMode)]
    return Modes(stated or found, faults, tuple(Assumption(one.box, None, one.bound) for one in silent))


class Demand(NamedTuple):
    """A bound on the modes of boxes: by which item it is demanded (empty for the proposal), and where."""

    bound: str
    boxes: tuple[str, ...]
    whose: str
    site: Site


def _demands(
    items: Mapping[Section, Sequence[CheckedItem]], boxes: Mapping[str, CheckedBox], page: Page
) -> Iterator[Demand]:
    """What the items of sections that confine boxes demand."""
    for section, members in items.items():
        if section.confine is None:
            continue
        confined = {item.name: section.confine(item.value) for item in members}
        for item in members:
            bound = confined[item.name].mode
            if bound:
                inside = _inside(confined[item.name], confined, boxes)
                yield Demand(bound, inside, item.element, _place(page, section, item))


def _place(page: Page, section: Section, item: CheckedItem) -> Site:
    entries = page.entries.get(section.name, ())
    entry = next(one for one in entries if one.name is not None and one.name.text == item.name)
    return key_place(entry, ("mode",))


def _inside(
    start: Confinement, confined: Mapping[str, Confinement], boxes: Mapping[str, CheckedBox]
) -> tuple[str, ...]:
    """The boxes inside, also those in what is inside; each once, though the items may lie in one another."""
    seen: dict[str, None] = {}
    waiting = list(reversed(start.inside))
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen[name] = None
        if name not in boxes and name in confined:
            waiting += reversed(confined[name].inside)
    return tuple(name for name in seen if name in boxes)


def _exceeded(
    demanded: Iterable[Demand], boxes: Mapping[str, CheckedBox], sites: Mapping[str, Site]
) -> Iterator[ModeExceeded | UnstatedMode]:
    """Each box above a bound, once, with the box within it that raises it; and each whose mode nobody states."""
    told: set[str] = set()
    for demand in demanded:
        for name in demand.boxes:
            box = boxes.get(name)
            if box is None or name in told or (box.mode and within(box.mode, demand.bound)):
                continue
            told.add(name)
            if box.mode:
                raiser = _raiser(box, demand.bound)
                yield ModeExceeded(sites[name], raiser, box.mode, demand.bound, demand.whose, demand.site)
            else:
                yield UnstatedMode(sites[name], _raiser(box, demand.bound), demand.bound, demand.whose)


def _raiser(box: CheckedBox, bound: str) -> str:
    """The innermost box, as an element, because of which this one is not shown to keep to the bound."""
    path, here = [box.name], box
    while here.nested is not None:
        over = [one for one in here.nested.boxes.values() if one.mode and not within(one.mode, bound)]
        if not here.mode:
            over += [one for one in here.nested.boxes.values() if not one.mode]
        if not over:  # the proposal itself states its mode
            break
        here = over[0]
        path.append(here.name)
    return "/".join(path)
