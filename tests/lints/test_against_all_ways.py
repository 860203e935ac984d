"""The matcher and every lint against an onlooker who walks all simple ways of small diagrams."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.api.diagram import CheckedDiagram, Element
from interlock_lints.ways import Ways, web
from tests.lints import onlooker
from tests.lints.casts import cast
from tests.lints.onlooker import Onlooker
from tests.lints.proposals import found

NAMES = [Element(name) for name in "abcdef"]
graphs = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3, unique=True).map(tuple), max_size=6
)
ends = st.dictionaries(
    st.sampled_from([Element("p"), Element("q"), Element("r")]),
    st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
    max_size=3,
)


def simple(
    arrows: dict[Element, tuple[Element, ...]], shut: Iterable[Element], start: Element
) -> set[tuple[Element, ...]]:
    """Every simple way from a vertex."""
    closed = frozenset(shut)
    grown: set[tuple[Element, ...]] = set()
    pending: list[tuple[Element, ...]] = [(start,)]
    while pending:
        way = pending.pop()
        grown.add(way)
        if way[-1] not in closed:
            pending += [(*way, after) for after in arrows.get(way[-1], ()) if after not in way]
    return grown


@settings(max_examples=300, deadline=None)
@given(graphs, st.sets(st.sampled_from(NAMES), max_size=2), ends, ends)
def test_all_pairs_are_those_that_some_simple_way_joins(
    arrows: dict[Element, tuple[Element, ...]],
    shut: set[Element],
    sources: dict[Element, list[Element]],
    targets: dict[Element, list[Element]],
) -> None:
    ways = Ways(web({str(one): after for one, after in arrows.items()}, NAMES), shut)
    joined = {
        (source, target)
        for source, starts in sources.items()
        for target, stops in targets.items()
        if any(way[-1] in stops for start in starts for way in simple(arrows, shut, start))
    }
    assert set(ways.lead(sources, targets).pairs()) == joined
    assert {(source, target) for target, source in ways.come(sources, targets).pairs()} == joined


@settings(max_examples=300, deadline=None)
@given(
    graphs,
    st.sets(st.sampled_from(NAMES), max_size=2),
    st.lists(st.sampled_from(NAMES), max_size=2),
    st.sets(st.sampled_from(NAMES), max_size=2),
    st.sets(st.sampled_from(NAMES), max_size=1),
)
def test_the_witness_is_a_shortest_simple_way(
    arrows: dict[Element, tuple[Element, ...]],
    shut: set[Element],
    starts: list[Element],
    stops: set[Element],
    avoid: set[Element],
) -> None:
    ways = Ways(web({str(one): after for one, after in arrows.items()}, NAMES), shut)
    way = ways.shortest(starts, stops, avoid)
    assert avoid or len(ways.nearest(starts, stops)) == len(way)
    every = [
        one for start in starts for one in simple(arrows, shut, start) if one[-1] in stops and avoid.isdisjoint(one)
    ]
    assert bool(way) == bool(every)
    if every:
        assert way in every and len(way) == min(map(len, every))


ORACLES: dict[str, Callable[[Onlooker], Iterable[object]]] = {
    "budget-burnable": onlooker.budget_burnable,
    "duties-not-separated": onlooker.duties_not_separated,
    "effect-before-review": onlooker.effect_before_review,
    "filter-without-input": onlooker.filter_without_input,
    "incentive-on-oversight": onlooker.incentive_on_oversight,
    "monitor-in-training-data": onlooker.monitor_in_training_data,
    "monitor-shares-lineage": onlooker.monitor_shares_lineage,
    "proxy-pressure": onlooker.proxy_pressure,
    "trained-against-monitor": onlooker.trained_against_monitor,
    "trained-alike": onlooker.trained_alike,
    "verdict-without-effect": onlooker.verdict_without_effect,
}


@pytest.mark.parametrize("code", ORACLES)
@settings(max_examples=1_000 if "INTERLOCK_MANY" in os.environ else 50, deadline=None)
@given(drawn=cast())
def test_a_lint_finds_what_its_page_says_and_nothing_else(code: str, drawn: CheckedDiagram) -> None:
    looker = Onlooker(drawn)
    expected = set(ORACLES[code](looker))
    findings = [one for one in found(drawn) if one.rule.code == code]
    some = next(iter(expected), None)
    said = {tuple(one.subject[: len(some)]) if isinstance(some, tuple) else one.subject[0] for one in findings}
    assert said == expected
    for one in findings:
        assert one.witness
        for way in _ways(code, one.witness):
            assert all(looker.leads(tail, head) for tail, head in pairwise(way)), one.witness


def _ways(code: str, witness: Sequence[Element]) -> list[Sequence[Element]]:
    """The ways of a witness: of what is trained alike two from one port, each to a learn wire."""
    if code != "trained-alike":
        return [witness]
    (first,) = [at for at, one in enumerate(witness[:-1]) if one.startswith("learn:")]
    assert witness[0] == witness[first + 1] and witness[-1].startswith("learn:")
    return [witness[: first + 1], witness[first + 1 :]]
