"""Rules of failures are written as they are read: what is written means the same again."""

from __future__ import annotations

from typing import cast

import pytest

from interlock.elaborate.resolved import FailureRule, Stop
from interlock.elaborate.write import write_rule
from interlock.pipeline import examine
from interlock.plugin.loaded import Loaded
from interlock.syntax.bundle import Missing
from interlock.syntax.declared import Failures

PROPOSAL = """interlock: 1
proposal: p
ports: {in x: Nat, out y: Nat}
boxes: {a: {ports: {in x: Nat, out y: Nat}, failures: {events: {e: {}, f: {}, g: {}}, rules: []}}}
wires: [x -> a.x, a.y -> y]
claims: {same: {says: x = x}}
failures: {types: {wrong: {}, late: {}}, events: {}, rules: ["RULE"]}
"""


def rule(text: str) -> FailureRule | Stop:
    """The rule that a text is."""
    file = PROPOSAL.replace("RULE", text).encode()
    found = examine("p.yaml", lambda path: file if path == "p.yaml" else Missing(""), Loaded())
    assert not found.told
    assert found.diagram is not None
    (value,) = [
        item.value for items in found.diagram.items.values() for item in items if isinstance(item.value, Failures)
    ]
    (made,) = cast("tuple[FailureRule | Stop, ...]", value.rules)
    return made


@pytest.mark.parametrize(
    "text",
    [
        "wrong at a.y",
        "stop late at a.x",
        "wrong at a.y if a.e",
        "wrong at a.y if late at a.x",
        "any at a.y if breach of same",
        "wrong at a.y if a.e and a.f and late at a.x",
        "wrong at a.y if a.e or a.f",
        "wrong at a.y if (a.e or a.f) and a.g",
        "wrong at a.y if (a.e and a.f) or (a.f and a.g)",
        "wrong at a.y if 2 of (a.e, a.f, a.e and a.g)",
        "wrong at a.y if exactly one of (a.e, late at a.x) and 1 of (a.f, a.g or a.e)",
    ],
)
def test_a_rule_is_written_as_it_was_read(text: str) -> None:
    assert write_rule(rule(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("wrong at a.y if ((a.e))", "wrong at a.y if a.e"),
        ("wrong at a.y if a.e and a.f or a.g", "wrong at a.y if (a.e and a.f) or a.g"),
        ("wrong at a.y if a.e or a.f and a.g", "wrong at a.y if a.e or (a.f and a.g)"),
    ],
)
def test_what_is_written_has_all_parentheses_and_means_the_same(text: str, written: str) -> None:
    assert write_rule(rule(text)) == written
    assert rule(written) == rule(text)
