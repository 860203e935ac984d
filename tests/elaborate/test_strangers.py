"""Sections of a stranger's plugin, with sorts that no section of ours has: what their items become, and what is told."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import pytest

from interlock.elaborate.resolved import CheckedItem, Quantity
from interlock.kernel.spell import spell
from interlock.pipeline import Examined, examine
from interlock.plugin.loaded import Loaded
from interlock.report.message import Places
from interlock.syntax.bundle import Missing
from interlock.syntax.section import Complaint, Section
from interlock.syntax.sort import (
    count,
    either,
    flag,
    many,
    maybe,
    number,
    port,
    proposition,
    record,
    ref,
    target,
    telescope,
    word,
)
from interlock.text.say import say


class Tap(NamedTuple):
    """A place that is watched."""

    into: object
    live: object
    during: object
    when: object
    over: object
    reads: object


class Reason(NamedTuple):
    """A claim or a text for one."""

    claim: object


class Rule(NamedTuple):
    """What holds of all values of some variables."""

    given: object
    says: object


def lawful(item: CheckedItem, items: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """A tap that is live says when, and no two taps are at one place."""
    first = next(one for one in items if one.value.into == item.value.into)
    late = [] if first is item else [Complaint("tap-twice", say("it is tapped already"), "into")]
    hasty = item.value.live and item.value.during is None
    return [*late, *([Complaint("tap-hasty", say("it says not when"), "during.from")] if hasty else [])]


TAPS = Section(
    "taps",
    record(
        Tap,
        into=target(),
        live=maybe(flag()),
        during=maybe(either(ref("scenario"), number("hour"))),
        when=maybe(either(record(Reason, claim=ref("claim")), proposition())),
        over=maybe(either(word("always"), either(number("bit"), count()))),
        reads=maybe(either(many(ref("scenario")), port("in"))),
    ),
    introduces="tap",
    law=lawful,
)
RULES = Section("rules", record(Rule, given=maybe(telescope()), says=proposition("given")), introduces="rule")
PROPOSAL = """interlock: 1
proposal: p
ports: {in x: Nat, out y: Nat}
boxes: {a: {ports: {in x: Nat, out y: Nat}}}
wires: [x -> a.x, a.y -> y]
scenarios: {honest: {weight: 1}}
claims: {same: {says: a.x = x}}
taps:
  tap: {into: INTO, KEY}
"""


def looked(key: str, into: str = "a.x", more: str = "") -> Examined:
    text = (PROPOSAL.replace("INTO", into).replace(", KEY", f", {key}" if key else "") + more).encode()
    return examine("p.yaml", lambda path: text if path == "p.yaml" else Missing(""), Loaded(sections=(TAPS, RULES)))


def tap(key: str, into: str = "a.x") -> Tap:
    found = looked(key, into)
    assert not found.told
    assert found.diagram is not None
    (item,) = found.diagram.of(TAPS)
    assert isinstance(item.value, Tap)
    return item.value


def faults(key: str, into: str = "a.x") -> list[str]:
    return [told.fault.code for told in looked(key, into).told]


def test_the_target_of_a_wire_is_its_element() -> None:
    assert tap("") == ("a.x", None, None, None, None, None)
    assert tap("", into="y").into == "y"
    assert faults("", into="a.y") == ["wrong-direction"]
    assert faults("", into="a.z") == ["unknown-port"]


def test_a_flag_is_a_truth_value() -> None:
    assert tap("live: true, during: honest").live is True
    assert tap("live: false").live is False


def test_what_a_law_has_against_an_item_is_told_at_the_key_that_it_names_or_at_the_item() -> None:
    assert at("live: true") == [("tap-hasty", "tap")]
    assert at("live: false}\n  other: {into: a.x") == [("tap-twice", "into")]


def at(key: str) -> list[tuple[str, str]]:
    """The faults with the text at which each is told."""
    found = looked(key)
    places = Places(found.bundle.texts, found.bundle.starts)
    told = []
    for fault in (one.fault for one in found.told):
        text, start = places.texts["p.yaml"].text, places.starts[fault.site.anchor]
        told.append((fault.code, text[start + fault.site.start : start + fault.site.end]))
    return told


def rule(text: str) -> tuple[list[str], str]:
    """What is told of a rule, and what it says."""
    found = looked("", more=f"rules: {{rule: {text}}}\n")
    items = found.diagram.of(RULES) if found.diagram else ()
    return [told.fault.code for told in found.told], "".join(spell(item.value.says) for item in items)


def test_a_proposition_under_a_telescope_holds_of_all_its_values() -> None:
    assert rule("{given: {n: Nat, m: Nat}, says: n + m = m + a.x}") == (
        [],
        "forall (n : Nat), forall (m : Nat), m + n = m + x",
    )
    assert rule("{says: a.y = a.y}") == ([], "a.y = a.y")
    assert rule("{given: {n: Natt}, says: n = a.x}") == (["unknown-name"], "")
    assert rule("{given: {n: Nat}, says: m = a.x}") == (["unknown-name"], "")


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("live: perhaps", "wrong-shape"),
        ("during: honset", "unknown-name"),
        ("during: 3 hours", "unknown-name"),
        ("over: 3", "unit-mismatch"),
        ("over: never", "unknown-name"),
        ("when: a.z = x", "unknown-port"),
        ("when: {claim: some}", "unknown-name"),
        ("reads: a.y", "wrong-direction"),
        ("reads: [honest, other]", "unknown-name"),
    ],
)
def test_what_is_wrong_in_a_strangers_item_is_told_once(key: str, code: str) -> None:
    assert faults(key) == [code]
    assert looked(key).diagram is None


def test_of_a_sum_what_stands_there_is_the_first_that_it_can_be() -> None:
    assert tap("during: honest").during == "honest"
    assert tap("during: 3 hour").during == Quantity(Fraction(3), Fraction(3), "hour")
    assert tap("over: always").over == "always"
    assert tap("over: 3 bit").over == Quantity(Fraction(3), Fraction(3), "bit")
    assert tap("when: {claim: same}").when == Reason("same")
    assert tap("reads: a.x").reads == "a.x"
    assert tap("reads: [honest]").reads == ("honest",)


def test_a_proposition_in_a_sum_is_elaborated() -> None:
    assert str(tap("when: a.y = a.y").when) == str(tap("when: a.y = y").when)
