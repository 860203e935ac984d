"""Sections of a stranger's plugin, with sorts that no section of ours has: what their items become, and what is told."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import pytest

from interlock.elaborate.resolved import Quantity
from interlock.pipeline import Examined, examine
from interlock.plugin.loaded import Loaded
from interlock.syntax.bundle import Missing
from interlock.syntax.section import Section
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
    word,
)


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
)
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


def looked(key: str, into: str = "a.x") -> Examined:
    text = PROPOSAL.replace("INTO", into).replace(", KEY", f", {key}" if key else "").encode()
    return examine("p.yaml", lambda path: text if path == "p.yaml" else Missing(""), Loaded(sections=(TAPS,)))


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
    assert tap("live: true").live is True
    assert tap("live: false").live is False


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
