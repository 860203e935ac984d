"""Analyses run once each, after what they need; one that fails takes only its dependants with it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.allow import Accepted, Permit, allow
from interlock.analysis.answer import DIAGRAM, Analysis, Body, Given, Lint, Pattern, Report, Request, Results
from interlock.analysis.finding import Finding
from interlock.analysis.plan import Said, plan, run
from interlock.check.checked import CheckedDiagram
from interlock.diagram.element import Element
from interlock.pipeline import examine
from interlock.plugin.loaded import Loaded
from interlock.text.rule import Rule
from interlock.text.say import say

BASE: Given[int] = Given("base")
RULE = Rule("odd", "warning", "# odd")
FINDING = Finding(RULE, (Element("gate"),), say("it is odd"))


def analysis(name: str, *needs: Analysis[int], result: Any = None, raises: Exception | None = None) -> Analysis[int]:
    def runs(results: Results, request: Request) -> Report[int]:
        del request
        if raises is not None:
            raise raises
        if result is not None:
            return result  # type: ignore[no-any-return]
        return Report(1 + sum(results[need] for need in needs) + results[BASE], (FINDING,))

    return Analysis(name, (BASE, *needs), lambda: Body(int, runs))


def never() -> Any:
    raise AssertionError("loaded, though it rests")


A = analysis("a")
B = analysis("b", A)
C = analysis("c", A, B)


def test_each_runs_once_after_what_it_needs() -> None:
    ran = run([C], {BASE: 0}, Request())
    assert [ran.results[each] for each in (A, B, C)] == [1, 2, 4]
    assert [said.by for said in ran.findings] == ["a", "b", "c"]


def test_only_what_is_asked_and_needed_runs() -> None:
    ran = run([B], {BASE: 5}, Request())
    assert C not in ran.results
    assert ran.results[B] == 12


@st.composite
def towers(draw: st.DrawFn) -> list[Analysis[int]]:
    made: list[Analysis[int]] = []
    for index in draw(st.permutations(range(8))):
        needs = draw(st.lists(st.sampled_from(made), unique=True, max_size=3)) if made else []
        made.append(analysis(f"n{index}", *needs))
    return made


@given(towers(), st.data())
def test_a_plan_is_the_closure_in_an_order_that_the_order_of_asking_does_not_change(
    made: list[Analysis[int]], data: st.DataObject
) -> None:
    asked = data.draw(st.lists(st.sampled_from(made), min_size=1))
    found = plan(asked)
    assert set(asked) <= set(found) and len(set(found)) == len(found)
    for at, each in enumerate(found):
        assert {need for need in each.needs if isinstance(need, Analysis)} <= set(found[:at])
    assert plan(reversed(asked)) == found


def test_a_circle_of_needs_is_a_mistake_of_the_host() -> None:
    one = analysis("one")
    two = analysis("two", one)
    object.__setattr__(one, "needs", (two,))
    with pytest.raises(ValueError, match="circle"):
        plan([one])


def test_what_needs_a_failed_one_is_skipped_and_the_rest_runs() -> None:
    bad = analysis("bad", raises=ZeroDivisionError("by nought"))
    above = analysis("above", bad)
    ran = run([above, A], {BASE: 0}, Request())
    assert [(each.name, type(each.error)) for each in ran.failed] == [("bad", ZeroDivisionError)]
    assert [(each.name, each.needs) for each in ran.skipped] == [("above", "bad")]
    assert ran.results[A] == 1


@pytest.mark.parametrize("result", [3, Report("three"), Report(3, ("found",))])  # type: ignore[arg-type]
def test_a_report_of_another_class_is_a_failure(result: object) -> None:
    ran = run([analysis("bad", result=result)], {BASE: 0}, Request())
    assert [type(each.error) for each in ran.failed] == [TypeError]


def test_lints_look_last_and_one_that_fails_is_told() -> None:
    def fails(results: Results) -> tuple[Finding, ...]:
        return (Finding(RULE, (), say("{n}", n=1 // (results[A] - 1))),)

    good = Lint("odd", (A,), lambda: Pattern(RULE, lambda results: [FINDING]))
    bad = Lint("bad", (A,), lambda: Pattern(Rule("bad", "note", ""), fails))
    starved = Lint("starved", (analysis("x", raises=KeyError("k")),), never)
    ran = run([], {BASE: 0}, Request(), [starved, good, bad])
    assert [(said.by, said.finding) for said in ran.findings] == [("a", FINDING), ("odd", FINDING)]
    assert [(each.what, each.name) for each in ran.failed] == [("analysis", "x"), ("lint", "bad")]
    assert [(each.what, each.name) for each in ran.skipped] == [("lint", "starved")]


def test_what_is_read_and_not_needed_is_told_by_name() -> None:
    lint = Lint("odd", (BASE,), lambda: Pattern(RULE, lambda results: [FINDING] * results[A]))
    ran = run([], {BASE: 0}, Request(), [lint])
    assert [(each.name, str(each.error)) for each in ran.failed] == [
        ("odd", "`a` is read, and not among what is needed")
    ]


def test_a_lint_whose_rule_has_another_code_is_told() -> None:
    ran = run([], {BASE: 0}, Request(), [Lint("even", (A,), lambda: Pattern(RULE, lambda results: [FINDING]))])
    assert [(each.what, each.name, str(each.error)) for each in ran.failed] == [
        ("lint", "even", "its rule has the code 'odd'")
    ]


def diagram(text: str, **others: str) -> CheckedDiagram:
    files = {"p.yaml": text, **{f"{name}.yaml": other for name, other in others.items()}}
    examined = examine("p.yaml", lambda path: files[path].encode(), Loaded())
    assert examined.diagram is not None, examined.told
    return examined.diagram


def has_no_step(diagram: CheckedDiagram) -> bool:
    return "step" not in diagram.boxes


HEAD = "interlock: 1\nproposal: p\n"
EMPTY = diagram(HEAD + "ports: {in x: Nat, out y: Nat}\nwires: [x -> y]\n")
DEEP = diagram(
    HEAD
    + "ports: {in x: Nat, out y: Nat}\nboxes: {outer: {kind: ./inner.yaml}}\nwires: [x -> outer.x, outer.y -> y]\n",
    inner=HEAD
    + "ports: {in x: Nat, out y: Nat}\nboxes: {step: {ports: {in x: Nat, out y: Nat}}}\nwires: [x -> step.x, step.y -> y]\n",
)


def test_what_rests_is_not_loaded_and_neither_is_what_it_alone_needs() -> None:
    shared: Analysis[int] = Analysis("shared", (DIAGRAM,), never)
    resting: Analysis[int] = Analysis("resting", (shared,), never, idle=has_no_step)
    ran = run([resting], {DIAGRAM: EMPTY}, Request(), [Lint("odd", (shared,), never, has_no_step)])
    assert (ran.failed, ran.skipped, ran.findings) == ((), (), ())
    assert ran.results.rests(resting) and shared not in ran.results


def test_what_has_something_to_be_about_in_a_nested_diagram_is_run() -> None:
    asked: Analysis[int] = Analysis("asked", (DIAGRAM,), never, idle=has_no_step)
    ran = run([asked], {DIAGRAM: DEEP}, Request())
    assert [str(each.error) for each in ran.failed] == ["loaded, though it rests"]


def test_who_reads_an_analysis_that_rests_has_its_result_of_nothing() -> None:
    resting = Analysis("resting", (), lambda: Body(int, lambda results, request: Report(1), rest=7), idle=has_no_step)
    reader = Analysis("reader", (resting,), lambda: Body(int, lambda results, request: Report(results[resting] + 1)))
    assert run([reader], {DIAGRAM: EMPTY}, Request()).results[reader] == 8
    assert run([reader], {DIAGRAM: DEEP}, Request()).results[reader] == 2


def test_a_question_whether_there_is_anything_that_fails_takes_only_its_dependants() -> None:
    def fails(diagram: CheckedDiagram) -> bool:
        return bool(1 // 0)

    unsound: Analysis[int] = Analysis("unsound", (), never, idle=fails)
    above: Analysis[int] = Analysis("above", (unsound,), never)
    ran = run([above, A], {DIAGRAM: EMPTY, BASE: 0}, Request(), [Lint("odd", (A,), never, fails)])
    assert [(each.what, each.name, type(each.error)) for each in ran.failed] == [
        ("analysis", "unsound", ZeroDivisionError),
        ("lint", "odd", ZeroDivisionError),
    ]
    assert [each.name for each in ran.skipped] == ["above"]
    assert ran.results[A] == 1


def test_nothing_rests_where_there_is_no_diagram() -> None:
    found = Analysis("found", (BASE,), lambda: Body(int, lambda results, request: Report(3)), idle=has_no_step)
    assert run([found], {BASE: 0}, Request()).results[found] == 3


def said(subject: str) -> Said:
    return Said("lint", Finding(RULE, (Element(subject),), say("odd")))


@pytest.mark.parametrize("subject", ["gate", "gate.x", "wire:gate.x", "gate/inner.x"])
def test_a_permit_silences_what_lies_in_its_element(subject: str) -> None:
    permit = Permit(Element("allow:0"), "odd", "gate", "It is meant.")
    found = allow([said(subject), said("gates.x")], [permit])
    assert found == ((said("gates.x"),), (Accepted(said(subject), permit),), ())


def test_a_permit_that_silences_nothing_is_given_back() -> None:
    other, place = Permit(Element("allow:0"), "even", "gate", "Yes."), Permit(Element("allow:1"), "odd", "door", "Yes.")
    assert allow([said("gate")], [other, place]) == ((said("gate"),), (), (other, place))


def test_a_permit_without_a_reason_silences_nothing() -> None:
    blank = Permit(Element("allow:0"), "odd", "gate", " ")
    assert allow([said("gate")], [blank]) == ((said("gate"),), (), (blank,))
