"""For plugins that declare sections of the file: sections, sorts, complaints, and core's own sections to refer to."""

from __future__ import annotations

from typing import Final

from interlock.syntax.grammar import PROPOSAL
from interlock.syntax.section import Attached, Complaint, Confinement, Law, Section
from interlock.syntax.sort import (
    Sort,
    box,
    condition,
    count,
    data,
    default,
    either,
    file,
    flag,
    identifier,
    input_of,
    interface,
    learn,
    many,
    maybe,
    name,
    named,
    number,
    phrase,
    port,
    proposition,
    reason,
    record,
    ref,
    some,
    source,
    target,
    telescope,
    term,
    text,
    type_,
    wire,
    word,
)

_OWN: Final = {section.name: section for section in PROPOSAL}

LEARNS: Final = _OWN["learns"]
FAILURES: Final = _OWN["failures"]
SCENARIOS: Final = _OWN["scenarios"]
CLAIMS: Final = _OWN["claims"]

__all__ = [
    "CLAIMS",
    "FAILURES",
    "LEARNS",
    "SCENARIOS",
    "Attached",
    "Complaint",
    "Confinement",
    "Law",
    "Section",
    "Sort",
    "box",
    "condition",
    "count",
    "data",
    "default",
    "either",
    "file",
    "flag",
    "identifier",
    "input_of",
    "interface",
    "learn",
    "many",
    "maybe",
    "name",
    "named",
    "number",
    "phrase",
    "port",
    "proposition",
    "reason",
    "record",
    "ref",
    "some",
    "source",
    "target",
    "telescope",
    "term",
    "text",
    "type_",
    "wire",
    "word",
]
