"""What is said of mistakes that checking finds."""

from __future__ import annotations

from typing import assert_never

from interlock.check.fault import (
    CheckFault,
    Contradictory,
    FalseLemmas,
    KernelRefused,
    ModeExceeded,
    UnstatedMode,
    Vacuous,
    WrongVerdict,
)
from interlock.report.words.wording import Wording, listing, quote, term


def word_check(fault: CheckFault) -> Wording:
    """The words for a mistake that checking found."""
    match fault:
        case KernelRefused(_, rule, value, type_):
            against = f" against {term(type_, 120)}" if type_ is not None else ""
            return Wording(
                f"the kernel refuses {term(value, 120)}{against} by its rule {quote(rule)}",
                help="The proposal passed every other check: this is a bug of ours. Please report it with the file.",
            )
        case WrongVerdict(_, variant, expected, found):
            return Wording(
                f"the variant {quote(variant)} is to fail with {_codes(expected)}, and gives {_codes(found)}",
                help="Correct `fails:`, or the variant.",
            )
        case ModeExceeded(_, raiser, mode, bound, whose, demanded):
            return Wording(
                f"{quote(raiser)} is {mode}, and {quote(whose) if whose else 'the proposal'} is to be {bound}",
                labels=((demanded, f"{bound} is demanded here"),),
                help="Take a box that keeps to the mode, keep this one outside, or demand less.",
            )
        case Vacuous(_, name, says, "function"):
            return Wording(
                f"nothing can be the function {quote(name)}: for some arguments its type {term(says)} leaves no value",
                help="Correct the type: from what nothing can meet everything would follow.",
            )
        case Vacuous(_, port, says, "type"):
            return Wording(
                f"no value of {quote(port)} is of its type {term(says)}, for some inputs that are allowed",
                help="Take a type that has values, or assume more of the inputs: from what nothing can meet everything would follow.",
            )
        case Vacuous(_, port, says):
            return Wording(
                f"no value of {quote(port)} meets its guarantee {term(says)}, for some inputs that are allowed",
                help="Weaken the guarantee, or assume more of the inputs: from what nothing can meet everything would follow.",
            )
        case Contradictory(_, ports):
            return Wording(
                f"the contracts of {listing(ports)} contradict one another"
                if ports[1:]
                else f"what is said of {quote(ports[0])} cannot be true",
                help=f"Correct {'one of them' if ports[1:] else 'it'}: from a contradiction everything would follow, so nothing is proved from it.",
            )
        case FalseLemmas(_, lemmas):
            many = f"the lemmas {listing(lemmas)} contradict one another"
            return Wording(
                many if lemmas[1:] else f"the lemma {quote(lemmas[0])} is false, whatever its names stand for",
                help="Correct it: from what is false everything would follow, so nothing is proved from it.",
            )
        case UnstatedMode(_, box, bound, whose):
            return Wording(
                f"{quote(box)} states no mode, and is taken to be {bound} as {quote(whose) if whose else 'the proposal'} is to be",
                help="State it with `mode:` at the kind.",
            )
        case _:
            assert_never(fault)


def _codes(codes: tuple[str, ...]) -> str:
    return listing(codes) if codes else "no error"
