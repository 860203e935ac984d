"""The impact table: each trace has one end, the one that walking finds, and each end has an example."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import given, settings

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.plan import run
from interlock_swiss_cheese.analyses import IMPACT
from interlock_swiss_cheese.fmea import IMPACT_CUT_SHORT, brief, full, write
from interlock_swiss_cheese.impact import Impact, Trace, impact
from tests.swiss_cheese.diagrams import asked, propagated
from tests.swiss_cheese.oracle import World
from tests.swiss_cheese.proposals import checked as read
from tests.swiss_cheese.walker import End, ends
from tests.swiss_cheese.worlds import checked, worlds

HEAD = "interlock: 1\nproposal: p\n"
TYPES = "failures: {types: {harm: {}, silent: {}, odd: {}}}\n"


def impact_of(text: str) -> Impact:
    """The impact table of a proposal."""
    told, diagram = read(HEAD + text)
    assert diagram is not None, told
    return run((IMPACT,), {DIAGRAM: diagram}, Request()).results[IMPACT]


def said(one: Trace) -> End:
    """A trace without the way that it goes; one to a hazard ends where the hazard's failure is."""
    return End(one.event, one.failure, one.at, one.ends, one.where, one.arrives)


@given(worlds())
@settings(max_examples=150, deadline=None)
def test_each_trace_has_one_end_and_it_is_the_one_that_walking_finds(world: World) -> None:
    found = asked(checked(world), IMPACT).results[IMPACT]
    assert {said(one) for one in found.traces} | _twice(world) >= ends(world)
    assert {said(one) for one in found.traces} <= ends(world)
    keyed = [(one.event, one.failure, one.at, one.where, one.arrives) for one in found.traces if one.ends != "hazard"]
    assert len(keyed) == len(set(keyed))
    assert found.left_out == 0
    assert sum(found.counts.values()) == len(found.traces)


def _twice(world: World) -> frozenset[End]:
    """Ends at a hazard by several of its types: one trace stands for them."""
    return frozenset(one for one in ends(world) if one.ends == "hazard")


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_a_failure_reaches_the_hazard_just_when_walking_says_so(world: World) -> None:
    found = asked(checked(world), IMPACT).results[IMPACT]
    assert {(t.event, t.failure, t.at) for t in found.traces if t.hazard} == {
        (one.event, one.failure, one.at) for one in ends(world) if one.ends == "hazard"
    }


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_what_is_listed_is_the_beginning_of_all_and_all_are_counted(world: World) -> None:
    propagation = propagated(checked(world))
    whole, some = impact(propagation), impact(propagation, most=2)
    assert some.counts == whole.counts
    assert set(some.traces) <= set(whole.traces)
    assert len(some.traces) + some.left_out == len(whole.traces)
    if any(one.hazard for one in whole.traces) and some.left_out:
        assert any(one.hazard for one in some.traces)


CHAIN = """
ports: {{{ports}}}
boxes:
  model: {{ports: {{out answer: Text}}, failures: {{events: {{errs: {{}}}}, rules: [harm at answer if errs]}}}}
  gate: {{ports: {{in answer: Text, out kept: Text}}, failures: {{events: {{torn: {{}}}}, rules: [{rules}]}}}}
wires: [model.answer -> gate.answer{wires}]
"""


def chain(rules: str, ports: str = "out answer: Text", wires: str = ", gate.kept -> answer", more: str = "") -> str:
    """A model and a gate behind it."""
    return CHAIN.format(rules=rules, ports=ports, wires=wires) + TYPES + more


HARMED = "hazards: {harmed: {top: harm at answer}}"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (chain("harm at kept if harm at answer", more=HARMED), "hazard"),
        (chain("harm at kept if harm at answer"), "outside"),
        (chain("odd at kept if odd at answer"), "unhandled"),
        (chain("stop harm at answer, odd at kept if torn"), "stopped"),
        (chain("harm at kept if harm at answer and odd at answer"), "stopped"),
        (chain("harm at kept if harm at answer", ports="", wires=""), "unconnected"),
    ],
)
def test_a_trace_ends(text: str, ends: str) -> None:
    (found,) = (one for one in impact_of(text).traces if one.event == "model.errs")
    assert (found.box, found.failure, found.at, found.ends) == ("model", "harm", "model.answer", ends)


ROUND = """
ports: {out answer: Text}
boxes:
  talker: {ports: {out said: Text, in heard: Text}, failures: {events: {errs: {}}, rules: [harm at said if errs or harm at heard]}}
  echo: {ports: {in said: Text, out back: Text, out answer: Text}, failures: {rules: [harm at back if harm at said, odd at answer if odd at said]}}
wires: [talker.said -> echo.said, echo.back -> talker.heard, echo.answer -> answer]
"""


def test_a_trace_that_nothing_leaves_goes_round() -> None:
    (found,) = impact_of(ROUND + TYPES).traces
    assert (found.ends, found.where) == ("cycle", "echo.back")


GUARDED = chain("harm at kept if harm at answer and torn", more=HARMED)


def test_a_trace_names_the_barriers_that_it_meets_and_a_hole_is_no_cause_by_itself() -> None:
    errs, torn = impact_of(GUARDED).traces
    assert (errs.event, errs.alone, errs.barriers, errs.hazard) == ("model.errs", True, ("gate",), "harmed")
    assert errs.way == ("model.answer", "gate.answer", "gate.kept", "answer")
    assert (torn.event, torn.alone, torn.barriers, torn.at) == ("gate.torn", False, (), "gate.kept")


def test_a_failure_that_turns_into_another_is_followed_under_its_new_name() -> None:
    (found,) = impact_of(chain("silent at kept if harm at answer", more="hazards: {h: {top: silent at answer}}")).traces
    assert (found.failure, found.arrives) == ("harm", "silent")


def test_an_event_that_a_hazard_names_itself_is_a_row_of_its_box() -> None:
    *_, found = impact_of(chain("stop harm at answer", more="hazards: {h: {top: gate.torn}}")).traces
    assert (found.box, found.event, found.failure, found.hazard) == ("gate", "gate.torn", "", "h")


def test_an_outer_input_of_which_nothing_is_said_is_shown() -> None:
    text = chain("harm at kept if harm at answer", ports="in hint: Text, out answer: Text")
    found = impact_of(text)
    assert found.undeveloped == ("hint",)
    assert "Nothing is said of what comes in at hint." in brief(found)[0].note


def test_the_short_table_counts_and_the_long_one_has_a_row_for_each_trace() -> None:
    found = impact_of(GUARDED)
    (short,) = brief(found)
    assert list(short.rows) == [("reaches a hazard", "2")]  # type: ignore[union-attr]
    assert [row[1] for row in full(found)[1].rows] == ["model.errs", "gate.torn (with more)"]  # type: ignore[union-attr]


def test_the_file_has_a_line_for_each_trace_under_the_names_of_the_columns() -> None:
    rows = list(csv.DictReader(StringIO(write(impact_of(GUARDED)).decode())))
    assert [row["event"] for row in rows] == ["model.errs", "gate.torn"]
    assert (rows[0]["alone"], rows[0]["ends"], rows[0]["barriers"]) == ("yes", "hazard", "gate")


@pytest.mark.parametrize("word", ["=cmd|' /C calc'!A0", "+1", "-1", "@sum", "\tx", "\rx"])
def test_no_cell_of_the_file_is_a_formula(word: str) -> None:
    trace = Trace(word, word, word, word, True, "stopped", word, word, word, (word,), (word,))
    (row,) = list(csv.reader(StringIO(write(Impact({}, (trace,))).decode(), newline="")))[1:]
    assert [cell for cell in row if cell[0] in "=+-@\t\r"] == []
    assert row[0] == f"'{word}"


def test_the_file_says_that_traces_are_left_out() -> None:
    assert write(Impact({"stopped": 7}, (), 7)).decode().splitlines()[1] == "...,7 traces are not listed"


def test_the_finding_of_a_table_cut_short_has_an_example() -> None:
    failing, clean = (part.partition("```")[0] for part in IMPACT_CUT_SHORT.page.split("```yaml\n")[1:])
    for text, expected in ((failing, ["impact-cut-short"]), (clean, [])):
        _, diagram = read(text)
        assert diagram is not None
        ran = run((IMPACT,), {DIAGRAM: diagram}, Request())
        assert [one.finding.rule.code for one in ran.findings if one.by == "impact"] == expected


def test_a_chain_of_many_boxes_that_all_fail_is_read_in_few_steps() -> None:
    size = 400
    boxes = "\n".join(
        f"  b{at}: {{ports: {{in i: Text, out o: Text}}, failures: {{events: {{e: {{}}}}, rules: [harm at o if harm at i or e]}}}}"
        for at in range(size)
    )
    wires = [f"b{one}.o -> b{other}.i" for one, other in pairwise(range(size))]
    text = f"ports: {{in x: Text, out y: Text}}\nboxes:\n{boxes}\nwires: [x -> b0.i, {', '.join(wires)}, b{size - 1}.o -> y]\n"
    found = impact_of(text + TYPES)
    assert found.counts == {"outside": size}
    assert 0 < len(found.traces) < size or found.left_out == 0
