"""Static fault trees in Galileo's format mean what the same trees mean in Open-PSA's; what is dynamic is refused by name."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.answer import Request
from interlock.analysis.plan import run
from interlock.text.source import Source, position
from interlock_interchange.galileo.read import read
from interlock_swiss_cheese.analyses import SWISS_CHEESE
from interlock_swiss_cheese.answer import HazardAnswer
from tests.analysis.kit.oracle import SOME
from tests.interchange import open_psa

AB = '"a" prob=0.1;\n"b" prob=0.2;\n'
HOURS = 8760


def answer(text: str) -> HazardAnswer:
    """The answer for the top of a tree."""
    outcome = read(Source("tree.dft", text))
    ran = run((SWISS_CHEESE,), outcome.value.values, Request())
    for failed in ran.failed:
        raise failed.error
    (found,) = ran.results[SWISS_CHEESE].hazards.values()
    return found


def chance(text: str) -> float | None:
    """The probability of the top, if there is one."""
    declared = answer(text).probability.declared
    return declared.upper if declared else None


def told(text: str) -> list[tuple[str, int, str]]:
    """The code, the line and the text under each fault."""
    source = Source("tree.dft", text)
    starts = source.line_starts()
    return [
        (fault.code, position(starts, fault.site.start)[0], text[fault.site.start : fault.site.end])
        for fault in read(source).faults
    ]


@pytest.mark.parametrize(
    ("gate", "due"),
    [
        ('or "a" "b"', 0.28),
        ('and "a" "b"', 0.02),
        ('1of2 "a" "b"', 0.28),
        ('2of2 "a" "b"', 0.02),
        ("AND a b", 0.02),
    ],
)
def test_a_gate_joins_its_inputs(gate: str, due: float) -> None:
    assert chance(f'toplevel "top";\n"top" {gate};\n{AB}') == pytest.approx(due, rel=1e-12)


@pytest.mark.parametrize(
    ("attributes", "due"),
    [
        ("prob=0.25", 0.25),
        ("lambda=1e-5 dorm=0.5", -math.expm1(-1e-5 * HOURS)),
        ("rate=1e-4 shape=2", -math.expm1(-((1e-4 * HOURS) ** 2))),
        ("prob = 0.25 repl=1 cov=0", 0.25),
    ],
)
def test_an_event_has_the_chance_of_its_attributes(attributes: str, due: float) -> None:
    assert chance(f'toplevel "a"; "a" {attributes};') == pytest.approx(due, rel=1e-12)


def test_the_time_of_a_rate_is_told_since_the_format_has_none() -> None:
    assert told('toplevel "a";\n"a" lambda=1e-5;') == [("assumed-mission-time", 2, "1e-5")]


def test_comments_and_lines_do_not_matter() -> None:
    assert chance(f'// or "c"\ntoplevel /* of\nall */ "top"; "top"\n  or "a"\n"b"; {AB}') == pytest.approx(0.28)


def test_what_depends_on_another_fails_with_it() -> None:
    tree = f'toplevel "top"; "top" and "a" "b"; {AB} "f" fdep "t" "b"; "t" prob=0.5;'
    assert chance(tree) == pytest.approx(0.1 * (1 - 0.8 * 0.5))


@pytest.mark.parametrize(
    ("statement", "code", "under"),
    [
        ('"top" pand "a" "b";', "dynamic-gate", "pand"),
        ('"top" wsp "a" "b";', "dynamic-gate", "wsp"),
        ('"top" or "a" "b"; "s" seq "a" "b";', "dynamic-gate", "seq"),
        ('"top" or "a" "b"; "d" pdep=0.3 "a" "b";', "dynamic-gate", "pdep"),
        ('"top" perhaps "a" "b";', "galileo-syntax", "perhaps"),
        ('"top" or "a" "c";', "undefined-reference", '"c"'),
        ('"top" or "a" "top";', "cyclic-definition", '"top"'),
        ('"top" 3of2 "a" "b";', "wrong-arguments", "3of2"),
        ('"top" 2of3 "a" "b";', "wrong-arguments", "2of3"),
        ('"top" or;', "wrong-arguments", "or"),
        ('"top" or "a" "b"; "a" prob=0.3;', "duplicate-definition", '"a"'),
        ('"top" or "a" "b"; toplevel "a";', "duplicate-definition", '"a"'),
        ('"top" or "a" "c"; "c" prob=1.5;', "not-a-probability", "1.5"),
        ('"top" or "a" "c"; "c" prob=nan;', "not-a-probability", "nan"),
        ('"top" or "a" "c"; "c" prob=x;', "wrong-arguments", "x"),
        ('"top" or "a" "c"; "c" prob=.1 lambda=2;', "wrong-arguments", ".1"),
        ('"top" or "a" "c"; "c" prob=.1 repl=3;', "dynamic-gate", "3"),
        ('"top" or "a" "c"; "c" prob .1;', "galileo-syntax", "prob"),
        ('"top" or "a" "c"; "c" prob=.1', "galileo-syntax", ".1"),
        ('"top" or "a" "b"; "c";', "galileo-syntax", '"c"'),
        ('"top" or "a" "b"; toplevel "a" "b";', "galileo-syntax", "toplevel"),
    ],
)
def test_each_mistake_is_told_where_it_stands(statement: str, code: str, under: str) -> None:
    text = f'toplevel "top";\n{AB}{statement}'
    assert (code, 4, under) in told(text)
    assert answer(text).minimal_cut_sets


def test_a_mistake_costs_no_more_than_what_rests_on_it() -> None:
    text = f'toplevel "top"; "top" or "a" "s"; "s" pand "a" "b"; {AB}'
    found = answer(text)
    assert chance(text) is None
    assert found.minimal_cut_sets is not None
    assert found.minimal_cut_sets.count == 2


def test_a_file_without_a_top_is_not_guessed_at() -> None:
    assert told(f'"top" or "a" "b";\n{AB}') == [("no-toplevel", 1, '"')]


@given(st.text(alphabet='"ab;= \n/*tople12of.,x', max_size=60))
def test_any_text_is_read_or_complained_of(text: str) -> None:
    outcome = read(Source("tree.dft", text))
    assert outcome.faults or outcome.value.values


@SOME
@given(st.data())
def test_both_formats_agree(data: st.DataObject) -> None:
    kinds = ("and", "or", "vote")
    names, lines, gates = list("abcde"), [], []
    chances: Mapping[str, float] = {name: data.draw(st.floats(0.01, 0.9)) for name in names}
    known = list(names)
    for at in range(data.draw(st.integers(1, 5))):
        inputs = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=4, unique=True))
        kind, least = data.draw(st.sampled_from(kinds)), data.draw(st.integers(1, len(inputs)))
        gate = f"{least}of{len(inputs)}" if kind == "vote" else kind
        lines.append(f'"g{at}" {gate} {" ".join(f"{chr(34)}{one}{chr(34)}" for one in inputs)};')
        inside = "".join(f'<event name="{one}"/>' for one in inputs)
        opening = f'atleast min="{least}"' if kind == "vote" else kind
        gates.append(open_psa.gate(f"<{opening}>{inside}</{opening.split()[0]}>", f"g{at}"))
        known.append(f"g{at}")
    top = known[-1]
    tree = f'toplevel "{top}";' + "".join(lines) + "".join(f'"{name}" prob={chances[name]!r};' for name in names)
    other = open_psa.answers(open_psa.model(*gates, events=chances))[top].probability.declared
    assert other is not None
    assert chance(tree) == pytest.approx(other.upper, rel=1e-12)
