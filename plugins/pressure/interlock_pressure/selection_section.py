"""The section of selections: finitely many options with their chances and values, and ways to choose among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from interlock.api.diagram import CheckedItem, Element, Quantity
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock.api.section import Complaint, Section, many, maybe, named, number, phrase, port, record, word

UNFIT: Final = "unfit-selection"
LARGEST: Final = 10_000
"""Options of one selection."""


class Option(NamedTuple):
    """What may be chosen: its chance before, its values at ports, and the chance with which it was chosen, if measured."""

    chance: Quantity
    values: tuple[tuple[Element, Quantity], ...]
    chosen: Quantity | None = None


class Selection(NamedTuple):
    """Options whose chances are the law of one port, chosen by their values at another, in each of some ways.

    A way is `tilt` (with a temperature, and how many times over), `at-least`, `lexicographic` (with a threshold), `best-of` (with
    a number) or `quantile` (with a share).
    """

    select: tuple[Element, Element]
    options: tuple[tuple[str, Option], ...]
    how: tuple[tuple[str, Quantity, tuple[Quantity] | None], ...] | None = None


def selections_law(item: CheckedItem, every: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """Chances are those of a law, each option has a value wherever one has, and each way of choosing has a number that fits."""
    if not isinstance(item.value, Selection):
        return ()
    unfit = tuple(_options(item.value))
    return unfit or tuple(_ways(item.value))


def _options(found: Selection) -> Iterator[Complaint]:
    if not found.options or len(found.options) > LARGEST:
        yield Complaint(UNFIT, say("there is one option at least, and {most} at most", most=f"{LARGEST:,}"), "options")
        return
    for name, one in found.options:
        numbers = (one.chance, *(value for _, value in one.values), *((one.chosen,) if one.chosen else ()))
        if any(each.low != each.high for each in numbers):
            yield Complaint(UNFIT, say("the numbers of an option are exact, not intervals"), f"options.{name}")
        elif one.chance.low < 0 or (one.chosen is not None and one.chosen.low < 0):
            yield Complaint(UNFIT, say("a chance is not negative"), f"options.{name}")
    yield from _law([one.chance.low for _, one in found.options], "chance")
    chosen = [one.chosen.low for _, one in found.options if one.chosen is not None]
    if chosen and len(chosen) < len(found.options):
        yield Complaint(UNFIT, say("either every option has `chosen`, or none"), "options")
    elif chosen:
        yield from _law(chosen, "chosen")
    yield from _values(found)


def _law(chances: Sequence[Fraction], key: str) -> Iterator[Complaint]:
    total = sum(chances, Fraction(0))
    if total != 1:
        yield Complaint(
            UNFIT,
            say("the numbers under `{key}` sum to {total}, and not to 1", key=key, total=f"{float(total):.6g}"),
            "options",
        )


def _values(found: Selection) -> Iterator[Complaint]:
    """Each option has a value at the port by which it is chosen, and at every port at which another has one."""
    ports = dict.fromkeys((found.select[1], *(at for _, one in found.options for at, _ in one.values)))
    for name, one in found.options:
        stated = [at for at, _ in one.values]
        for at in ports:
            if stated.count(at) != 1:
                how = "no value" if at not in stated else "two values"
                yield Complaint(
                    UNFIT, say("`{name}` has {how} at `{at}`", name=name, how=how, at=at), f"options.{name}"
                )


def _ways(found: Selection) -> Iterator[Complaint]:
    scores = [dict(one.values)[found.select[1]].low for _, one in found.options if one.chance.low > 0]
    for way, amount, repeated in found.how or ():
        if amount.low != amount.high:
            says = "a way of choosing has a number, not an interval"
        elif repeated is not None and (way != "tilt" or repeated[0].low != repeated[0].high or repeated[0].low <= 0):
            says = "only a tilt is done over and over, a positive number of times"
        else:
            says = _misfit(way, amount.low, max(scores, default=Fraction(0)))
        if says:
            yield Complaint(UNFIT, say("{says}", says=says), "how")


def _misfit(way: str, amount: Fraction, top: Fraction) -> str:
    """What is wrong with the number of a way of choosing, or nothing."""
    match way:
        case "tilt":
            return "a temperature is not negative" if amount < 0 else ""
        case "best-of":
            return "the best is of a whole number, one at least" if amount < 1 or amount.denominator != 1 else ""
        case "quantile":
            return "a share is above 0 and at most 1" if not 0 < amount <= 1 else ""
        case _:
            return f"no option that has a chance comes to {float(amount):.6g}" if amount > top else ""


SELECTIONS: Final = Section(
    "selections",
    record(
        Selection,
        select=phrase(port(), "by", port()),
        options=named(word(), record(Option, chance=number(), values=named(port(), number()), chosen=maybe(number()))),
        how=maybe(
            many(
                phrase(
                    word("tilt", "at-least", "lexicographic", "best-of", "quantile"),
                    number(),
                    maybe(phrase("times", number())),
                )
            )
        ),
    ),
    law=selections_law,
    doc="Finite instances: what may be chosen, with which chance and worth what, and by which way of choosing.",
)
