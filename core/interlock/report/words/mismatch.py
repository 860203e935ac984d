"""What is said of a wire whose ends have different types: where they part, where each side's comes from, what fits."""

from __future__ import annotations

from interlock.elaborate.fault import Divergence, TypeMismatch
from interlock.report.contrast import clip
from interlock.report.words.wording import Wording, choice, listing, quote, term, versus
from interlock.text.site import Site


def word_mismatch(fault: TypeMismatch) -> Wording:
    """The words for a wire's mismatch."""
    source, target = quote(fault.source), quote(fault.target)
    names = tuple(dict.fromkeys(part.name for part in fault.divergences if part.name))
    if names:
        says = f"{source} does not fit {target}: they differ in {listing(names, 3)}"
    else:
        says = f"{source} does not fit {target}: their types differ"
    details = (*versus(fault.expected, fault.found), *(_divergence(part, fault) for part in fault.divergences[:2]))
    return Wording(says, details, _labels(fault.divergences[:2]), _fix(fault))


def _divergence(part: Divergence, fault: TypeMismatch) -> str:
    named = f"{quote(part.name)} is " if part.name else ""
    return (
        f"{named}{term(part.expected, 60)} for {quote(fault.target)} and {term(part.found, 60)} for {quote(fault.source)}"
    )


def _labels(parts: tuple[Divergence, ...]) -> tuple[tuple[Site, str], ...]:
    """The places that say why, at most two a side."""
    told: dict[Site, str] = {}
    for part in parts:
        for site, text in (*part.expected_story[:2], *part.found_story[:2]):
            told.setdefault(site, clip(text, 110))
    return tuple(told.items())[:4]


def _fix(fault: TypeMismatch) -> str:
    if fault.factor:
        return f"The two units differ by the factor {clip(fault.factor, 60)}."
    if fault.offers:
        return f"{choice(fault.offers)} would fit {quote(fault.target)}."
    if fault.divergences and fault.divergences[0].name:
        part = fault.divergences[0]
        return f"Let both ends be about one {quote(part.name)}: {term(part.expected, 60)} or {term(part.found, 60)}."
    return ""
