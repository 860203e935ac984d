"""What can be wrong with a file in Galileo's format, each kind with its page."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule
from interlock_interchange.open_psa.rules import (
    CYCLIC,
    DUPLICATE,
    MALFORMED,
    MISSION_TIME,
    NOT_A_PROBABILITY,
    UNDEFINED,
)

_TREE = 'toplevel "top";\n"top" or "a" "b";\n"a" prob=0.1;\n"b" prob=0.2;'


def _rule(code: str, means: str, why: str, failing: str) -> Rule:
    page = f"# {code}\n\n{means}\n\n## Why\n\n{why}\n\n## Gets it\n\n```\n{failing}\n```\n\n## Clean\n\n```\n{_TREE}\n```\n"
    return Rule(code, "error", page)


GALILEO_SYNTAX: Final = _rule(
    "galileo-syntax",
    "This is no statement of Galileo's format: `toplevel NAME;`, `NAME GATE NAME ...;` or `NAME ATTRIBUTE=NUMBER ...;`, each "
    "with a semicolon at its end. The statement is left out, and the others are read.",
    "A statement that is skipped in silence makes another fault tree.",
    'toplevel "top"\n"top" or "a" "b";\n"a" prob=0.1;\n"b" prob=0.2;',
)
NO_TOPLEVEL: Final = _rule(
    "no-toplevel",
    "The file does not say which element is the top of the tree, so there is nothing to analyse.",
    "Of several elements on which no other rests, any could be meant.",
    '"top" or "a" "b";\n"a" prob=0.1;\n"b" prob=0.2;',
)
DYNAMIC: Final = _rule(
    "dynamic-gate",
    "The gate depends on the order in which failures happen, or the attribute on the past of an element. Static fault trees "
    "have no order. The gate is kept as an event without a probability, and the rest is analysed.",
    "To read a sequence as a conjunction overstates its probability, to read a spare as one forgets that it ages.",
    'toplevel "top";\n"top" pand "a" "b";\n"a" prob=0.1;\n"b" prob=0.2;',
)

RULES: Final = (
    GALILEO_SYNTAX,
    NO_TOPLEVEL,
    DYNAMIC,
    DUPLICATE,
    UNDEFINED,
    CYCLIC,
    MALFORMED,
    NOT_A_PROBABILITY,
    MISSION_TIME,
)
