"""A barrier that is offered is worth what the same barrier is once it is drawn."""

from __future__ import annotations

import pytest

from bench.series import VOCABULARY, Ways
from interlock.analysis.cut import CutSets, cut_sets, listing
from interlock_swiss_cheese.adopt import Workshop
from interlock_swiss_cheese.analyses import PROPAGATION
from interlock_swiss_cheese.tree import hazard_element
from tests.swiss_cheese.proposals import Analysed, analysed
from tests.swiss_cheese.test_families import KIT

LAYERS = """
interlock: 1
proposal: layers
ports: {in asked: Text, out answer: Text}
boxes:
  model:
    ports: {in asked: Text, in heard: Text, out answer: {type: Text, from: [asked]}}
    memory: true
    failures:
      events: {errs: {}}
      rules: [harm at answer if errs or harm at heard, fraud at answer if errs and fraud at asked]
  filter:
    ports: {in answer: Text, out kept: Text}
    failures: {events: {missed: {}}, rules: [harm at kept if harm at answer and missed, any at kept if any at answer]}
wires: [asked -> model.asked, model.answer -> filter.answer, filter.kept -> answer, filter.kept -> model.heard]
failures:
  types: {harm: {}, injury: {is: harm}, fraud: {}}
  events: {asleep: {}, jolt: {}, storm: {}, lies: {}}
  rules: [fraud at asked if lies, injury at asked]
  dependence: [{cause: jolt, of: [asleep]}, {cause: storm, of: [jolt]}]
hazards: {harmed: {top: harm at answer}, cheated: {top: fraud at answer}}
"""


def cuts(found: Analysed, hazard: str, *choice: int) -> set[tuple[str, ...]]:
    """The minimal cut sets of a hazard with some changes made."""
    subject = Workshop(hazard_element(hazard), found.results[PROPAGATION], 10_000).subject(frozenset(choice))
    assert subject is not None
    sets = cut_sets(subject.compiled)
    assert isinstance(sets, CutSets)
    return set(listing(sets).sets)


def offered(text: str, *barriers: str) -> Analysed:
    """A proposal with barriers on offer."""
    changes = ", ".join(f"c{at}: {{{one}, cost: 1}}" for at, one in enumerate(barriers))
    return analysed(f"{text}changes: {{{changes}}}\n", ways=VOCABULARY)


@pytest.mark.parametrize("seed", range(6))
def test_a_barrier_behind_any_box_is_as_if_it_were_drawn_there(seed: int) -> None:
    ways = Ways(9, seed)
    plain = "\n".join(line for line in ways.lines()).replace(
        "storm: {probability: 0.1}", "storm: {}, asleep: {}".replace(", ", "\n    ")
    )
    for box in (line.partition(":")[0] for line in ways.boxes):
        drawn = plain.replace(f"  - {box}.passed ->", "  - guard.passed ->")
        drawn = drawn.replace("boxes:\n", "boxes:\n  guard: Filter\n")
        drawn = drawn.replace("wires:\n", f"wires:\n  - {box}.passed -> guard.given\n")
        expected = analysed(drawn, ways=VOCABULARY).cuts()
        found = cuts(offered(f"{plain}\n", f"barrier: harm at {box}.passed, hole: asleep"), "harmed", 0)
        assert found == {
            tuple(sorted("asleep" if name == "guard.missed" else name for name in one)) for one in expected
        }


def test_a_barrier_in_a_circle_is_passed_once() -> None:
    found = offered(LAYERS, "barrier: harm at model.heard, hole: asleep", "barrier: harm at filter.kept, hole: lies")
    assert cuts(found, "harmed") == {("filter.missed", "model.errs")}
    assert cuts(found, "harmed", 0) == {("filter.missed", "model.errs")}
    assert cuts(found, "harmed", 0, 1) == {("filter.missed", "lies", "model.errs")}


def test_a_hole_is_open_by_any_of_its_causes_at_any_remove() -> None:
    found = offered(LAYERS, "barrier: harm at answer, hole: asleep")
    holes = ("asleep", "jolt", "storm")
    assert cuts(found, "harmed", 0) == {tuple(sorted(("filter.missed", "model.errs", one))) for one in holes}


def test_a_barrier_for_a_type_lets_other_types_pass_and_holds_its_cases() -> None:
    found = offered(LAYERS, "barrier: fraud at answer, hole: asleep", "barrier: injury at answer, hole: asleep")
    assert cuts(found, "harmed", 0) == cuts(found, "harmed")
    assert cuts(found, "harmed", 1) == cuts(found, "harmed")
    assert all(len(one) == 3 for one in cuts(found, "cheated", 0))
    assert cuts(found, "cheated", 1) == cuts(found, "cheated") == {("lies", "model.errs")}


def test_two_barriers_with_one_hole_are_one() -> None:
    found = offered(LAYERS, "barrier: harm at answer, hole: lies", "barrier: harm at filter.answer, hole: lies")
    assert cuts(found, "harmed", 0, 1) == cuts(found, "harmed", 0) == {("filter.missed", "lies", "model.errs")}


CROWD = """
interlock: 1
proposal: crowd
uses: [./kit.yaml]
parameters: {n: {type: Nat, default: 2}}
ports: {in code: Text, out ok: Bool}
boxes: {m: {kind: Monitor, replicate: n}, v: Voter}
wires: ["code -> m[*].code", "m[*].alarm -> v.alarms", v.ok -> ok]
failures: {events: {asleep: {}}}
hazards: {harmed: {top: silent at ok, order: 2}}
"""


def test_a_change_of_a_family_is_one_of_each_member() -> None:
    never, guards = (
        "never: {event: m.missed, to: 0, cost: 1}",
        "guards: {barrier: silent at m.alarm, hole: asleep, cost: 2}",
    )
    found = analysed(f"{CROWD}changes: {{{never}, {guards}}}\n", kit=KIT)
    assert found.told == ()
    remedy = found.answer().remedies[0]
    assert (remedy.now, remedy.changes, remedy.then) == (1.0, ("never",), None)
    assert cuts(found, "harmed") == {("m[0].missed",), ("m[1].missed",)}
    assert cuts(found, "harmed", 1) == {("asleep", "m[0].missed"), ("asleep", "m[1].missed")}
