"""A plugin that is broken is named and left out, and the rest works."""

from __future__ import annotations

import itertools

import pytest

from interlock.analysis.answer import Analysis, Exporter, Layer, Lint, Pattern
from interlock.plugin.discover import EntryPoint
from interlock.plugin.fault import PluginFault
from interlock.plugin.host import EVERYTHING, READING, load
from interlock.plugin.loaded import Loaded
from interlock.plugin.vocabulary import Vocabulary
from interlock.plugin.words import remark
from interlock.syntax.grammar import CORE
from interlock.syntax.section import Section
from interlock.syntax.sort import ref, text
from interlock.text.rule import Rule
from tests.plugin.strangers import analysis, installed, plugin, point

GOOD = plugin(vocabularies=[Vocabulary("words", "pkg", "words.yaml")], analyses=(analysis("good"),))


def loaded(**plugins: object) -> Loaded:
    with installed(**plugins):
        return load(EVERYTHING, [point(name) for name in plugins], CORE)


def codes(result: Loaded) -> list[tuple[str, str]]:
    return [(fault.plugin, fault.code) for fault in result.faults]


def names(result: Loaded) -> list[str]:
    return [each.name for each in result.plugins]


def test_what_a_plugin_returns_is_listed_with_its_origin() -> None:
    result = loaded(good=GOOD)
    (only,) = result.plugins
    assert (only.name, only.distribution, only.version) == ("good", "stranger", "1.0")
    assert only.adds == ("vocabulary words", "analysis good")
    assert [each.name for each in result.analyses] == ["good"]
    assert result.contributor("analysis", "good") == "good"
    assert result.contributor("analysis", "bad") == ""


def _cyclic() -> Analysis[int]:
    one = analysis("one")
    two = analysis("two", one)
    object.__setattr__(one, "needs", (two,))
    return one


RULE = Rule("odd-thing", "warning", "# odd-thing")
BROKEN = {
    "plugin-raised": plugin(analyses=ValueError("no luck")),
    "plugin-answer": plugin(sections="hazards"),
    "plugin-hook": plugin(analysis=[]),
    "plugin-namespace": plugin(sections=[Section("budgets", ref("hazrd"))]),
    "plugin-needs": plugin(analyses=[analysis("lonely", analysis("missing"))]),
    "plugin-cycle": plugin(analyses=[_cyclic()]),
    "plugin-name": plugin(analyses=[analysis("twice"), analysis("twice")]),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_plugin_is_named_and_the_others_work(code: str) -> None:
    result = loaded(good=GOOD, bad=BROKEN[code])
    assert codes(result) == [("bad", code)]
    assert names(result) == ["good"]
    assert remark(result.faults[0]).says and remark(result.faults[0]).help


@pytest.mark.parametrize(
    "answer", [None, 3, {"a": 1}, iter(()), [analysis("fine"), "analysis"], (Vocabulary("v", "p", "f"),)]
)
def test_an_answer_of_another_class_is_told(answer: object) -> None:
    assert codes(loaded(bad=plugin(analyses=answer))) == [("bad", "plugin-answer")]


def test_an_exit_at_a_hook_does_not_end_the_program() -> None:
    assert codes(loaded(good=GOOD, bad=plugin(lints=SystemExit(3)))) == [("bad", "plugin-raised")]


@pytest.mark.parametrize("value", ["no_such_module_at_all:plugin", "strangers_good:missing", "", ":", "a b:c"])
def test_an_entry_point_that_leads_nowhere_is_told(value: str) -> None:
    with installed(good=GOOD):
        result = load(EVERYTHING, [point("good"), point("bad", value=value or "?")], CORE)
    assert codes(result) == [("bad", "plugin-import")]
    assert names(result) == ["good"]


def test_a_misspelt_hook_is_told_even_where_only_sections_are_asked_for() -> None:
    with installed(bad=BROKEN["plugin-hook"]):
        result = load(READING, [point("bad")], CORE)
    (fault,) = result.faults
    assert fault.code == "plugin-hook"
    assert "analyses" in remark(fault).help


def test_a_hook_that_is_not_asked_for_is_not_called() -> None:
    with installed(bad=BROKEN["plugin-raised"]):
        assert load(READING, [point("bad")], CORE).faults == ()


def test_of_two_plugins_with_one_name_ours_stays() -> None:
    ours, theirs = point("same", "interlock"), point("same", "aardvark")
    with installed(same=GOOD):
        result = load(EVERYTHING, [theirs, ours], CORE)
    assert [(each.name, each.distribution) for each in result.plugins] == [("same", "interlock")]
    assert codes(result) == [("same", "plugin-name")]


LINT = Lint(RULE.code, (), lambda: Pattern(RULE, lambda results: ()))
LAYER = Layer("glow", (), lambda results, request: {})
EXPORTER = Exporter("xml", (".xml",), (), lambda results: b"")
CLASHES = {
    "vocabulary": plugin(vocabularies=[Vocabulary("words", "p", "f")]),
    "analysis": plugin(analyses=[analysis("same")]),
    "lint": plugin(lints=[LINT]),
    "layer": plugin(layers=[LAYER]),
    "format": plugin(exporters=[EXPORTER]),
}


@pytest.mark.parametrize("what", CLASHES)
def test_of_two_plugins_that_add_one_name_the_first_in_alphabetical_order_stays(what: str) -> None:
    result = loaded(b=CLASHES[what], a=CLASHES[what])
    assert names(result) == ["a"]
    assert codes(result) == [("b", "plugin-name")]


def test_a_plugin_that_stands_on_one_left_out_is_left_out_for_its_need() -> None:
    below = analysis("below")
    result = loaded(a=plugin(analyses=[below], lints=ValueError()), b=plugin(analyses=[analysis("above", below)]))
    assert codes(result) == [("a", "plugin-raised"), ("b", "plugin-needs")]


def test_a_section_may_refer_to_what_another_plugin_introduces() -> None:
    introduces = plugin(sections=[Section("risks", text(), introduces="risk")])
    refers = plugin(sections=[Section("budgets", ref("risk"))])
    assert loaded(a=refers, b=introduces).faults == ()
    assert codes(loaded(a=refers)) == [("a", "plugin-namespace")]


def test_the_order_of_entry_points_changes_nothing() -> None:
    def shown(order: tuple[EntryPoint, ...]) -> object:
        result = load(EVERYTHING, order, CORE)
        return result.plugins, [(fault.plugin, fault.code) for fault in result.faults]

    with installed(good=GOOD, x=CLASHES["lint"], y=CLASHES["lint"], bad=BROKEN["plugin-answer"]):
        points = [point("good"), point("x"), point("y"), point("bad")]
        first, *others = (shown(order) for order in itertools.permutations(points))
    assert all(other == first for other in others)


def test_every_fault_has_a_sentence_that_fits_a_line_or_two() -> None:
    faults: list[PluginFault] = [fault for broken in BROKEN.values() for fault in loaded(bad=broken).faults]
    assert len(faults) == len(BROKEN)
    assert all(20 < len(remark(fault).says) < 300 for fault in faults)


def test_what_ships_is_loaded_without_a_fault() -> None:
    result = load(EVERYTHING, core=CORE)
    assert result.faults == ()
    assert {"alignment", "swiss-cheese"} <= {each.name for each in result.plugins}
