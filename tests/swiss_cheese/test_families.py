"""The members of a family fail each for itself, as single boxes of the same kind would."""

from __future__ import annotations

import pytest

from tests.swiss_cheese.proposals import analysed

KIT = """interlock: 1
vocabulary: kit
failures: {types: {silent: {}}}
kinds:
  Monitor:
    ports: {in code: Text, out alarm: Bool}
    failures: {events: {missed: {}}, rules: [silent at alarm if missed]}
  Voter: {parameters: {n: Nat}, ports: {in alarms: Vec Bool n, out ok: Bool}}
"""
FAMILY = """
uses: [./kit.yaml]
parameters: {n: {type: Nat, default: NUMBER}}
ports: {in code: Text, out ok: Bool}
boxes: {m: {kind: Monitor, replicate: n}, v: Voter}
wires: ["code -> m[*].code", "m[*].alarm -> v.alarms", v.ok -> ok]
hazards: {harmed: {top: TOP}}
"""
SINGLE = """
uses: [./kit.yaml]
ports: {in code: Text, out ok: Bool}
boxes: {m0: Monitor, m1: Monitor, m2: Monitor, v: {ports: {in a: Bool, in b: Bool, in c: Bool, out ok: Bool}}}
wires: ["code -> m0.code, m1.code, m2.code", m0.alarm -> v.a, m1.alarm -> v.b, m2.alarm -> v.c, v.ok -> ok]
hazards: {harmed: {top: TOP}}
"""


def family(top: str, number: int = 3) -> str:
    return FAMILY.replace("TOP", top).replace("NUMBER", str(number))


@pytest.mark.parametrize(
    ("of_family", "of_single"),
    [
        ("silent at ok", "silent at ok"),
        ('"m[1].missed"', "m1.missed"),
        ('"m[*].missed"', "m0.missed or m1.missed or m2.missed"),
        ('"2 of (m[*].missed)"', '"2 of (m0.missed, m1.missed, m2.missed)"'),
        ('"3 of (silent at m[*].alarm)"', '"3 of (m0.missed, m1.missed, m2.missed)"'),
        ('"m[0].missed and 2 of (m[*].missed)"', '"m0.missed and 2 of (m0.missed, m1.missed, m2.missed)"'),
    ],
)
def test_a_family_fails_like_its_members_written_out(of_family: str, of_single: str) -> None:
    several = analysed(family(of_family), kit=KIT).cuts()
    written = analysed(SINGLE.replace("TOP", of_single), kit=KIT).cuts()
    assert {tuple(event.replace("[", "").replace("]", "") for event in cut) for cut in several} == written


def test_a_family_without_members_does_not_fail() -> None:
    assert analysed(family("silent at ok", 0), kit=KIT).cuts() == set()


def test_one_member_is_named_by_its_wire() -> None:
    one = family("silent at ok").replace("v: Voter", "v: {ports: {in x: Bool, out ok: Bool}}")
    one = one.replace("replicate: n", "replicate: 3").replace('"m[*].alarm -> v.alarms"', '"m[2].alarm -> v.x"')
    assert analysed(one, kit=KIT).cuts() == {("m[2].missed",)}


def test_families_are_paired_member_by_member() -> None:
    paired = family('"silent at m[1].alarm"').replace("m: {", "r: {kind: Relay, replicate: n}, m: {")
    paired = paired.replace('"code -> m[*].code"', '"code -> r[*].code", "r[*].out -> m[*].code"')
    kit = KIT.replace("rules: [silent at alarm if missed]", "rules: [silent at alarm if silent at code]")
    kit += "  Relay: {ports: {in code: Text, out out: Text}, failures: {events: {lost: {}}, rules: [silent at out if lost]}}\n"
    assert analysed(paired, kit=kit).cuts() == {("r[1].lost",)}


@pytest.mark.parametrize("number", ["n: Nat", "n: {type: Nat, default: 65}"])
def test_a_family_whose_members_are_not_told_apart_is_refused_by_name(number: str) -> None:
    text = family("silent at ok").replace("n: {type: Nat, default: 3}", number)
    assert "m are not told apart" in str(analysed(text, kit=KIT).answer().refused)


def test_a_family_in_a_proposal_has_the_number_of_its_box() -> None:
    inner = "interlock: 1\nproposal: inner\n" + family("silent at ok", 5).partition("hazards:")[0]
    outer = """
uses: [./kit.yaml]
ports: {in code: Text, out oks: Vec Bool 2}
boxes: {s: {kind: ./inner.yaml, with: {n: 2}, replicate: 2}}
wires: ["code -> s[*].code", "s[*].ok -> oks"]
hazards: {harmed: {top: silent at oks}}
"""
    cuts = analysed(outer, kit=KIT, inner=inner).cuts()
    assert cuts == {(f"s[{at}]/m[{of}].missed",) for at in range(2) for of in range(2)}
