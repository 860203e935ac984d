"""Proxies: their gaps, where chains end, and how they may fail, against somebody who follows every arrow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.api.diagram import CheckedDiagram, CheckedItem, Element, Learn, item
from interlock.api.section import LEARNS
from interlock_pressure.goodhart_answer import Exposure, Goodhart
from interlock_pressure.results import GOODHART, PROXIES, Proxy
from interlock_pressure.show_goodhart import show_goodhart
from tests.pressure.proposals import analysed
from tests.pressure.schools import Seen, data, lessons, reached, schools
from tests.swiss_cheese.diagrams import asked
from tests.swiss_cheese.proposals import Analysed, checked

SCHOOL = """
ports: {in task: Text, out work: Text}
boxes:
  pupil: {ports: {in task: Text, out work: Text}}
  exam: {ports: {in work: Text, out mark: Real}, labels: {role: [judge]}, failures: {events: {slips: {}}}}
  tutor: {ports: {in work: Text, out note: Real}}
  worth: {ports: {in work: Text, out value: Real}, labels: {role: [ideal]}}
wires:
  - task -> pupil.task
  - pupil.work -> exam.work, tutor.work, worth.work, work
"""
PROXIED = "proxies: [{proxy: exam.mark for worth.value, because: x}]\n"
VALUES = """
selections:
  works:
    select: pupil.work by exam.mark
    options:
      plain: {chance: 0.5, values: {exam.mark: 1, worth.value: 3}}
      showy: {chance: %s, values: {exam.mark: 2, worth.value: %s}}
      rare: {chance: %s, values: {exam.mark: 9, worth.value: 0}}
"""


def goodhart(found: Analysed) -> Goodhart:
    assert GOODHART in found.results, found.told
    return found.results[GOODHART]


def exposure(text: str, kind: str, at: int = 0) -> Exposure:
    """How the proxy of a school may fail."""
    return list(goodhart(analysed(text)).proxies.values())[at].exposures[kind]  # type: ignore[index]


@st.composite
def proxied(draw: st.DrawFn) -> CheckedDiagram:
    """A diagram some of whose learn wires only copy, with a proxy."""
    drawn = draw(schools())
    ports = [Element(f"{name}.{out}") for name, box in drawn.boxes.items() for out in box.shape.outputs]
    proxy = Proxy((draw(st.sampled_from(ports)), draw(st.sampled_from(ports))))
    learns = tuple(
        replace(one, value=one.value._replace(by=draw(st.sampled_from(["imitation", "gradient"]))))
        for one in drawn.of(LEARNS)
        if isinstance(one.value, Learn)
    )
    stood = CheckedItem(item("proxies", "0"), "0", proxy)
    return replace(drawn, items={**drawn.items, LEARNS: learns, PROXIES: (stood,)})


def optimised(start: str, steps: set[tuple[str, str]], every: list[Seen]) -> list[Seen]:
    """The learn wires that choose by what comes from a port."""
    there = reached({start}, steps | {(one.source, out) for one in every for out in one.sets})
    return [one for one in every if one.source in there and one.by != "imitation"]


@settings(max_examples=400, deadline=None)
@given(proxied())
def test_a_proxy_is_causally_exposed_if_what_it_optimises_leads_to_it_past_the_goal(drawn: CheckedDiagram) -> None:
    (stood,) = drawn.of(PROXIES)
    proxy, goal = stood.value.proxy
    steps = set(data(drawn))
    active = optimised(proxy, steps, list(lessons(drawn, steps)))
    past = {(one, other) for one, other in steps if goal not in (one, other)}
    acts = [out for one in active for out in one.sets if out not in (proxy, goal) and proxy in reached({out}, past)]
    (found,) = asked(drawn, GOODHART).results[GOODHART].proxies.values()
    assert found.exposures["causal"].present == bool(acts)
    if active:
        assert found.exposures["regressional"].present
    if found.exposures["causal"].present:
        assert found.exposures["causal"].witness[1] in acts
        assert found.exposures["causal"].witness[-1] == proxy


def test_selection_among_candidates_by_a_score_is_regressional_and_not_causal() -> None:
    text = SCHOOL.replace(
        "  worth:", "  pick: {ports: {in work: Text, in mark: Real, out best: Text}}\n  worth:"
    ).replace("worth.work, work", "worth.work, pick.work\n  - exam.mark -> pick.mark\n  - pick.best -> work")
    assert exposure(text + PROXIED, "regressional").witness == ("exam.mark", "pick.mark")
    assert exposure(text + PROXIED, "causal").present is False
    assert exposure(SCHOOL + PROXIED, "regressional").present is False


def test_a_proxy_that_reads_its_goal_is_not_set_without_it() -> None:
    heated = """
ports: {in wish: Real, out warmth: Real}
boxes:
  heater: {ports: {in wish: Real, out heat: Real}}
  room: {ports: {in heat: Real, out degrees: Real}}
  gauge: {ports: {in degrees: Real, out shown: Real}}
wires: [wish -> heater.wish, heater.heat -> room.heat, room.degrees -> gauge.degrees, gauge.shown -> warmth]
learns: [gauge.shown ~> heater]
proxies: [{proxy: gauge.shown for room.degrees, because: x}]
"""
    assert exposure(heated, "causal").present is False
    assert "through `room.degrees` alone" in exposure(heated, "causal").says
    lamp = heated.replace("in degrees: Real, out shown", "in degrees: Real, in heat: Real, out shown")
    lamp = lamp.replace("wires: [", "wires: [heater.heat -> gauge.heat, ")
    assert exposure(lamp, "causal").witness == ("learn:gauge.shown~heater", "heater.heat", "gauge.heat", "gauge.shown")


@pytest.mark.parametrize(
    ("numbers", "present"), [(("0.5", "1", "0"), True), (("0.5", "3", "0"), False), (("0.4", "3", "0.1"), True)]
)
def test_on_a_finite_instance_the_best_by_the_proxy_may_fall_short(numbers: tuple[str, ...], present: bool) -> None:
    assert exposure(SCHOOL + PROXIED + VALUES % numbers, "extremal").present is present


def test_one_of_several_instances_is_enough_to_fall_short_on() -> None:
    agreeing = VALUES % ("0.5", "3", "0")
    parting = (VALUES % ("0.5", "1", "0")).replace("\nselections:\n", "").replace("works:", "others:")
    found = exposure(SCHOOL + PROXIED + agreeing + parting, "extremal")
    assert (found.present, found.witness) == (True, ("selections:others",))


def test_without_a_finite_instance_nothing_is_known_of_extremes() -> None:
    assert exposure(SCHOOL + PROXIED, "extremal").present is None


@pytest.mark.parametrize("kind", ["label", "controls", "learns", "sees", "nobody"])
def test_an_untrusted_box_that_sees_or_learns_the_proxy_is_an_adversary(kind: str) -> None:
    spy = "  spy: {ports: {in mark: Real, out plan: Text}%s}\n  worth:"
    text = SCHOOL.replace("  worth:", spy % (", labels: {trust: untrusted}" if kind == "label" else ""))
    text += "  - exam.mark -> spy.mark\n" + PROXIED
    said = {
        "controls": "controls: [spy]",
        "learns": "controls: [pupil]",
        "sees": "controls: [exam.slips], sees: [exam.mark]",
    }
    text += f"adversaries: {{red: {{{said[kind]}}}}}\n" if kind in said else ""
    text += "learns: [exam.mark ~> pupil]\n" if kind == "learns" else ""
    wanted = {
        "label": ("exam.mark", "spy.mark"),
        "controls": ("exam.mark", "spy.mark"),
        "learns": ("exam.mark", "learn:exam.mark~pupil"),
        "sees": ("exam.mark",),
        "nobody": (),
    }
    assert exposure(text, "adversarial").witness == wanted[kind]


def test_measured_and_assumed_gaps_stand_apart_and_evidence_of_another_version_is_stale() -> None:
    text = (
        SCHOOL.replace("exam.work, tutor", "tutor").replace(
            "  - task -> pupil.task", "  - task -> pupil.task, exam.work"
        )
        + """
evidence: {july: {of: exam.slips, failures: 3, trials: 10, on: {work: pupil.work}}}
proxies:
  - {proxy: exam.mark for tutor.note, evidence: july}
  - {proxy: tutor.note for worth.value, because: x}
"""
    )
    first, second = goodhart(analysed(text)).proxies.values()
    assert (first.gap, first.evidence, first.value) == ("measured", "july", (0.3, 0.3))
    assert first.stale == (("exam.work", "pupil.work", "task"),)
    assert (second.gap, second.because, second.ideal) == ("assumed", "x", True)
    (chain,) = goodhart(analysed(text)).chains
    assert chain.ports == ("exam.mark", "tutor.note", "worth.value")
    assert (chain.measured, chain.assumed, chain.ideal) == (("exam.mark",), ("tutor.note",), True)
    fresh = analysed(text.replace("on: {work: pupil.work}", "on: {work: task}"))
    assert next(iter(goodhart(fresh).proxies.values())).stale == ()


def test_chains_that_branch_are_told_apart() -> None:
    text = (
        SCHOOL
        + """
proxies:
  - {proxy: exam.mark for tutor.note, because: x}
  - {proxy: tutor.note for worth.value, because: x}
  - {proxy: tutor.note for pupil.work, because: x}
"""
    )
    found = analysed(text)
    assert [(one.ports[-1], one.ideal) for one in goodhart(found).chains] == [
        ("worth.value", True),
        ("pupil.work", False),
    ]
    assert found.finding("proxy-without-ideal").subject == ("proxies:2", "pupil.work")


CIRCLES = [
    "{proxy: exam.mark for exam.mark, because: x}",
    "{proxy: exam.mark for tutor.note, because: x}, {proxy: tutor.note for exam.mark, because: x}",
    "{proxy: exam.mark for tutor.note, because: x}, {proxy: pupil.work for exam.mark, because: x}, {proxy: tutor.note for pupil.work, because: x}",
]


@pytest.mark.parametrize("said", CIRCLES)
def test_a_circle_of_proxies_is_told_once(said: str) -> None:
    codes, diagram = checked("interlock: 1\nproposal: p\nuses: [alignment]\n" + SCHOOL + f"proxies: [{said}]\n")
    assert [code for code in codes if code != "unused-source"] == ["circular-proxies"]
    assert diagram is None


def test_layers_of_proxies_do_not_explode() -> None:
    ports = ["exam.mark", "tutor.note", "pupil.work", "worth.value"]
    pairs = [(one, other) for at, one in enumerate(ports) for other in ports[at + 1 :]]
    said = ", ".join(f"{{proxy: {one} for {other}, because: x}}" for one, other in pairs * 6)
    made = goodhart(analysed(SCHOOL + f"proxies: [{said}]\n"))
    assert (len(made.chains), made.whole) == (200, False)
    assert "There are more chains than are listed." in show_goodhart(made)[-1].note


def test_an_end_that_many_chains_reach_is_told_once_with_one_of_them() -> None:
    text = (
        SCHOOL
        + """
proxies:
  - {proxy: exam.mark for pupil.work, because: x}
  - {proxy: tutor.note for exam.mark, because: x}
  - {proxy: worth.value for exam.mark, because: x}
"""
    )
    found = analysed(text)
    assert len(goodhart(found).chains) == 2 and goodhart(found).whole
    (end,) = [one for one in found.findings if one.rule.code == "proxy-without-ideal"]
    assert end.subject == ("proxies:0", "pupil.work")
    assert end.witness == ("tutor.note", "exam.mark", "pupil.work")
