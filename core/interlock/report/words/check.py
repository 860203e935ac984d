"""What is said of mistakes that checking finds."""

from __future__ import annotations

from typing import assert_never

from interlock.check.fault import CheckFault, KernelRefused, WrongVerdict
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
        case _:
            assert_never(fault)


def _codes(codes: tuple[str, ...]) -> str:
    return listing(codes) if codes else "no error"
