"""The sections of finite kernels: what boxes do, laws, gains, and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from interlock.api.diagram import Element, Quantity
from interlock.api.record import NamedTuple
from interlock.api.section import (
    Section,
    box,
    count,
    default,
    either,
    many,
    maybe,
    named,
    number,
    record,
    ref,
    some,
    term,
    text,
    word,
)

if TYPE_CHECKING:
    from interlock.api.term import Term

Row: TypeAlias = str | tuple[str, ...] | tuple[tuple[str, Quantity | str], ...]
"""Values: the one there is, those that are possible, or those that have a chance, with it."""

ASSUMED: Final = "assumed"
REST: Final = "rest"
"""The chance of a value that has what the others of its row leave."""

_BASIS: Final = word(ASSUMED, "elicited", "cited", "measured")
_CHANCE: Final = either(word(REST), number("1"))
_ROW: Final = either(named(text(), _CHANCE), many(text()), text())


class KeptCell(NamedTuple):
    """What a box keeps from one instant to the next: its values, unless an output of its name has them, and its start."""

    values: tuple[str, ...] | None = None
    starts: Row | None = None


class BoxKernel(NamedTuple):
    """What a box does: for the values of its inputs and of what it keeps, with commas in this order, a row.

    It stands in ``rows``, or is what the function ``calls`` of a plugin returns, or what the formulas ``gives`` are; outputs of
    which none of these speaks are what their `is` says. Of an output that shows what the box keeps they say what comes next.
    """

    of: Element
    rows: tuple[tuple[str, Row], ...] | None = None
    calls: str | None = None
    gives: tuple[tuple[str, Term], ...] = ()
    keeps: tuple[tuple[str, KeptCell], ...] = ()
    basis: str = ASSUMED


class StatedLaw(NamedTuple):
    """Laws of sources, of cells (`box:cell`) or of names of its own; each key is a joint one, and they are independent."""

    of: tuple[tuple[str, Row], ...]
    given: tuple[tuple[str, str], ...] = ()
    basis: str = ASSUMED


class StatedGain(NamedTuple):
    """What an attacker gains by each guess at each value of a secret; nothing where it is not said."""

    of: tuple[str, ...]
    guesses: tuple[tuple[str, tuple[tuple[str, Quantity], ...]], ...]


class Watch(NamedTuple):
    """What is asked of a membrane: what leaves (or enters), under a law, over so many instants, by which gains."""

    of: str
    under: str
    way: str = "outward"
    secret: tuple[str, ...] | None = None
    gains: tuple[str, ...] = ()
    steps: int = 1
    start: str = "stated"


class Split(NamedTuple):
    """A membrane as a Cartesian split: boxes inside by which it acts, outside by which it senses; a law at the beginning."""

    of: str
    active: tuple[Element, ...] = ()
    passive: tuple[Element, ...] = ()
    under: str | None = None


class Explained(NamedTuple):
    """Things that have a joint law, ports or names of the law, and candidates for what explains why they agree."""

    of: tuple[str, ...]
    under: str | None = None
    candidates: tuple[str, ...] = ()
    tolerance: Quantity | None = None


def _stated(make: Callable[..., object]) -> Callable[..., object]:
    """The record in which what is left out has its default."""
    return lambda **given: make(**{key: value for key, value in given.items() if value is not None})


KERNELS: Final = Section(
    "kernels",
    record(
        _stated(BoxKernel),
        of=box(),
        rows=maybe(named(text(), _ROW)),
        calls=maybe(text()),
        gives=maybe(named(text(), term(over="of"))),
        keeps=maybe(named(text(), record(KeptCell, values=maybe(some(text())), starts=maybe(_ROW)))),
        basis=default(_BASIS, ASSUMED),
    ),
    introduces="kernel",
    doc="What boxes do whose ports have finitely many values: row by row, by a function of a plugin, or as their `is` says.",
)
LAWS: Final = Section(
    "laws",
    record(
        _stated(StatedLaw), of=named(text(), _ROW), given=maybe(named(text(), text())), basis=default(_BASIS, ASSUMED)
    ),
    introduces="law",
    doc="Laws by name: of outer inputs and other sources, of what boxes keep at the beginning, or of names of their own.",
)
GAINS: Final = Section(
    "gains",
    record(StatedGain, of=some(text()), guesses=named(text(), named(text(), number("1")))),
    introduces="gain",
    doc="What an attacker gains by a guess at each value of a secret.",
)
LEAKAGE: Final = Section(
    "leakage",
    record(
        _stated(Watch),
        of=ref("boundary"),
        under=ref("law"),
        way=default(word("outward", "inward"), "outward"),
        secret=maybe(some(text())),
        gains=maybe(many(ref("gain"))),
        steps=default(count(), 1),
        start=default(word("stated", "settled"), "stated"),
    ),
    introduces="leakage",
    doc="What is told through a membrane of a secret under a named law, over some instants, by each measure and stated gain.",
)
SPLITS: Final = Section(
    "splits",
    record(
        _stated(Split),
        of=ref("boundary"),
        active=maybe(many(box())),
        passive=maybe(many(box())),
        under=maybe(ref("law")),
    ),
    introduces="split",
    doc="Membranes as Cartesian splits: what gets in past what it senses by, and out past what it acts by, in one instant.",
)
LATENTS: Final = Section(
    "latents",
    record(
        _stated(Explained),
        of=some(text()),
        under=maybe(ref("law")),
        candidates=maybe(many(text())),
        tolerance=maybe(number("bit")),
    ),
    introduces="latent",
    doc="Candidates for what explains why some ports agree: whether they mediate, are natural, are minimal.",
)
