"""One look at a file: the base and its variants, each mistake told once."""

from __future__ import annotations

import pytest

from interlock.cli.session import load_plugins
from interlock.pipeline import Examined, Setting, examine, fingerprint
from interlock.syntax.bundle import Missing
from tests.cli.files import GOOD

LOADED = load_plugins()


BASE = Setting()


def look(text: str, setting: Setting = BASE) -> Examined:
    return examine("p.yaml", lambda path: text.encode(), LOADED, setting, covering=True)


def told(text: str, setting: Setting = BASE) -> list[tuple[str, str]]:
    return [(each.fault.code, each.variant) for each in look(text, setting).told if each.fault.code != "dropped"]


def test_a_variant_that_fails_as_it_says_is_silent() -> None:
    examined = look(GOOD)
    assert told(GOOD) == []
    assert examined.variants == ("unfed", "sure") and examined.diagram is not None


def test_a_variant_that_fails_otherwise_is_told_with_what_is_unforeseen() -> None:
    other = GOOD.replace("fails: [no-source]", "fails: [two-sources]")
    assert told(other) == [("wrong-verdict", "unfed"), ("no-source", "unfed")]
    assert told(GOOD.replace("sure: {", "sure: {fails: [no-source], ")) == [("wrong-verdict", "sure")]


def test_a_variant_that_promises_nothing_tells_its_own_faults_only() -> None:
    idle = GOOD.replace("out y: Nat}", "out y: Nat, out z: Nat}").replace(", fails: [no-source]", "")
    assert told(idle) == [("unused-source", ""), ("no-source", "unfed")]


def test_a_broken_base_makes_no_variant_break_its_promise() -> None:
    assert told(GOOD.replace("a -> step.x", "a -> stop.x")) == [("unknown-box", "")]


def test_a_mistake_inside_a_variant_is_told_even_beside_one_in_the_base() -> None:
    text = GOOD.replace("a -> step.x, step", "a -> stop.x, step").replace("sure: {", "sure: {wires: [c -> b], ")
    assert ("unknown-port", "sure") in told(text)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("boxes:", "boxs:", "unknown-key"),
        ("ports: {in a: Nat, out b: Nat}", "ports: [a, b]", "wrong-shape"),
        ("wires: [a -> step.x, step.y -> b]", "wires: 3", "wrong-shape"),
        ("ports: {in a: Nat, out b: Nat}", "ports: {in a: Nat, out b: Nat", "yaml-syntax"),
    ],
)
def test_what_follows_from_a_section_that_cannot_be_read_is_silent(old: str, new: str, code: str) -> None:
    found = told(GOOD.replace(old, new, 1))
    assert {each for each, _ in found} == {code}


def test_five_mistakes_give_five_diagnostics() -> None:
    text = (
        GOOD.replace("default: 3}", "defalt: 3}")
        .replace("in a: Nat,", "in a: Nta,")
        .replace("step.y -> b", "step.q -> b")
        .replace("probability: 0.25", "probability: 0.2.5")
        .replace("top: off at b", "top: of at b")
    )
    assert len([code for code, _ in told(text)]) == 5


def test_only_the_asked_variant_is_looked_at() -> None:
    assert told(GOOD, Setting("unfed")) == [("no-source", "")]
    assert [code for code, _ in told(GOOD, Setting("unfeed"))] == ["unknown-name"]


def test_a_start_that_cannot_be_read_is_a_fault() -> None:
    examined = examine("q.yaml", lambda path: Missing("it is not there"), LOADED)
    assert [each.fault.code for each in examined.told] == ["no-such-file"] and examined.page is None


def test_a_second_look_takes_over_what_did_not_change() -> None:
    first = look(GOOD)
    again = examine("p.yaml", lambda path: GOOD.encode(), LOADED, before=first)
    assert again.bundle.files["p.yaml"] is first.bundle.files["p.yaml"]


def test_the_fingerprint_is_of_the_texts_and_the_variant() -> None:
    prints = {
        fingerprint(examined, examined.diagram.variant)
        for examined in (look(GOOD), look(GOOD), look(GOOD + "# more\n"), look(GOOD, Setting("sure")))
        if examined.diagram
    }
    assert len(prints) == 3
