"""What adversaries choose, see, try and probe."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.boolean import Formula, evaluate
from interlock.analysis.compile import compile_formula
from interlock.analysis.diagram import Compiled
from interlock.analysis.interval import point
from interlock_swiss_cheese.attack import Attack
from interlock_swiss_cheese.worst import CERTAIN, Harm, Subject, harm
from tests.analysis.kit.oracle import SOME, Function, functions
from tests.swiss_cheese.proposals import analysed
from tests.swiss_cheese.test_answers import independent, likely, proposal
from tests.swiss_cheese.test_scenarios_and_evidence import ends

CHANCES = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]), min_size=8, max_size=8)


def subject(function: Function) -> Subject:
    compiled = compile_formula(function.formula)
    assert isinstance(compiled, Compiled)
    return Subject(function.formula, compiled, function.names, None, 100_000)


def best_strategy(function: Function, chosen: list[str], seen: list[Formula], chances: dict[str, float]) -> float:
    """The greatest chance over all maps from what is seen to choices, by trying every choice in every cell."""
    free = [name for name in function.names if name not in chosen]
    cells: dict[tuple[bool, ...], dict[tuple[bool, ...], float]] = {}
    for state in product((False, True), repeat=len(free)):
        true = {name for name, holds in zip(free, state, strict=True) if holds}
        weight = 1.0
        for name in free:
            weight *= chances[name] if name in true else 1 - chances[name]
        values = cells.setdefault(tuple(evaluate(one, true) for one in seen), {})
        for choice in product((False, True), repeat=len(chosen)):
            picked = true | {name for name, holds in zip(chosen, choice, strict=True) if holds}
            values[choice] = values.get(choice, 0.0) + weight * function.holds(frozenset(picked))
    return sum(max(values.values()) for values in cells.values())


@SOME
@given(functions(5, monotone=False), st.integers(0, 2), st.integers(0, 2), CHANCES)
def test_the_worst_is_that_over_all_strategies(
    function: Function, choices: int, looks: int, numbers: list[float]
) -> None:
    chosen = list(function.names[:choices])
    chances = dict(zip(function.names, numbers, strict=False))
    ranges = {name: CERTAIN if name in chosen else point(one) for name, one in chances.items()}
    seen = [function.arena.atom(name) for name in function.names[choices:][:looks]]
    if len(seen) == 2:
        seen = [function.arena.disj(seen)]
    found = harm(subject(function), ranges, Attack(tuple(chosen)), seen)
    assert isinstance(found, Harm)
    expected = best_strategy(function, chosen, seen, chances)
    assert ends(found.free) == pytest.approx([expected] * 2)
    assert found.bound.lower - 1e-7 <= expected <= found.bound.upper + 1e-7


@SOME
@given(functions(5), st.integers(0, 3), CHANCES)
def test_where_nothing_is_better_left_undone_all_is_done(
    function: Function, choices: int, numbers: list[float]
) -> None:
    chosen = list(function.names[:choices])
    chances = dict(zip(function.names, numbers, strict=False))
    ranges = {name: CERTAIN if name in chosen else point(one) for name, one in chances.items()}
    found = harm(subject(function), ranges, Attack(tuple(chosen)), ())
    everything = [function.arena.atom(name) for name in function.names if name not in chosen]
    assert isinstance(found, Harm)
    assert ends(found.free) == pytest.approx([best_strategy(function, chosen, everything, chances)] * 2)


def test_what_is_seen_but_depends_on_the_choice_gives_a_bound() -> None:
    text = proposal("exactly one of (a, b)", {"a": "", "b": "probability: 0.4"}, "")
    found = analysed(text + "adversaries: {thief: {controls: [a], sees: [y]}}\n").answer().probability
    assert ends(found.independent) == pytest.approx([0.6, 1.0])
    blind = analysed(text + "adversaries: {thief: {controls: [a]}}\n").answer().probability
    assert ends(blind.independent) == pytest.approx([0.6, 0.6])
    assert blind.independent is not None and blind.independent.method == "bdd, choices"


def test_in_its_scenario_alone_an_adversary_chooses() -> None:
    text = proposal("a and b", {"a": "probability: {honest: 0}", "b": "probability: 0.2"})
    text += "scenarios: {honest: {}, scheming: 0 .. 1}\nadversaries: {red: {controls: [a], in: [scheming]}}\n"
    found = analysed(text).answer().probability
    assert ends(found.by_scenario["scheming"].declared) == pytest.approx([0.2, 0.2])
    assert ends(found.declared) == pytest.approx([0, 0.2])


def test_who_controls_a_box_chooses_its_events() -> None:
    text = """
ports: {in x: Text, out y: Text}
boxes: {box: {ports: {in x: Text, out y: Text}, failures: {events: {e: {}, f: {}}, rules: [harm at y if harm at x and (e or f)]}}}
wires: [x -> box.x, box.y -> y]
failures: {types: {harm: {}}, events: {a: {probability: 0.1}}, rules: [harm at x if a]}
hazards: {harmed: {top: harm at y}}
adversaries: {red: {controls: [box]}}
"""
    assert ends(analysed(text).answer().probability.no_assumption) == pytest.approx([0.1, 0.1])


def tried(rest: str) -> list[list[float]]:
    """The hazard of one choice and a hole of .12, tried five times."""
    text = proposal("a and b", {"a": "", "b": "probability: 0.12"})
    found = analysed(text + f"adversaries: {{red: {{controls: [a], tries: 5{rest}}}}}\n").answer().probability
    return [ends(found.no_assumption), ends(found.declared), ends(found.independent)]


def test_tries_are_added_unless_their_independence_has_a_reason() -> None:
    again = 1 - 0.88**5
    assert tried("") == [pytest.approx([0.12, 0.6]), pytest.approx([0.12, 0.6]), pytest.approx([again] * 2)]
    reason = ", because: Each try is a fresh sample."
    assert tried(reason) == [pytest.approx([0.12, 0.6]), pytest.approx([again] * 2), pytest.approx([again] * 2)]
    assert tried(f"{reason[:-1]}, caught: 0.5")[1] == pytest.approx([0.21075] * 2, abs=5e-6)
    assert tried(f"{reason[:-1]}, caught: 0 .. 0.5")[1] == pytest.approx([0.21075, again], abs=5e-6)


def test_one_who_controls_nothing_of_a_hazard_tries_it_in_vain() -> None:
    text = proposal("b", {"a": "", "b": "probability: 0.12"}) + "adversaries: {red: {controls: [a], tries: 5}}\n"
    assert ends(analysed(text).answer().probability.no_assumption) == pytest.approx([0.12, 0.12])


LAYERS = """
ports: {in x: Text, out y: Text}
boxes:
  first: {ports: {in x: Text, out y: Text}, failures: {events: {open: {}}, rules: [harm at y if harm at x and open]}}
  second: {ports: {in x: Text, out y: Text}, failures: {events: {open: {}}, rules: [harm at y if harm at x and open]}}
wires: [x -> first.x, first.y -> second.x, second.y -> y]
failures:
  types: {harm: {}}
  events: {a: {}, first.open: {probability: 0.1}, second.open: {probability: 0.2}}
  rules: [harm at x if a]
  dependence: [{independent: [first.open, second.open], because: They are of two makers.}]
hazards: {harmed: {top: harm at y}}
"""


def probed(tries: int, caught: float = 0.0) -> float:
    """The best chance that two layers, .1 and .2, open within so many tries, each of one of them or of both."""
    if not tries:
        return 0.0
    later, again = tries - 1, 1.0 - caught
    stays = again * probed(later, caught)
    first, second = (retried(chance, later, caught) for chance in (0.1, 0.2))
    return max(0.1 * second + 0.9 * stays, 0.2 * first + 0.8 * stays, 0.02 + 0.98 * stays)


def retried(chance: float, tries: int, caught: float) -> float:
    """The chance that a hole opens within so many tries, of which each that fails may be the last."""
    return chance + (1 - chance) * (1 - caught) * retried(chance, tries - 1, caught) if tries else 0.0


def test_layers_that_can_be_probed_alone_are_opened_one_after_the_other() -> None:
    rest = "tries: 12, because: Each try is a fresh sample."
    together = analysed(LAYERS + f"adversaries: {{red: {{controls: [a], {rest}}}}}\n").answer()
    assert ends(together.probability.declared) == pytest.approx([1 - 0.98**12] * 2)
    apart = analysed(LAYERS + f"adversaries: {{red: {{controls: [a], probes: [first, second], {rest}}}}}\n").answer()
    assert ends(apart.probability.declared) == pytest.approx([probed(12)] * 2)
    assert apart.effort is not None
    assert (apart.effort.apart, apart.effort.together) == pytest.approx((15, 50))
    assert together.effort is None


@pytest.mark.parametrize("caught", [0.0, 0.5, 1.0])
def test_who_probes_may_be_caught_as_well(caught: float) -> None:
    rest = f"probes: [first, second], tries: 5, caught: {caught}, because: Each try is a fresh sample."
    found = analysed(LAYERS + f"adversaries: {{red: {{controls: [a], {rest}}}}}\n").answer().probability
    assert ends(found.declared) == pytest.approx([probed(5, caught)] * 2)


def test_where_only_one_layer_is_probed_the_ends_hold_what_can_be_done() -> None:
    rest = "probes: [first], tries: 12, because: Each try is a fresh sample."
    found = analysed(LAYERS + f"adversaries: {{red: {{controls: [a], {rest}}}}}\n").answer().probability
    lower, upper = ends(found.declared)
    assert lower == pytest.approx((1 - 0.9**12) * 0.2)
    assert lower <= upper <= 1


GATED = """
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {attacks: {}}, rules: [harm at answer if attacks]}}
  monitor: {ports: {in answer: Text, out verdict: Text}, failures: {events: {missed: {}}, rules: [silent at verdict if harm at answer and missed]}}
  judge: {ports: {in verdict: Text, out ruling: Text}}
  diary: {ports: {in ruling: Text, out page: Text}}
  gate: {ports: {in answer: Text, in ruling: Text, out kept: Text}, failures: {rules: [harm at kept if harm at answer and silent at ruling]}}
  spy: {ports: {in page: Text, in kept: Text}, failures: {events: {plots: {}}, rules: []}}
wires:
  - model.answer -> monitor.answer, gate.answer
  - monitor.verdict -> judge.verdict
  - judge.ruling -> gate.ruling, diary.ruling
  - diary.page -> spy.page
  - gate.kept -> answer, spy.kept
failures: {types: {harm: {}, silent: {}}}
hazards: {harmed: {top: harm at answer}}
"""


@pytest.mark.parametrize(
    ("adversary", "ways"),
    [
        ("{controls: [model.attacks]}", []),
        ("{controls: [model.attacks], sees: [answer]}", []),
        (
            "{controls: [model.attacks], sees: [judge.ruling]}",
            ["monitor.verdict judge.verdict judge.ruling", "judge.ruling"],
        ),
        (
            "{controls: [spy.plots]}",
            [
                "monitor.verdict judge.verdict judge.ruling diary.ruling diary.page spy.page",
                "judge.ruling diary.ruling diary.page spy.page",
            ],
        ),
    ],
)
def test_a_verdict_that_is_seen_is_a_finding_with_its_way(adversary: str, ways: list[str]) -> None:
    found = analysed(GATED + f"adversaries: {{red: {adversary}}}\n")
    shown = [" ".join(one.witness) for one in found.findings if one.rule.code == "verdict-visible"]
    assert sorted(shown) == sorted(ways)


@pytest.mark.parametrize("wrong", ["tries: 0", "caught: 1.5"])
def test_tries_and_being_caught_have_their_range(wrong: str) -> None:
    found = analysed(proposal("a", likely(a=0.1)) + f"adversaries: {{red: {{controls: [a], {wrong}}}}}\n")
    assert found.told == ("out-of-range",)


def test_independence_of_what_is_chosen_need_not_be_stated() -> None:
    text = proposal("a and b and c", {"a": "", **likely(b=0.2, c=0.3)}, independent("b", "c"))
    found = analysed(text + "adversaries: {red: {controls: [a]}}\n").answer().probability
    assert ends(found.declared) == pytest.approx([0.06, 0.06])
