"""What is said of ends of wires that name the wrong members."""

from __future__ import annotations

import re
from typing import assert_never

from interlock.elaborate.fault import Due
from interlock.report.words.wording import Wording, quote


def word_member(end: str, due: Due) -> Wording:
    """The words for an end that names members of what has none, or none of a family."""
    plain = re.sub(r"\[[^\]]*\]", "", end)
    box, _, port = plain.partition(".")
    match due:
        case "some":
            advice = f"Write {quote(f'{box}[*].{port}')} for all of them, or {quote(f'{box}[0].{port}')} for the first."
            return Wording(
                f"{quote(box)} is a family of boxes, and {quote(end)} does not say which of them", help=advice
            )
        case "all":
            advice = f"Write {quote(f'{box}[*].{port}')}, and give it a vector where each member is due its own."
            return Wording(f"{quote(box)} is a family of boxes, which is fed as a whole", help=advice)
        case "family":
            advice = f"Write {quote(plain)}, or give the box `replicate: n`."
            return Wording(f"{quote(box)} is one box and not a family of boxes", help=advice)
        case "port":
            return Wording("a wire ends at a whole port, not at a part of its value", help=f"Write {quote(plain)}.")
        case "once":
            return Wording(f"{quote(end)} has more than one `[*]`", help="Take the parts of one family or vector.")
        case _:
            assert_never(due)
