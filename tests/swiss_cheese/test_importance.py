"""What events and barriers contribute to a hazard, and how far it moves with each number."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interlock.analysis.answer import Request
from interlock.analysis.plan import run
from interlock_swiss_cheese.analyses import PROPAGATION, SWISS_CHEESE
from interlock_swiss_cheese.answer import HazardAnswer
from interlock_swiss_cheese.chance import Chance
from interlock_swiss_cheese.show import show
from interlock_swiss_cheese.tree import fault_trees
from tests.analysis.kit.oracle import SOME, Function, chance, functions
from tests.interchange.open_psa import answers
from tests.swiss_cheese.proposals import analysed
from tests.swiss_cheese.test_answers import independent, likely, proposal

ARALIA = Path(__file__).parents[3] / "shared" / "cases" / "aralia"
CHANCES = st.lists(st.floats(0.01, 0.99), min_size=8, max_size=8)

LAYERS = """
interlock: 1
proposal: layers
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {errs: {}}, rules: [harm at answer if errs]}}
  filter:
    ports: {in answer: Text, out kept: Text, out verdict: Text}
    failures:
      events: {missed: {}, down: {}}
      rules: [harm at kept if harm at answer and (missed or down)]
  reader:
    ports: {in answer: Text, out kept: Text}
    failures: {events: {overlooked: {}}, rules: [harm at kept if harm at answer and overlooked]}
wires: [model.answer -> filter.answer, filter.kept -> reader.answer, reader.kept -> answer]
failures:
  types: {harm: {}}
  events:
    model.errs: {probability: 0.5}
    filter.missed: {probability: 0.1}
    filter.down: {probability: 0.2}
    reader.overlooked: {probability: 0.4}
  dependence: [{independent: [model.errs, filter.missed, filter.down, reader.overlooked], because: They share nothing.}]
hazards: {harmed: {top: harm at answer}}
"""


def whole(function: Function, chances: dict[str, float]) -> HazardAnswer:
    """The answer for a function as a fault tree."""
    stated = {name: Chance(one, one, "stated") for name, one in chances.items()}
    ran = run((SWISS_CHEESE,), {PROPAGATION: fault_trees({"top": function.formula}, stated)}, Request())
    assert not ran.failed
    return ran.results[SWISS_CHEESE].hazards["top"]


@SOME
@given(functions(6, monotone=False), CHANCES)
def test_the_measures_are_those_of_their_definitions(function: Function, values: list[float]) -> None:
    chances = {f"x{at}": one for at, one in enumerate(values)}
    found = whole(function, chances)
    total = chance(function, chances)
    assume(total > 0)
    for name, own in found.importance.items():
        without, given_it = (chance(function, {**chances, name: end}) for end in (0.0, 1.0))
        assert own.birnbaum == pytest.approx(given_it - without, abs=1e-12)
        assert own.criticality == pytest.approx((total - without) / total, abs=1e-9)
        assert own.raw == pytest.approx(given_it / total, rel=1e-9)
        assert own.rrw == (pytest.approx(total / without, rel=1e-9) if without > 0 else None)
        assert own.diagnostic == pytest.approx(chances[name] * given_it / total, rel=1e-9)
        if own.fussell_vesely is not None and own.criticality is not None and own.diagnostic is not None:
            assert own.criticality - 1e-9 <= own.fussell_vesely <= own.diagnostic + 1e-9


def test_series_of_two_parallel_pairs_by_hand() -> None:
    events = {"a": 0.5, "b": 0.7, "c": 0.5, "d": 0.7}
    found = analysed(proposal("(a or b) and (c or d)", likely(**events), independent(*events))).answer()
    a, b = found.importance["a"], found.importance["b"]
    assert a.birnbaum == pytest.approx(0.255)
    assert b.birnbaum == pytest.approx(0.425)
    assert b.criticality == pytest.approx(0.425 * 0.7 / 0.7225)
    assert b.fussell_vesely == pytest.approx(0.7 * 0.85 / 0.7225)
    assert (a.raw, a.rrw) == pytest.approx((0.85 / 0.7225, 0.7225 / 0.595))
    assert (a.rank, b.rank) == ((3, 4), (1, 2))
    assert sum(own.differential or 0.0 for own in found.importance.values()) == pytest.approx(1.0)


def test_two_of_three_by_hand() -> None:
    events = {"a": 0.1, "b": 0.12, "c": 0.15}
    found = analysed(proposal("2 of (a, b, c)", likely(**events), independent(*events))).answer()
    a = found.importance["a"]
    assert a.birnbaum == pytest.approx(0.12 + 0.15 - 2 * 0.12 * 0.15)
    assert a.fussell_vesely == pytest.approx(0.1 * (1 - 0.88 * 0.85) / 0.0414)
    assert a.rrw == pytest.approx(0.0414 / 0.018)
    assert list(found.importance) == ["c", "b", "a"]


def test_a_barrier_is_weighed_by_all_events_of_its_hole() -> None:
    found = analysed(LAYERS).answer()
    barrier = found.barriers["filter"]
    assert barrier.events == ("filter.down", "filter.missed")
    assert (barrier.closed, barrier.opened) == pytest.approx((0.0, 0.2))
    assert (barrier.raw, barrier.criticality) == pytest.approx((1 / 0.28, 1.0))
    assert barrier.rrw is None
    own = [found.importance[name].differential or 0.0 for name in barrier.events]
    assert barrier.differential == pytest.approx(sum(own))
    assert list(found.barriers) == ["filter", "reader"]


def test_an_event_that_opens_both_barriers_belongs_to_both_holes() -> None:
    both = "[{cause: storm, of: [filter.down, reader.overlooked]}, "
    text = LAYERS.replace("dependence: [", f"dependence: {both}").replace(
        "events:\n    model", "events:\n    storm: {probability: 0.1}\n    model"
    )
    text = text.replace("independent: [", "independent: [storm, ")
    found = analysed(text).answer()
    assert found.barriers["filter"].events == ("filter.down", "filter.missed", "storm")
    assert found.barriers["reader"].events == ("reader.overlooked", "storm")


def test_where_the_probability_is_refused_so_is_importance_and_by_the_same_name() -> None:
    found = analysed(LAYERS.replace("    filter.down: {probability: 0.2}\n", "")).answer()
    assert found.weighing is not None
    assert found.weighing.refused == "no probability for filter.down"
    assert (found.importance, found.barriers, found.tornado) == ({}, {}, None)
    unstated = analysed(proposal("a and b", likely(a=0.1, b=0.2))).answer().weighing
    assert unstated is not None
    assert unstated.refused == "independence is not stated for a, b"
    limited = independent("a", "b").replace("}]", '}, {bound: "P(a given b) <= 0.02"}]')
    bounded = analysed(proposal("a and b", likely(a=0.1, b=0.2), limited)).answer().weighing
    assert bounded is not None
    assert bounded.refused == "what is stated of several events together bears on it"


def test_of_what_is_negated_there_is_no_fussell_vesely_and_derivatives_may_be_negative() -> None:
    found = analysed(proposal("exactly one of (a, b)", likely(a=0.7, b=0.6), independent("a", "b"))).answer()
    own = found.importance["a"]
    assert own.birnbaum == pytest.approx(1 - 2 * 0.6)
    assert (own.fussell_vesely, own.fussell_vesely_within, own.differential) == (None, None, None)
    assert own.criticality == pytest.approx(-0.2 * 0.7 / 0.46)


# ---- intervals, scenarios, choices -----------------------------------------------------------------------------------


def test_intervals_leave_ranks_open_and_say_which_event_is_always_above_which() -> None:
    events = {"a": "probability: 0.1 .. 0.2", "b": "probability: 0.3 .. 0.5", "c": "probability: 0.4 .. 0.6"}
    found = analysed(proposal("a and b and c", events, independent(*events))).answer()
    assert found.weighing is not None
    assert found.weighing.method == "bdd, midpoints, corners"
    assert {name: own.rank for name, own in found.importance.items()} == {"a": (1, 1), "b": (2, 3), "c": (2, 3)}
    assert found.importance["a"].above == ("b", "c")
    assert found.importance["a"].birnbaum_within == pytest.approx((0.12, 0.3))
    assert found.weighing.probability == pytest.approx(0.15 * 0.4 * 0.5)


def test_the_tornado_moves_one_interval_at_a_time_and_sorts_by_the_swing() -> None:
    events = {"a": "probability: 0.1 .. 0.3", "b": "probability: 0.4 .. 0.6", "c": "probability: 0.5"}
    found = analysed(proposal("a and b and c", events, independent(*events))).answer().tornado
    assert found is not None
    assert found.by == "interval"
    assert [one.name for one in found.rows] == ["a", "b"]
    assert [(one.low, one.base, one.high) for one in found.rows] == [
        pytest.approx((0.025, 0.05, 0.075)),
        pytest.approx((0.04, 0.05, 0.06)),
    ]


def test_points_are_moved_by_a_factor_of_ten_both_ways() -> None:
    found = analysed(proposal("a and b", likely(a=0.01, b=0.5), independent("a", "b"))).answer().tornado
    assert found is not None
    assert found.by == "factor 10"
    assert [one.name for one in found.rows] == ["a", "b"]
    assert [(one.low, one.high) for one in found.rows] == [pytest.approx((0.0005, 0.05)), pytest.approx((0.0005, 0.01))]


def test_over_scenarios_derivatives_are_mixed() -> None:
    events = {"a": "probability: {calm: 0.1, storm: 0.5}", "b": "probability: {calm: 0.2, storm: 0.9}"}
    text = proposal("a and b", events, independent("a", "b")) + "scenarios: {calm: {}, storm: 0.25}\n"
    found = analysed(text).answer()
    total = 0.75 * 0.02 + 0.25 * 0.45
    assert found.weighing is not None
    assert found.weighing.probability == pytest.approx(total)
    assert found.importance["a"].birnbaum == pytest.approx(0.75 * 0.2 + 0.25 * 0.9)
    assert found.importance["a"].raw == pytest.approx((0.75 * 0.2 + 0.25 * 0.9) / total)
    assert found.importance["b"].diagnostic == pytest.approx(1.0)
    alone = analysed(text, Request(scenarios=("storm",))).answer().importance["a"]
    assert alone.birnbaum == pytest.approx(0.9)


def test_weights_in_intervals_leave_ranks_open_too() -> None:
    events = {"a": "probability: {calm: 0.5, storm: 0.1}", "b": "probability: {calm: 0.1, storm: 0.5}"}
    text = proposal("a and b", events, independent("a", "b")) + "scenarios: {calm: {}, storm: 0.2 .. 0.8}\n"
    own = analysed(text).answer().importance["a"]
    assert own.rank == (1, 2)
    assert own.birnbaum == pytest.approx(0.3)


def test_what_an_adversary_chooses_is_weighed_at_the_worst_that_it_can_do() -> None:
    events = {"attack": "probability: 0.01", "a": "probability: 0.2"}
    text = proposal("attack and a", events, independent("attack", "a"))
    found = analysed(text + "adversaries: {vandal: {controls: [attack], tries: 3}}\n").answer()
    own = found.importance["attack"]
    assert (own.chosen, own.rrw) == ("vandal", None)
    assert (own.raw, own.birnbaum) == pytest.approx((1.0, 0.2))
    assert found.weighing is not None
    assert found.weighing.method == "bdd, choices, one try"
    assert found.tornado is not None
    assert [one.name for one in found.tornado.rows] == ["a"]


@SOME
@given(functions(4), st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=8, max_size=8))
def test_no_corner_has_another_rank(function: Function, pairs: list[tuple[float, float]]) -> None:
    stated = {f"x{at}": Chance(min(pair), max(pair), "stated") for at, pair in enumerate(pairs)}
    ran = run((SWISS_CHEESE,), {PROPAGATION: fault_trees({"top": function.formula}, stated)}, Request())
    found = ran.results[SWISS_CHEESE].hazards["top"].importance
    for corner in product(*((stated[name].lower or 0.0, stated[name].upper or 0.0) for name in found)):
        here = {**dict.fromkeys(function.names, 0.0), **dict(zip(found, corner, strict=True))}
        own = {name: chance(function, {**here, name: 1.0}) - chance(function, {**here, name: 0.0}) for name in found}
        for name, value in own.items():
            ranks = found[name].rank
            assert ranks is not None
            assert ranks[0] <= sum(other >= value - 1e-9 for other in own.values())
            assert 1 + sum(other > value + 1e-9 for other in own.values()) <= ranks[1]


def test_a_terminal_shows_the_first_rows_and_the_report_all() -> None:
    events = dict.fromkeys("abcdefgh", 0.1)
    text = proposal("a or b or c or d or e or f or g or h", likely(**events), independent(*events))
    tables = {one.title: one for one in show(analysed(text).results[SWISS_CHEESE])}
    table = tables["Importance of events for harmed"]
    assert len(getattr(table, "rows", ())) == 8
    assert getattr(table, "brief", 0) == 5


# ---- SCRAM -----------------------------------------------------------------------------------------------------------


def by_scram(path: Path) -> dict[str, dict[str, float]]:
    """The importance factors of the only top event of a model, by event."""
    command = ["scram", "--importance", "1", "--bdd", "-l", "100", "--probability", "1", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = re.findall(r'<basic-event name="([^"]+)" occurrence="\d+" probability="[^"]+" ([^/]*)/>', done.stdout)
    return {name: {key: float(value) for key, value in re.findall(r'(\w+)="([^"]+)"', rest)} for name, rest in rows}


SMALL = """<opsa-mef><define-fault-tree name="t">
<define-gate name="top"><or><and><gate name="g"/><basic-event name="a"/></and><basic-event name="e"/></or></define-gate>
<define-gate name="g"><atleast min="2"><basic-event name="b"/><basic-event name="c"/><basic-event name="d"/></atleast></define-gate>
<define-basic-event name="a"><float value="0.1"/></define-basic-event>
<define-basic-event name="b"><float value="0.2"/></define-basic-event>
<define-basic-event name="c"><float value="0.3"/></define-basic-event>
<define-basic-event name="d"><float value="0.05"/></define-basic-event>
<define-basic-event name="e"><float value="0.001"/></define-basic-event>
</define-fault-tree></opsa-mef>"""


@pytest.mark.skipif(shutil.which("scram") is None, reason="needs SCRAM: apt-get install scram")
@pytest.mark.parametrize("tree", ["small", "chinese", "isp9606", "das9204"])
def test_scram_finds_the_same_importance(tree: str, tmp_path: Path) -> None:
    path = tmp_path / "small.xml" if tree == "small" else ARALIA / f"{tree}.xml"
    if tree == "small":
        path.write_text(SMALL, "utf-8")
    if not path.exists():
        pytest.skip(f"needs {path}")
    (ours,) = answers(path.read_text("utf-8")).values()
    theirs = by_scram(path)
    assert theirs.keys() == {name for name in ours.importance if name in theirs} != set()
    for name, factors in theirs.items():
        own = ours.importance[name]
        measures = {"MIF": own.birnbaum, "CIF": own.criticality, "DIF": own.diagnostic, "RAW": own.raw}
        for key, value in measures.items():
            assert value == pytest.approx(factors[key], rel=2e-5, abs=1e-12), key
        assert (own.rrw or 0.0) == pytest.approx(factors["RRW"], rel=2e-5)  # SCRAM writes 0 for what is unbounded
