"""The swings of a hazard as a chart."""

from __future__ import annotations

from interlock.analysis.chart import Bars
from interlock_swiss_cheese.analyses import SWISS_CHEESE
from interlock_swiss_cheese.tornado import tornados
from tests.swiss_cheese.proposals import analysed

TEXT = """
failures:
  events: {a: {probability: 0.1 .. 0.3}, b: {probability: 0.2}, c: {probability: 0.001 .. 0.01}}
  dependence: [{independent: [a, b, c], because: They share nothing.}]
hazards: {harmed: {top: a and b or c}, plain: {top: c}}
"""


def test_a_hazard_that_moves_with_several_events_has_a_tornado_of_the_swings_that_are_told() -> None:
    answer = analysed(TEXT).results[SWISS_CHEESE]
    (bars,) = tornados(answer)
    told = answer.hazards["harmed"].tornado
    assert isinstance(bars, Bars) and told is not None
    assert (bars.title, bars.axis) == ("Tornado of harmed", "probability of harmed")
    assert [(one.name, one.low, one.base, one.high) for one in bars.rows] == [
        (one.name, one.low, one.base, one.high) for one in told.rows
    ]
    assert [one.name for one in bars.rows] == ["a", "c"]
