"""Incentives of decisions: known examples, every path, and what observations are worth in random models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock_pressure.incentive_answer import DecisionAnswer
from interlock_pressure.incentives import Influence, decide, turned
from interlock_pressure.results import INCENTIVES
from tests.pressure.proposals import analysed

NAMES = ("a", "b", "d", "m", "n", "u")
Pairs = frozenset[tuple[str, str]]


@st.composite
def decisions(draw: st.DrawFn) -> Pairs:
    """A graph with a decision d and a utility u, which leads nowhere."""
    pairs = [(one, other) for at, one in enumerate(NAMES) for other in NAMES[at + 1 :]]
    return frozenset(draw(st.lists(st.sampled_from(pairs), max_size=9)))


def decided(graph: Pairs) -> DecisionAnswer:
    arrows = {f"0:{one}": tuple(f"0:{b}" for a, b in sorted(graph) if a == one) for one in NAMES}
    return decide(Influence(arrows, turned(arrows), {}), "d", "u", "learn")


def leads(graph: Pairs, start: str, end: str) -> bool:
    return start == end or any(leads(graph, b, end) for a, b in graph if a == start)


@settings(max_examples=500, deadline=None)
@given(decisions())
def test_what_lies_on_a_path_to_the_utility_is_to_be_controlled(graph: Pairs) -> None:
    found = decided(graph)
    between = {one for one in "abmn" if leads(graph, "d", one) and leads(graph, one, "u")}
    assert set(found.control) == between
    assert set(found.observes) == {a for a, b in graph if b == "d"}
    assert set(found.requisite) <= set(found.observes)
    kept = graph - {(one, "d") for one in set(found.observes) - set(found.requisite)}
    assert set(found.response) == {one for one in "abmnu" if one != "d" and leads(kept, one, "d")}


def below(graph: Pairs, one: str) -> set[str]:
    return {other for other in NAMES if leads(graph, one, other)}


def trails(graph: Pairs, trail: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every trail that begins with this one: along arrows or against them, past nothing twice."""
    yield trail
    for pair in sorted(graph):
        if trail[-1] in pair:
            (other,) = set(pair) - {trail[-1]}
            if other not in trail:
                yield from trails(graph, (*trail, other))


def bears(graph: Pairs, start: str, ends: set[str], known: set[str]) -> bool:
    """Whether something tells of the ends where other things are known: by a trail of which nothing that is known blocks any place."""

    def passes(before: str, at: str, after: str) -> bool:
        meets = (before, at) in graph and (after, at) in graph
        return bool(below(graph, at) & known) if meets else at not in known

    return any(
        trail[-1] in ends - known and all(passes(*trail[at - 1 : at + 2]) for at in range(1, len(trail) - 1))
        for trail in trails(graph, (start,))
    )


@st.composite
def mazes(draw: st.DrawFn) -> Pairs:
    """A graph without circles, in which the utility may lead on and come before the decision."""
    order = draw(st.permutations(NAMES))
    pairs = [(one, other) for at, one in enumerate(order) for other in order[at + 1 :]]
    return frozenset(draw(st.lists(st.sampled_from(pairs), max_size=10)))


@settings(max_examples=300, deadline=None)
@given(mazes())
def test_the_graphical_criteria_hold_trail_by_trail(graph: Pairs) -> None:
    """Definitions of arXiv:2102.01685: requisite observations, value of information, response and control incentives."""
    found, after = decided(graph), below(graph, "d")
    worth, seen = {"u"} & after, {a for a, b in graph if b == "d"}
    requisite = {one for one in seen if bears(graph, one, worth, (seen | {"d"}) - {one})}
    assert set(found.requisite) == requisite
    assert set(found.information) == {
        one for one in set(NAMES) - after if bears(graph | {(one, "d")}, one, worth, (seen | {"d"}) - {one})
    }
    reduced = graph - {(one, "d") for one in seen - requisite}
    assert set(found.response) == {one for one in set(NAMES) - {"d"} if leads(reduced, one, "d")}
    assert set(found.control) == {one for one in after - {"d", "u"} if leads(graph, one, "u")}


def best(graph: Pairs, laws: Mapping[str, Mapping[tuple[int, ...], float]]) -> float:
    """The greatest expected utility of a rule that decides by what is observed; everything is 0 or 1."""
    parents = {one: tuple(a for a in NAMES if (a, one) in graph) for one in NAMES}
    seen = parents["d"]
    worth: dict[tuple[tuple[int, ...], int], float] = {}
    for values in product((0, 1), repeat=len(NAMES)):
        state = dict(zip(NAMES, values, strict=True))
        weight = 1.0
        for one in NAMES:
            if one != "d":
                chance = laws[one][tuple(state[p] for p in parents[one])]
                weight *= chance if state[one] else 1 - chance
        key = (tuple(state[one] for one in seen), state["d"])
        worth[key] = worth.get(key, 0.0) + weight * state["u"]
    return sum(max(worth[shown, act] for act in (0, 1)) for shown in product((0, 1), repeat=len(seen)))


@settings(max_examples=150, deadline=None)
@given(decisions(), st.randoms(use_true_random=False))
def test_an_observation_without_value_changes_no_best_rule_in_any_model(graph: Pairs, chance: Random) -> None:
    found = decided(graph)
    parents = {one: tuple(a for a in NAMES if (a, one) in graph) for one in NAMES}
    laws = {one: {key: chance.random() for key in product((0, 1), repeat=len(parents[one]))} for one in NAMES}
    plain = best(graph, laws)
    for one in ("a", "b", "m", "n"):
        if leads(graph, "d", one):
            assert one not in found.information
        elif one not in found.information:
            with_, without = graph | {(one, "d")}, graph - {(one, "d")}
            assert best(with_, laws) == pytest.approx(best(without, laws))
            assert plain == pytest.approx(best(without, laws))


def test_some_model_has_a_use_for_every_observation_of_value() -> None:
    graph = frozenset({("a", "u"), ("d", "u"), ("b", "a")})
    assert decided(graph).information == ("a", "b")
    laws = {one: dict.fromkeys(product((0, 1), repeat=sum(b == one for _, b in graph)), 0.5) for one in NAMES}
    laws["u"] = {key: float(key[0] == key[1]) for key in product((0, 1), repeat=2)}
    assert best(graph, laws) == pytest.approx(0.5)
    assert best(graph | {("a", "d")}, laws) == pytest.approx(1.0)


FEED = """
ports: {in past: Text, out shown: Text}
boxes:
  reader: {ports: {in past: Text, out opinion: Text}, labels: {role: [human]}}
  model: {ports: {in opinion: Text, out guess: Text}}
  feed: {ports: {in guess: Text, out post: Text}, labels: {role: [policy]}}
  later: {ports: {in opinion: Text, in post: Text, out swayed: Text}, labels: {role: [human]}}
  count: {ports: {in swayed: Text, in post: Text, out clicks: Real}}
wires:
  - past -> reader.past
  - reader.opinion -> model.opinion, later.opinion
  - model.guess -> feed.guess
  - feed.post -> later.post, count.post, shown
  - later.swayed -> count.swayed
learns: [count.clicks ~> feed]
"""


def incentives(text: str) -> tuple[DecisionAnswer, ...]:
    found = analysed(text)
    assert INCENTIVES in found.results, found.told
    return found.results[INCENTIVES].decisions


def test_a_feed_that_is_paid_by_clicks_is_to_sway_its_readers() -> None:
    """The content recommender of figure 4 of the paper."""
    (found,) = incentives(FEED)
    assert (found.decision, found.utility) == ("feed.post", "count.clicks")
    assert found.control == ("later.swayed",)
    assert found.requisite == ("model.guess",)
    assert found.response == ("model.guess", "past", "reader.opinion")
    assert found.information == ("model.guess", "past", "reader.opinion")


def test_a_feed_that_is_paid_by_what_was_predicted_is_not() -> None:
    predicted = FEED.replace("later.swayed -> count.swayed", "model.guess -> count.swayed")
    (found,) = incentives(predicted)
    assert found.control == ()
    assert found.information == ("model.guess",)


def test_what_a_memory_keeps_is_controlled_an_instant_later() -> None:
    world = """
ports: {in aim: Real, out moved: Real}
boxes:
  agent: {ports: {in state: Real, in aim: Real, out act: Real}, labels: {role: [policy]}}
  world: {ports: {out state: Real, in act: Real}, labels: {role: [environment]}}
  score: {ports: {in state: Real, out reward: Real}}
wires:
  - aim -> agent.aim
  - world.state -> agent.state, score.state
  - agent.act -> world.act, moved
learns: [score.reward ~> agent]
"""
    (found,) = incentives(world)
    assert "world.state" in found.control
    assert found.requisite == ("world.state",)


def test_copies_by_imitation_decide_nothing() -> None:
    assert incentives(FEED.replace("count.clicks ~> feed", "{learn: count.clicks ~> feed, by: imitation}")) == ()
