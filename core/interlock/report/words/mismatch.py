"""What is said of a wire whose ends have different types: where they part, where each side's comes from, what fits."""

from __future__ import annotations

from typing import Final

from interlock.elaborate.fault import Divergence, TypeMismatch
from interlock.kernel.builtin import CREDAL, DIST, POSSIBLE
from interlock.kernel.spell import spell
from interlock.kernel.term import Apply, Constant, Literal, Term
from interlock.report.contrast import clip
from interlock.report.words.wording import Wording, choice, convert, listing, measures, quote, quotient, term, versus
from interlock.text.site import Site


def word_mismatch(fault: TypeMismatch) -> Wording:
    """The words for a wire's mismatch."""
    source, target = quote(fault.source), quote(fault.target)
    parts = (
        fault.divergences[:2] if fault.measures is None and fault.equation is None else ()
    )  # else the sentence says it
    differ = _difference(fault)
    whys = (_why(part, fault) for part in parts if not (part.expected_story and part.found_story))
    return Wording(
        f"{source} does not fit {target}: {differ}",
        (*versus(fault.expected, fault.found), *whys),
        _labels(fault),
        _fix(fault),
    )


def _difference(fault: TypeMismatch) -> str:
    """How the two types differ, in a clause."""
    if fault.measures:
        due, had = measures(*fault.measures)
        return f"the unit is {had} where {due} is due"
    if fault.many:
        return f"{quote(fault.many)} is a value of every box of the family, and one is due"
    if fault.equation:
        return _insoluble(*fault.equation)
    if undrawn := _undrawn(fault):
        return f"{undrawn} does not choose a value"
    names = tuple(dict.fromkeys(part.name for part in fault.divergences if part.name))
    return f"they differ in {listing(names, 3)}" if names else "their types differ"


def _insoluble(unknown: str, left: Term, right: Term) -> str:
    """That no natural number is found that makes the two equal."""
    equation = f"`{clip(f'{spell(left)} = {spell(right)}', 120)}`"
    if isinstance(right, Literal):
        return f"no natural number {quote(unknown)} has {equation}"
    return f"{equation} is not known to have a natural solution {quote(unknown)}"


_UNDRAWN: Final = {DIST: "a distribution", CREDAL: "a credal set", POSSIBLE: "a set of possibilities"}


def _undrawn(fault: TypeMismatch) -> str:
    """What is found in the place of a value of its own."""
    found = fault.found
    if isinstance(found, Apply) and isinstance(found.head, Constant) and found.arguments == (fault.expected,):
        return _UNDRAWN.get(found.head, "")
    return ""


def _why(part: Divergence, fault: TypeMismatch) -> str:
    """What each side has, where no place in the file can be shown that says so."""
    named = f"{quote(part.name)} is " if part.name else ""
    return (
        f"{named}{term(part.expected, 60)} for {quote(fault.target)}, {term(part.found, 60)} for {quote(fault.source)}"
    )


def _labels(fault: TypeMismatch) -> tuple[tuple[Site, str], ...]:
    """The other end of the wire, and where either port gets what differs first: `gate.model` is `newer.model`."""
    told: dict[Site, str] = {} if fault.start is None else {fault.start: "its source"}
    for part in fault.divergences[:1]:
        for value, story in ((part.expected, part.expected_story[:2]), (part.found, part.found_story[:2])):
            for site, port in story:
                spelt = term(value, 50)
                told.setdefault(
                    site, f"{quote(port)} is {spelt}" if spelt != quote(port) else f"{spelt} is declared here"
                )
    return tuple(told.items())[:4]


def _fix(fault: TypeMismatch) -> str:
    """What would most likely mend it: a source that fits, or the two ports that were to be about one thing."""
    if fault.measures:
        due, had = measures(*fault.measures)
        return convert(fault.factor, due, had, quotient(*fault.measures), larger=fault.larger)
    if fault.many:
        return f"Take one of them, {quote(fault.many.replace('[*]', '[0]'))}, or all of them in a box between."
    if fault.equation:
        return f"Let the other end be about a number of the form {term(fault.equation[1], 60)}."
    if _undrawn(fault):
        return f"Draw or summarise it in a box between, or let {quote(fault.target)} be {term(fault.found, 60)}."
    if fault.offers:
        return f"Of that type: {choice(fault.offers)}."
    part = fault.divergences[0] if fault.divergences else None
    if part is None or not part.name:
        return ""
    box = fault.target.rpartition(".")[0]
    beside = next((port for _, port in part.expected_story if port.rpartition(".")[0] == box), "")
    if beside:
        other = f"{quote(fault.target)} with what is about {term(part.expected, 60)}"
        # An outer port may be an input of the proposal, which nothing can feed.
        return f"Feed {quote(beside)} from {term(part.found, 60)}, or {other}." if "." in beside else f"Feed {other}."
    return f"Both ends are to be about one {quote(part.name)}: {term(part.expected, 60)} or {term(part.found, 60)}."
