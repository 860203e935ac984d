"""What is said of a fault, before its places are known, and the turns of phrase that all stages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from interlock.kernel.dimension import ratio
from interlock.kernel.part import parts
from interlock.kernel.spell import spell, unit_text
from interlock.kernel.term import Constant, Term
from interlock.record import dataclass
from interlock.report.contrast import clip, contrast
from interlock.text.site import Site


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence, lines of detail, words at other places, and what to do."""

    says: str
    details: tuple[str, ...] = ()
    labels: tuple[tuple[Site, str], ...] = ()
    help: str = ""


def quote(name: str) -> str:
    """A name of the author's, in backquotes, cut where it is long."""
    return f"`{clip(' '.join(name.split()), 60)}`"


def term(value: Term, width: int = 160) -> str:
    """A term on one line, in backquotes."""
    return f"`{clip(' '.join(spell(value).split()), width)}`"


def measure(value: Term) -> str:
    """A unit or a product of measures, in backquotes."""
    return quote(unit_text(value) or spell(value))


def measures(expected: Term, found: Term) -> tuple[str, str]:
    """Two different measures, each with its vocabulary where both are called alike."""
    due, had = measure(expected), measure(found)
    if due != had:
        return due, had
    holders = [", ".join(sorted({_vocabulary(part) for part in parts(one)} - {""})) for one in (expected, found)]
    return f"{due} of {quote(holders[0])}", f"{had} of {quote(holders[1])}"


def _vocabulary(unit: Term) -> str:
    return unit.name.partition(".")[0] if isinstance(unit, Constant) else ""


LOGARITHMS: Final[Mapping[str, str]] = {
    "nat / bit": "One bit is ln 2 nat, about 0.693147",
    "bit / nat": "One nat is 1 / ln 2 bit, about 1.442695",
}
"""Measures of information in logarithms of two bases: their factor is no ratio, so no vocabulary can declare it."""


def convert(factor: str, expected: str, found: str, missing: str, *, larger: bool) -> str:
    """What would mend units that differ; ``factor`` of the one are the other, which is ``found`` if that is ``larger``.

    ``missing`` is the unit of what would make one of the other where no number does.
    """
    if factor:
        one, many = (found, expected) if larger else (expected, found)
        return f"One {one} is {clip(factor, 60)} {many}, and nothing is converted unasked."
    if missing in LOGARITHMS:
        return f"{LOGARITHMS[missing]}, and nothing is converted unasked."
    return f"A factor of {quote(missing)} is missing, and no vocabulary declares its number."


def quotient(expected: Term, found: Term) -> str:
    """The unit of what a quantity of the one measure is multiplied by to be of the other."""
    value = ratio(expected, found)
    return unit_text(value) or spell(value)


def choice(names: Sequence[str], most: int = 3) -> str:
    """`a`, `b` or `c`; what is beyond ``most`` is counted."""
    shown = [quote(name) for name in names[:most]]
    if len(names) > most:
        return ", ".join(shown) + f" or one of {len(names) - most} more"
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def listing(names: Iterable[str], most: int = 6) -> str:
    """`a`, `b` and `c`; what is beyond ``most`` is counted."""
    all_names = list(names)
    shown = [quote(name) for name in all_names[:most]]
    if len(all_names) > most:
        return ", ".join(shown) + f" and {len(all_names) - most} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def suggestion(nearest: Sequence[str], most: int = 3) -> str:
    """`Did you mean ...?`, or nothing where no name is near."""
    return f"Did you mean {choice(nearest, most)}?" if nearest else ""


def suggest(nearest: Sequence[str], known: Sequence[str], what: str) -> str:
    """The nearest names, or else those that there are."""
    if nearest:
        return suggestion(nearest)
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return f"Known here: {', '.join(map(quote, known[:12]))}{more}." if known else f"There is no {what}."


def versus(expected: Term, found: Term) -> tuple[str, str]:
    """Two lines with both types, what differs between «»."""
    wanted, given = contrast(" ".join(spell(expected).split()), " ".join(spell(found).split()))
    return f"expected {wanted}", f"   found {given}"


def article(noun: str) -> str:
    """The noun with `a` or `an`."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def plural(count: int, noun: str) -> str:
    """`1 box`, `2 boxes`."""
    ending = "" if count == 1 else "es" if noun.endswith(("x", "s", "ch")) else "s"
    return f"{count:,} {noun}{ending}"
