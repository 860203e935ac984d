"""The cheapest changes that meet a target, beside trying all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.answer import Request
from interlock.analysis.interval import point
from interlock.analysis.plan import run
from interlock.elaborate.resolved import Quantity
from interlock_swiss_cheese.analyses import PROPAGATION, SWISS_CHEESE
from interlock_swiss_cheese.answer import SwissCheese
from interlock_swiss_cheese.chance import Chance
from interlock_swiss_cheese.option import Option
from interlock_swiss_cheese.propagation import Asked
from interlock_swiss_cheese.remedy import Remedy
from interlock_swiss_cheese.sections import Target
from interlock_swiss_cheese.show import show
from interlock_swiss_cheese.tree import fault_trees, hazard_element
from tests.analysis.kit.oracle import SOME, Function, functions
from tests.swiss_cheese.proposals import analysed, checked

MODEL = """
interlock: 1
proposal: guarded
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {errs: {}, schemes: {}}, rules: [harm at answer if errs or schemes]}}
  filter:
    ports: {in answer: Text, out kept: Text}
    failures: {events: {missed: {}}, rules: [harm at kept if harm at answer and missed]}
"""
WIRED = "wires: [model.answer -> filter.answer, filter.kept -> answer]\n"
EVENTS = "model.errs: {probability: 0.1}, model.schemes: {probability: 0.02}, filter.missed: {probability: 0.2 .. 0.3}"
ALL = "model.errs, model.schemes, filter.missed, asleep"


def guarded(hazard: str, changes: str, events: str = f"{EVENTS}, asleep: {{probability: 0.05}}", rest: str = "") -> str:
    """A model behind a filter, with changes on offer."""
    stated = f"independent: [{ALL}], because: They share nothing."
    return (
        f"{MODEL}{WIRED}failures: {{types: {{harm: {{}}}}, events: {{{events}}}, dependence: [{{{stated}}}]}}\n"
        f"hazards: {{harmed: {{top: harm at answer{hazard}}}}}\nchanges: {{{changes}}}\n{rest}"
    )


OFFERED = (
    "better: {event: filter.missed, to: 0.1, cost: 3}, best: {event: filter.missed, to: 0.01, cost: 7}, "
    "reader: {barrier: harm at answer, hole: asleep, cost: 2.5}, trained: {event: model.errs, to: 0.01, cost: 1}"
)


def remedy(text: str, number: int = 0, request: Request | None = None) -> Remedy:
    """The remedy for a target of the only hazard."""
    return analysed(text, request).answer().remedies[number]


# ---- by hand ---------------------------------------------------------------------------------------------------------


def test_a_change_is_chosen_by_its_price_and_its_number_is_that_of_the_changed_proposal() -> None:
    found = remedy(guarded(", target: <= 0.004 per use as declared", OFFERED))
    assert found.goal == "<= 0.004 per use, as declared"
    assert found.now == pytest.approx(0.118 * 0.3)
    assert (found.verdict, found.changes, found.cost, found.bound) == ("cheapest", ("reader",), 2.5, 2.5)
    barrier = MODEL + (
        "  reader:\n    ports: {in kept: Text, out told: Text}\n"
        "    failures: {events: {asleep: {}}, rules: [harm at told if harm at kept and asleep]}\n"
        "wires: [model.answer -> filter.answer, filter.kept -> reader.kept, reader.told -> answer]\n"
    )
    changed = guarded("", "").replace(MODEL + WIRED, barrier).replace("changes: {}\n", "")
    changed = changed.replace("asleep: {prob", "reader.asleep: {prob").replace(
        "missed, asleep]", "missed, reader.asleep]"
    )
    declared = analysed(changed).answer().probability.declared
    assert declared is not None
    assert found.then == declared.upper == pytest.approx(0.118 * 0.3 * 0.05)


def test_without_assumptions_more_has_to_change() -> None:
    found = remedy(guarded(", target: <= 0.02 per use", OFFERED))
    assert found.goal == "<= 0.02 per use, whatever the dependence"
    assert found.now == pytest.approx(0.12)
    assert (found.changes, found.cost) == (("best",), 7.0)
    dearer = remedy(guarded(", target: <= 0.02 per use", OFFERED.replace("cost: 7", "cost: 70")))
    assert found.then == pytest.approx(0.01)
    assert dearer.verdict == "cheapest"
    assert (dearer.changes, dearer.cost) == (("best",), 70.0)


def test_a_target_that_is_met_needs_no_change_and_one_beyond_all_is_told_so() -> None:
    met = remedy(guarded(", target: <= 0.5 per use", OFFERED))
    assert (met.verdict, met.changes, met.cost) == ("met", (), 0.0)
    text = guarded(", target: <= 1e-9 per use as declared", OFFERED)
    beyond = remedy(text)
    assert beyond.verdict == "unreachable"
    assert beyond.best == pytest.approx((1 - 0.99 * 0.98) * 0.01 * 0.05)
    finding = analysed(text).finding("target-unreachable")
    assert "with all of them it is at 1.49e-05" in finding.says.plain()


def test_an_order_is_reached_by_barriers_and_by_what_becomes_impossible() -> None:
    text = guarded(", order: 3", OFFERED)
    found = remedy(text)
    assert (found.verdict, found.changes, found.now, found.then) == ("cheapest", ("reader",), 2.0, 3.0)
    assert "target-missed" in analysed(text).codes()
    never = "proved: {event: model.errs, to: 0, cost: 2}, aligned: {event: model.schemes, to: 0, cost: 0.25}"
    gone = remedy(guarded(", order: 3", f"{OFFERED}, {never}"))
    assert (gone.changes, gone.cost, gone.then) == (("proved", "aligned"), 2.25, None)
    assert remedy(guarded(", order: 2", OFFERED)).verdict == "met"


def test_both_targets_have_their_remedies_and_one_together() -> None:
    found = analysed(guarded(", target: <= 0.02 per use, order: 3", OFFERED)).results[SWISS_CHEESE]
    assert [one.changes for one in found.hazards["harmed"].remedies] == [("best",), ("reader",)]
    assert found.together is not None
    assert (found.together.changes, found.together.cost) == (("best", "reader"), 9.5)


def test_changes_of_equal_cost_are_told() -> None:
    offered = "one: {event: filter.missed, to: 0.01, cost: 3}, two: {event: filter.missed, to: 0.011, cost: 3}"
    found = remedy(guarded(", target: <= 0.02 per use", offered))
    assert {found.changes, *found.others} == {("one",), ("two",)}
    assert not found.more
    tables = {
        one.title: one for one in show(analysed(guarded(", target: <= 0.02 per use", offered)).results[SWISS_CHEESE])
    }
    assert "1 other for the same cost" in getattr(tables["What to change"], "note", "")


def test_costs_are_exact_in_thirds_and_in_their_unit() -> None:
    offered = "a: {event: model.errs, to: 0, cost: 1/3}, b: {event: model.schemes, to: 0, cost: 1/6}"
    found = remedy(guarded(", target: <= 0 per use", offered))
    assert (found.changes, found.cost, found.unit) == (("a", "b"), 0.5, "1")


def test_what_an_adversary_chooses_is_not_made_rarer_but_may_be_made_impossible() -> None:
    vandal = "adversaries: {vandal: {controls: [model.schemes]}}\n"
    offered = "rarer: {event: model.schemes, to: 0.001, cost: 1}, never: {event: model.schemes, to: 0, cost: 9}"
    text = guarded(", target: <= 0.1 per use", offered, rest=vandal)
    found = remedy(text)
    assert found.changes == ("never",)
    assert (found.now, found.then) == pytest.approx((0.3, 0.1))
    assert analysed(text).finding("idle-change").subject == ("changes:rarer",)


def test_over_scenarios_the_mixture_is_what_is_judged() -> None:
    events = (
        "model.errs: {probability: {calm: 0.1, storm: 0.2}}, model.schemes: {probability: {calm: 0, storm: 0.5}}, "
        "filter.missed: {probability: 0.2}, asleep: {probability: 0.05}"
    )
    text = guarded(
        ", target: <= 0.1 per use as declared",
        "aligned: {event: model.schemes, to: 0.01, cost: 1}",
        events,
        "scenarios: {calm: {}, storm: 0.9}\n",
    )
    found = remedy(text)
    assert found.now == pytest.approx(0.1 * 0.02 + 0.9 * 0.6 * 0.2)
    assert found.then == pytest.approx(0.1 * 0.02 + 0.9 * (1 - 0.8 * 0.99) * 0.2)
    assert remedy(text, request=Request(scenarios=("calm",))).verdict == "met"


def test_per_deployment_the_union_bound_is_what_is_judged() -> None:
    found = remedy(guarded(", target: <= 0.5 per deployment, uses: 100", OFFERED))
    assert found.verdict == "unreachable"
    assert found.goal == "<= 0.5 per deployment, whatever the dependence"
    declared = remedy(guarded(", target: <= 0.5 per deployment as declared, uses: 100", OFFERED))
    assert declared.now == 1.0
    assert declared.then is not None
    assert declared.then <= 0.5


# ---- refused ---------------------------------------------------------------------------------------------------------


def test_a_number_that_is_missing_is_refused_by_name() -> None:
    found = remedy(guarded(", target: <= 0.02 per use", OFFERED, EVENTS + ", asleep: {}"))
    assert found.refused == "no probability for asleep"
    order = remedy(guarded(", order: 3", OFFERED, EVENTS + ", asleep: {}"))
    assert order.verdict == "cheapest"


def test_what_is_negated_is_refused() -> None:
    text = guarded(", target: <= 0.02 per use", OFFERED).replace(
        "top: harm at answer", 'top: "exactly one of (model.errs, filter.missed)"'
    )
    assert remedy(text).refused == "something is negated, so that a change may make the hazard more probable"


def test_barriers_are_not_compared_where_holes_are_probed() -> None:
    prober = "adversaries: {prober: {controls: [model.schemes], probes: [filter], tries: 4}}\n"
    refused = remedy(guarded(", target: <= 0.02 per use", OFFERED, rest=prober)).refused
    assert refused == "barriers are offered where holes are probed, and the bounds for that do not compare"
    hardened = ", ".join(one for one in OFFERED.split(", reader")[:1])
    found = remedy(guarded(", target: <= 0.2 per use", hardened, rest=prober))
    assert (found.verdict, found.changes) == ("cheapest", ("best",))


def test_a_barrier_that_brings_in_an_adversary_with_more_tries_is_not_compared() -> None:
    lulling = "adversaries: {lulling: {controls: [asleep], tries: 4}}\n"
    refused = remedy(guarded(", target: <= 0.02 per use", OFFERED, rest=lulling)).refused
    assert refused == "a barrier is offered whose hole brings in an adversary that tries more often"


def test_costs_beyond_what_the_solver_tells_apart_are_refused() -> None:
    offered = "a: {event: model.errs, to: 0, cost: 1e12}, b: {event: model.schemes, to: 0, cost: 0.001}"
    refused = remedy(guarded(", target: <= 0 per use", offered)).refused
    assert refused is not None
    assert "add up to more than" in refused


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("{event: filter.misst, to: 0.1, cost: 3}", "unknown-name"),
        ("{event: filter.missed, to: 1.5, cost: 3}", "out-of-range"),
        ("{event: filter.missed, to: -0.5, cost: 3}", "out-of-range"),
        ("{event: filter.missed, to: 0.1, cost: -3}", "out-of-range"),
        ("{event: filter.missed, to: 0.1, cost: 3 .. 4}", "out-of-range"),
        ("{event: filter.missed, to: 0.1, cost: .inf}", "wrong-shape"),
        ("{event: filter.missed, to: .nan, cost: 3}", "wrong-shape"),
        ("{event: filter.missed, to: 0.1}", "wrong-shape"),
        ("{barrier: harm at nowhere, hole: asleep, cost: 3}", "unknown-port"),
        ("{barrier: harrm at answer, hole: asleep, cost: 3}", "unknown-name"),
        ("{barrier: harm at answer, hole: aslep, cost: 3}", "unknown-name"),
    ],
)
def test_bad_changes_are_told_at_their_place(change: str, code: str) -> None:
    told, diagram = checked(guarded("", f"fine: {{event: filter.missed, to: 0.1, cost: 1}}, odd: {change}"))
    assert told == (code,)
    assert diagram is None or code != "unknown-name"


def test_a_hazard_demands_an_order_of_one_at_least() -> None:
    assert checked(guarded(", order: 0", OFFERED))[0] == ("out-of-range",)


def test_an_event_that_only_a_change_asks_for_is_not_idle() -> None:
    assert "idle-event" not in analysed(guarded("", OFFERED)).codes()


# ---- beside trying all -----------------------------------------------------------------------------------------------

CHANCES = st.lists(st.sampled_from([0.0, 0.01, 0.1, 0.3, 0.5, 0.9]), min_size=5, max_size=5)
HARDER = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from([0.0, 0.001, 0.05, 0.2]), st.fractions(0, 5, max_denominator=6)),
    min_size=1,
    max_size=5,
)


def answered(
    function: Function,
    chances: Sequence[float],
    target: Target,
    order: int,
    offered: tuple[Option, ...] = (),
) -> SwissCheese:
    stated = {f"x{at}": Chance(one, one, "stated") for at, one in enumerate(chances)}
    tree = fault_trees({"top": function.formula}, stated)
    asked = {hazard_element("top"): Asked("top", target, order=order)}
    ran = run((SWISS_CHEESE,), {PROPAGATION: replace(tree, hazards=asked, options=offered)}, Request())
    assert not ran.failed
    return ran.results[SWISS_CHEESE]


@SOME
@given(
    functions(5),
    CHANCES,
    HARDER,
    st.sampled_from([0.0, 0.01, 0.05, 0.2, 0.4]),
    st.integers(1, 3),
    st.sampled_from([None, ("declared",)]),
)
def test_no_cheaper_changes_meet_a_target(
    function: Function,
    chances: list[float],
    harder: list[tuple[int, float, Fraction]],
    limit: float,
    order: int,
    about: tuple[str] | None,
) -> None:

    offered = tuple(
        Option(f"c{at}", cost, "1", (f"x{event}",), point(to)) for at, (event, to, cost) in enumerate(harder)
    )
    target = (Quantity(Fraction(str(limit)), Fraction(str(limit))), "use", about)
    found = answered(function, chances, target, order, offered)
    rare, deep = found.hazards["top"].remedies
    fits: dict[str, list[Fraction]] = {"rare": [], "deep": [], "both": []}
    for size in range(len(offered) + 1):
        for some in combinations(range(len(offered)), size):
            own = list(chances)
            for at in some:
                own[harder[at][0]] = min(own[harder[at][0]], harder[at][1])
            gone = {f"x{harder[at][0]}" for at in some if harder[at][1] == 0.0}
            probability = answered(function, own, target, order).hazards["top"].probability
            bounds = probability.no_assumption if about is None else probability.declared
            assert bounds is not None
            small = any(len(one) < order for one in function.solutions if not one & gone)
            cost = sum((harder[at][2] for at in some), Fraction(0))
            meets = {"rare": bounds.upper <= limit, "deep": not small}
            for name in (*(name for name, one in meets.items() if one), *(["both"] if all(meets.values()) else [])):
                fits[name].append(cost)
    assert found.together is not None
    for name, remedied in (("rare", rare), ("deep", deep), ("both", found.together)):
        if fits[name]:
            assert remedied.cost == pytest.approx(float(min(fits[name])))
            assert remedied.bound == remedied.cost
        else:
            assert remedied.verdict == "unreachable"
