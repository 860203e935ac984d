"""Fault trees of other programs mean here what the Open-PSA format says, and mistakes in them are told one by one."""

from __future__ import annotations

import math
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock_interchange.open_psa.rules import RULES
from tests.analysis.kit.oracle import SOME
from tests.interchange.open_psa import answers, chance, codes, event, formula, gate, model, opened, table, told

A, B, C = map(event, "abc")
ABC = dict.fromkeys("abc", 0.1)


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        (f"<and>{A}{B}{C}</and>", lambda a, b, c: a and b and c),
        (f"<or>{A}{B}{C}</or>", lambda a, b, c: a or b or c),
        (f"<nand>{A}{B}{C}</nand>", lambda a, b, c: not (a and b and c)),
        (f"<nor>{A}{B}{C}</nor>", lambda a, b, c: not (a or b or c)),
        (f"<not>{A}</not>", lambda a, _b, _c: not a),
        (f"<xor>{A}{B}</xor>", lambda a, b, _c: a != b),
        (f"<iff>{A}{B}</iff>", lambda a, b, _c: a == b),
        (f"<imply>{A}{B}</imply>", lambda a, b, _c: not a or b),
        (f'<atleast min="2">{A}{B}{C}</atleast>', lambda a, b, c: a + b + c >= 2),
        (f'<atleast min="0">{A}{B}{C}</atleast>', lambda _a, _b, _c: True),
        (f'<cardinality min="1" max="2">{A}{B}{C}</cardinality>', lambda a, b, c: 1 <= a + b + c <= 2),
        (f'<cardinality min="0" max="3">{A}{B}{C}</cardinality>', lambda _a, _b, _c: True),
        (f'<or><and>{A}<not>{B}</not></and><constant value="false"/>{C}</or>', lambda a, b, c: (a and not b) or c),
        (f'<and>{A}<constant value="true"/></and>', lambda a, _b, _c: a),
    ],
)
def test_a_connective_has_the_values_of_its_definition(written: str, meaning) -> None:  # type: ignore[no-untyped-def]
    expected = [bool(meaning(*state)) for state in product((False, True), repeat=3)]
    assert table(model(gate(written), events=ABC)) == expected


def test_a_house_event_has_its_state_and_without_one_does_not_hold() -> None:
    tree = gate(f"<or>{A}{event('on', 'house-event')}</or>") + gate(
        f"<or>{B}{event('off', 'house-event')}</or>", "other"
    )
    house = (
        '<define-house-event name="on"><constant value="true"/></define-house-event><define-house-event name="off"/>'
    )
    text = model(tree, events=ABC, more=house)
    assert chance(text) == 1.0
    assert chance(text, "other") == pytest.approx(0.1)


def test_each_gate_on_which_none_rests_is_a_hazard() -> None:
    text = model(gate(f"<or>{event('inner', 'gate')}{A}</or>") + gate(B, "inner"), gate(C, "alone"), events=ABC)
    assert list(answers(text)) == ["top", "alone"]


def test_names_are_found_from_the_inside_outwards_and_by_paths() -> None:
    own = '<define-basic-event name="a" role="private"><float value="0.5"/></define-basic-event>'
    part = f'<define-component name="part" role="private">{own}{gate(A, "inner")}</define-component>'
    tree = gate(f"<and>{event('part.inner', 'gate')}{A}</and>") + part
    assert chance(model(tree, events={"a": 0.1})) == pytest.approx(0.05)
    other = gate(event("t0.part.a", "event"), "other")
    assert chance(model(tree, other, events={"a": 0.1}), "other") == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("<int value='1'/>", 1.0),
        ("<bool value='false'/>", 0.0),
        ("<div><float value='1'/><float value='2'/><float value='5'/></div>", 0.1),
        ("<sub><float value='1'/><float value='.5'/><float value='.25'/></sub>", 0.25),
        ("<pow><float value='.5'/><int value='3'/></pow>", 0.125),
        ("<mean><float value='.1'/><float value='.3'/></mean>", 0.2),
        ("<ite><gt><int value='2'/><int value='1'/></gt><float value='.1'/><float value='.2'/></ite>", 0.1),
        ("<switch><case><bool value='false'/><float value='.1'/></case><float value='.2'/></switch>", 0.2),
        ("<exponential><float value='1e-3'/><float value='100'/></exponential>", -math.expm1(-0.1)),
        (
            "<Weibull><float value='200'/><float value='2'/><float value='50'/><float value='150'/></Weibull>",
            -math.expm1(-0.25),
        ),
        (
            "<GLM><float value='.1'/><float value='1e-3'/><float value='1e-2'/><float value='1e9'/></GLM>",
            1e-3 / 1.1e-2,
        ),
        (
            "<periodic-test><float value='1e-3'/><float value='100'/><float value='50'/><float value='180'/></periodic-test>",
            -math.expm1(-0.03),
        ),
        ("<uniform-deviate><float value='.1'/><float value='.3'/></uniform-deviate>", 0.2),
        ("<normal-deviate><float value='.1'/><float value='.3'/></normal-deviate>", 0.1),
        ("<lognormal-deviate><float value='.1'/><float value='3'/><float value='.95'/></lognormal-deviate>", 0.1),
        ("<gamma-deviate><float value='2'/><float value='.1'/></gamma-deviate>", 0.2),
        ("<beta-deviate><float value='1'/><float value='3'/></beta-deviate>", 0.25),
        (
            "<histogram><float value='0'/><bin><float value='.2'/><float value='3'/></bin>"
            "<bin><float value='.4'/><float value='1'/></bin></histogram>",
            0.15,
        ),
    ],
)
def test_an_expression_has_its_value_and_a_deviate_its_mean(expression: str, value: float) -> None:
    more = f'<define-basic-event name="a">{expression}</define-basic-event>'
    assert chance(model(gate(A), more=more)) == pytest.approx(value, rel=1e-12)


def test_parameters_may_rest_on_one_another_in_any_order() -> None:
    doubled = "<mul><int value='2'/><parameter name='q'/></mul>"
    more = (
        f'<define-parameter name="p">{doubled}</define-parameter>'
        '<define-parameter name="q"><float value="0.05"/></define-parameter>'
        '<define-basic-event name="a"><parameter name="p"/></define-basic-event>'
    )
    assert chance(model(gate(A), more=more)) == pytest.approx(0.1)


def test_a_chain_of_ten_thousand_parameters_and_gates_is_no_deeper_than_one() -> None:
    count = 10_000
    parameters = "".join(
        f'<define-parameter name="p{at}"><parameter name="p{at + 1}"/></define-parameter>' for at in range(count)
    )
    last = f'<define-parameter name="p{count}"><float value="0.1"/></define-parameter>'
    event_a = '<define-basic-event name="a"><parameter name="p0"/></define-basic-event>'
    gates = "".join(gate(event(f"g{at + 1}", "gate"), f"g{at}") for at in range(count)) + gate(A, f"g{count}")
    assert chance(model(gates, more=parameters + last + event_a), "g0") == pytest.approx(0.1)


# ---- common causes ---------------------------------------------------------------------------------------------------


def group(kind: str, members: str, total: float, *factors: float) -> str:
    """A group of common causes."""
    listed = "".join(map(event, members))
    given_ = "".join(f'<factor><float value="{one}"/></factor>' for one in factors)
    return (
        f'<define-CCF-group name="{members}" model="{kind}"><members>{listed}</members>'
        f'<distribution><float value="{total}"/></distribution><factors>{given_}</factors></define-CCF-group>'
    )


def test_two_pumps_and_two_valves_with_a_beta_factor() -> None:
    lines = f"<and><or>{event('p')}{event('v')}</or><or>{event('q')}{event('w')}</or></and>"
    text = model(gate(lines) + group("beta-factor", "pq", 0.1, 0.2) + group("beta-factor", "vw", 0.1, 0.2))
    assert chance(text) == pytest.approx(0.062259, abs=5e-7)
    independent = model(gate(lines), events=dict.fromkeys("pqvw", 0.1))
    assert chance(independent) == pytest.approx(0.0361)


@pytest.mark.parametrize(
    ("kind", "factors", "shares"),
    [
        ("MGL", (0.3, 0.5), (0.7, 0.3 * 0.5 / 2, 0.3 * 0.5)),
        ("MGL", (0.3,), (0.7, 0.3 / 2, 0.0)),
        ("alpha-factor", (0.9, 0.06, 0.04), (0.9 / 1.14, 0.06 / 1.14, 3 * 0.04 / 1.14)),
        ("phi-factor", (0.7, 0.1, 0.1), (0.7, 0.1, 0.1)),
        ("phi-factor", (0.7, 0.2, 0.1), (0.7, 0.2, 0.1)),
        ("beta-factor", (0.2,), (0.8, 0.0, 0.2)),
    ],
)
def test_all_of_three_fail_by_one_shared_event_by_two_that_meet_or_each_alone(
    kind: str, factors: tuple[float, ...], shares: tuple[float, float, float]
) -> None:
    one, two, three = (share * 0.1 for share in shares)
    alone, pairs = [one] * 3, [two] * 3
    total = 0.0
    for state in product((False, True), repeat=7):
        singles, doubles, shared = state[:3], state[3:6], state[6]
        weight = math.prod(
            chance if holds else 1 - chance for chance, holds in zip((*alone, *pairs, three), state, strict=True)
        )
        failed = [
            shared or singles[member] or any(doubles[pair] for pair in range(3) if pair != member)
            for member in range(3)
        ]
        total += weight * all(failed)
    text = model(gate(f"<and>{A}{B}{C}</and>") + group(kind, "abc", 0.1, *factors))
    assert chance(text) == pytest.approx(total, rel=1e-9)


# ---- mistakes --------------------------------------------------------------------------------------------------------


def test_every_page_shows_what_gets_the_code_and_what_does_not() -> None:
    for rule in RULES:
        failing, clean = re.findall(r"```xml\n(.*?)\n```", rule.page, re.DOTALL)
        assert rule.code in codes(_whole(failing)), rule.code
        assert rule.code not in codes(_whole(clean)), rule.code


def _whole(part: str) -> str:
    """A part of a model as a model."""
    if "opsa-mef" in part or part.startswith("<fault-tree"):
        return part
    if part.startswith("<define-parameter"):
        part = part.replace("/>", '><float value="1"/></define-parameter>')
    if "<define-" not in part:
        inside = f'<define-gate name="g">{part}</define-gate>'
        part = inside if part.startswith("<atleast") else f'<define-basic-event name="x">{part}</define-basic-event>'
    events = "".join(
        f'<define-basic-event name="{name}"/>' for name in "ab" if f'<define-basic-event name="{name}"' not in part
    )
    return f'<opsa-mef><define-fault-tree name="t">{part}{events}</define-fault-tree></opsa-mef>'


@pytest.mark.parametrize(
    ("tree", "code", "under"),
    [
        (gate(f'<atleast min="4">{A}{B}{C}</atleast>'), "wrong-arguments", "4"),
        (gate(f'<atleast min="two">{A}{B}{C}</atleast>'), "wrong-arguments", "two"),
        (gate(f'<cardinality min="2" max="1">{A}{B}{C}</cardinality>'), "wrong-arguments", "1"),
        (gate(f"<xor>{A}{B}{C}</xor>"), "wrong-arguments", "<xor"),
        (gate("<and/>"), "wrong-arguments", "<and"),
        (gate(f"<inhibit>{A}{B}</inhibit>"), "unsupported-tag", "<inhibit"),
        (gate(f"<or>{A}{event('typo', 'gate')}</or>"), "undefined-reference", "typo"),
        (gate(f"<or>{event('a', 'gate')}{B}</or>"), "undefined-reference", "a"),
        (gate(A) + gate(B), "duplicate-definition", "top"),
        (gate(event("top", "gate")), "cyclic-definition", "top"),
        (gate(f"<atleast>{A}{B}{C}</atleast>"), "wrong-arguments", "<atleast"),
        (gate(A) + "<define-substitution/>", "unsupported-tag", "<define-substitution"),
        (gate(A) + '<define-parameter name="p"/>', "wrong-arguments", "p"),
        (gate(A) + '<define-component name="c" role="Public"/>', "wrong-arguments", "Public"),
        (gate(A) + '<include file="other.xml"/>', "unsupported-tag", "<include"),
    ],
)
def test_a_mistake_in_a_tree_is_told_once_where_it_stands(tree: str, code: str, under: str) -> None:
    (found,) = told(model(tree, events=ABC))
    assert (found[0], found[3]) == (code, under)


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("<float value='1.5'/>", "not-a-probability"),
        ("<float value='-1e-3'/>", "not-a-probability"),
        ("<float value='1.0000000001'/>", "not-a-probability"),
        ("<float value='NaN'/>", "not-a-probability"),
        ("<float value='INF'/>", "not-a-probability"),
        ("<float value='1e400'/>", "wrong-arguments"),
        ("<float value='1_0e-3'/>", "wrong-arguments"),
        ("<float value='٠.٥'/>", "wrong-arguments"),
        ("<float/>", "wrong-arguments"),
        ("<float value='.1'/><float value='.2'/>", "wrong-arguments"),
        ("<float value='0,1'/>", "wrong-arguments"),
        ("<div><int value='1'/><int value='0'/></div>", "wrong-arguments"),
        ("<exponential><float value='1'/></exponential>", "wrong-arguments"),
        ("<exp><float value='1e9'/></exp>", "wrong-arguments"),
        ("<parameter name='typo'/>", "undefined-reference"),
        ("<extern-function name='f'/>", "unsupported-tag"),
    ],
)
def test_a_mistake_in_a_value_costs_the_probability_and_nothing_else(expression: str, code: str) -> None:
    text = model(
        gate(f"<and>{A}{B}</and>") + gate(B, "other"),
        events={"b": 0.1},
        more=f'<define-basic-event name="a">{expression}</define-basic-event>',
    )
    assert codes(text) == [code]
    found = answers(text)
    assert found["other"].probability.declared is not None
    assert found["top"].probability.declared is None
    assert found["top"].probability.refused == "a has a mistake in what gives its probability"
    cuts = found["top"].minimal_cut_sets
    assert cuts is not None
    assert cuts.listed == (("a", "b"),)


@pytest.mark.parametrize(
    ("function", "given_"),
    [
        ("exponential", (-0.1, -1.0)),
        ("GLM", (2.0, 0.1, 0.1, 10.0)),
        ("GLM", (0.1, 0.0, 0.0, 10.0)),
        ("Weibull", (-5.0, 2.5, 0.0, 10.0)),  # to a power that is not whole: a complex number
        ("Weibull", (5.0, -2.0, 0.0, 10.0)),
        ("periodic-test", (0.1, -5.0, 1.0, 10.0)),
        ("uniform-deviate", (0.5, 0.1)),
        ("normal-deviate", (0.1, -0.1)),
        ("lognormal-deviate", (0.1, 0.5, 0.95)),
        ("lognormal-deviate", (0.1, 3.0, 2.0)),
        ("lognormal-deviate", (-3.0, -1.0)),
        ("gamma-deviate", (-1.0, -0.1)),
        ("beta-deviate", (-1.0, -2.0)),
    ],
)
def test_numbers_that_a_law_cannot_have_are_told_even_where_its_mean_would_be_a_probability(
    function: str, given_: tuple[float, ...]
) -> None:
    inside = "".join(f'<float value="{one}"/>' for one in given_)
    more = f'<define-basic-event name="a"><{function}>{inside}</{function}></define-basic-event>'
    text = model(gate(A), more=more)
    assert [(code, under) for code, _, _, under in told(text)] == [("wrong-arguments", f"<{function}")]
    assert answers(text)["top"].probability.declared is None


@pytest.mark.parametrize("bins", [((0.1, 1.0),), ((0.5, -1.0), (0.6, 3.0)), ((0.5, 0.0),)])
def test_the_bounds_of_a_histogram_rise_and_its_weights_are_shares(bins: tuple[tuple[float, float], ...]) -> None:
    inside = "".join(f'<bin><float value="{end}"/><float value="{weight}"/></bin>' for end, weight in bins)
    more = f'<define-basic-event name="a"><histogram><float value=".3"/>{inside}</histogram></define-basic-event>'
    assert codes(model(gate(A), more=more)) == ["wrong-arguments"]


def test_the_factors_of_phi_are_all_shares_there_are() -> None:
    text = model(gate(f"<and>{A}{B}{C}</and>") + group("phi-factor", "abc", 0.1, 0.5, 0.1, 0.1))
    assert codes(text) == ["wrong-arguments"]
    assert answers(text)["top"].probability.declared is None


def test_an_event_has_the_causes_of_one_group_and_no_chance_beside() -> None:
    two = group("beta-factor", "ab", 0.1, 0.2) + group("beta-factor", "bc", 0.1, 0.2)
    text = model(gate(f"<and>{A}{B}</and>") + gate(C, "other") + two)
    assert [(code, under) for code, _, _, under in told(text)] == [("duplicate-definition", "b")]
    alone = model(gate(f"<and>{A}{B}</and>") + group("beta-factor", "ab", 0.1, 0.2))
    assert chance(text) == chance(alone)
    assert answers(text)["other"].probability.refused == "c has a mistake in what gives its probability"
    own = model(gate(f"<and>{A}{B}</and>") + group("beta-factor", "ab", 0.1, 0.2), events={"a": 0.5})
    assert codes(own) == ["duplicate-definition"]
    assert chance(own) == chance(alone)


def test_a_broken_gate_is_kept_as_an_event_and_the_rest_is_analysed() -> None:
    text = model(
        gate(f"<and>{A}{event('bad', 'gate')}</and>") + gate(f"<xor>{A}</xor>", "bad") + gate(B, "other"), events=ABC
    )
    found = answers(text)
    cuts = found["top"].minimal_cut_sets
    assert cuts is not None
    assert cuts.listed == (("a", "bad"),)
    assert found["top"].probability.refused == "bad is a gate with a mistake"
    assert found["other"].probability.declared is not None


def test_a_circle_of_gates_is_told_once_and_has_no_probability() -> None:
    circle = gate(event("two", "gate"), "one") + gate(f"<or>{event('one', 'gate')}{A}</or>", "two")
    text = model(gate(f"<or>{event('one', 'gate')}{B}</or>") + circle, events=ABC)
    assert [(code, under) for code, _, _, under in told(text)] == [("cyclic-definition", "one")]
    assert answers(text)["top"].probability.refused == "one is a gate in a circle"


def test_lines_and_columns_count_characters() -> None:
    text = '<opsa-mef>\n  <!-- né -->\n  <define-fault-tree name="é">  <define-gate name="é"><gate name="ü"/></define-gate>'
    text += "</define-fault-tree></opsa-mef>"
    assert told(text) == [("undefined-reference", 3, 67, "ü")]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><opsa-mef/>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><opsa-mef/>',
        "<!DOCTYPE a [<!ENTITY x 'y'><!ENTITY z '&x;&x;&x;&x;'>]><opsa-mef>&z;</opsa-mef>",
        "<opsa-mef>" + "<or>" * 10_000,
    ],
)
def test_what_could_make_a_small_file_large_or_open_another_is_refused(text: str) -> None:
    outcome = opened(text)
    assert [fault.code for fault in outcome.faults] == ["xml-refused"]
    assert outcome.value.values == {}


def test_what_stands_before_a_cut_is_analysed() -> None:
    whole = model(gate(f"<and>{A}{B}</and>"), events=ABC)
    cut = whole[: whole.index("</model-data>")]
    assert codes(cut) == ["xml-syntax"]
    assert answers(cut)["top"].probability.declared is not None


PIECES = st.lists(
    st.sampled_from(
        ["<opsa-mef>", "</opsa-mef>", gate(f"<or>{A}{B}</or>"), "<or>", "</or>", A, "&", '"', "<", ">", "é", "name="]
    ),
    max_size=8,
).map("".join)


@SOME
@given(PIECES, st.integers(0, 2_000), st.integers(0, 40), st.text(max_size=4))
def test_no_text_makes_the_reader_fail(pieces: str, start: int, length: int, instead: str) -> None:
    house = '<define-house-event name="h"><constant value="true"/></define-house-event>'
    tree = gate(f'<atleast min="2">{A}{B}<not>{event("h", "house-event")}</not></atleast>')
    whole = model(tree + group("MGL", "ab", 0.1, 0.2), events={"c": 0.5}, more=house)
    for text in (pieces, whole[:start] + instead + whole[start + length :]):
        encodable = text.encode("utf-8", "replace").decode()
        answers(encodable)
        told(encodable)


def test_the_formula_of_a_gate_is_shared_by_all_that_rest_on_it() -> None:
    halves = "".join(
        gate(
            f"<and><or>{event(f'g{at + 1}', 'gate')}{event(f'e{at}')}</or>{event(f'g{at + 1}', 'gate')}</and>", f"g{at}"
        )
        for at in range(200)
    )
    events = {"a": 0.5, **{f"e{at}": 0.5 for at in range(200)}}
    assert formula(model(halves + gate(A, "g200"), events=events), "g0").operator == "atom"
