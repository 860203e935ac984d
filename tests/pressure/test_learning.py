"""Learn wires: what comes back to their sources, against somebody who walks from port to port."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.api.diagram import CheckedDiagram
from interlock_pressure.results import LEARNING
from tests.pressure.proposals import analysed, lesson
from tests.pressure.schools import data, lessons, schools
from tests.swiss_cheese.diagrams import asked

CLASSROOM = """
ports: {in data: Text, out reply: Text}
boxes:
  learner: {ports: {in data: Text, out reply: Text, in seen: Real}}
  scorer: {ports: {in reply: Text, out score: Real}}
  reader: {ports: {in reply: Text, out thanks: Real}, labels: {role: [human]}}
wires:
  - data -> learner.data
  - learner.reply -> scorer.reply, reader.reply, reply
  - reader.thanks -> learner.seen
"""


@st.composite
def peopled(draw: st.DrawFn) -> CheckedDiagram:
    """A diagram some of whose boxes are human or the world."""
    drawn = draw(schools())
    roles: st.SearchStrategy[Mapping[str, tuple[str, ...]]] = st.sampled_from(
        [{}, {"role": ("human",)}, {"role": ("environment", "judge")}, {"role": ("policy",)}]
    )
    return replace(drawn, boxes={name: replace(box, labels=draw(roles)) for name, box in drawn.boxes.items()})


def comes_back(start: set[str], source: str, steps: set[tuple[str, str]], doors: set[str]) -> bool:
    """Whether a walk from what is set comes in by a door and then to the source."""
    seen = {(one, False) for one in start}
    while more := {(t, passed or t in doors) for s, passed in seen for a, t in steps if a == s} - seen:
        seen |= more
    return (source, True) in seen


@settings(max_examples=500, deadline=None)
@given(peopled())
def test_a_learn_wire_is_consequential_if_a_walk_comes_back_through_people_or_the_world(drawn: CheckedDiagram) -> None:
    found = asked(drawn, LEARNING).results[LEARNING].wires
    steps = set(data(drawn))
    every = list(lessons(drawn, steps))
    world = {name for name, box in drawn.boxes.items() if {"human", "environment"} & set(box.labels.get("role", ()))}
    doors = {f"{name}.{into}" for name in world for into in drawn.boxes[name].shape.inputs}
    for at, one in enumerate(every):
        steps |= {(one.source, f"~{at}"), *((f"~{at}", out) for out in one.sets)}
        if any(out.partition(".")[0] in world for out in one.sets if "/" not in out):
            doors.add(f"~{at}")
    assert len(found) == len(every)
    for at, (one, said) in enumerate(zip(every, found.values(), strict=True)):
        wanted = comes_back(set(one.sets), one.source, steps, doors - {f"~{at}"})
        assert (said.reach == "consequential") == wanted
        if wanted:
            assert said.way[0] in one.sets
            assert said.way[-1] == one.source
            assert said.through in world
        else:
            assert said.way == ()


def test_what_is_learnt_inside_one_box_of_what_it_is_shown_is_epistemic() -> None:
    found = lesson(analysed(CLASSROOM + "learns: [{learn: data ~> learner, by: imitation}]\n"), "data", "learner")
    assert (found.reach, found.way, found.horizon) == ("epistemic", (), 1)


def test_thanks_that_come_back_through_a_reader_make_it_consequential() -> None:
    found = lesson(analysed(CLASSROOM + "learns: [reader.thanks ~> learner]\n"), "reader.thanks", "learner")
    assert found.reach == "consequential"
    assert found.way == ("learner.reply", "reader.reply", "reader.thanks")
    assert found.through == "reader"
    assert found.horizon is None


def test_a_score_that_only_machines_give_is_epistemic_until_people_are_heard() -> None:
    deaf = CLASSROOM.replace(", in seen: Real", "").replace("  - reader.thanks -> learner.seen\n", "")
    text = deaf + "learns: [scorer.score ~> learner]\n"
    assert lesson(analysed(text), "scorer.score", "learner").reach == "epistemic"
    heard = text.replace("{in reply: Text, out score: Real}", "{in reply: Text, in thanks: Real, out score: Real}")
    heard = heard.replace("learns:", "  - reader.thanks -> scorer.thanks\nlearns:")
    found = lesson(analysed(heard), "scorer.score", "learner")
    assert found.way == ("learner.reply", "reader.reply", "reader.thanks", "scorer.thanks", "scorer.score")


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("horizon: 1", "horizon", 1),
        ("horizon: episode, by: imitation", "horizon", None),
        ("anchor: itself", "anchor", "itself"),
        ("anchor: learner.reply, weight: 0.02", "weight", (0.02, 0.02)),
        ("aim: lower", "aim", "lower"),
        ("tail: light", "tail", "light"),
    ],
)
def test_what_a_learn_wire_says_is_kept(said: str, field: str, value: object) -> None:
    found = lesson(
        analysed(CLASSROOM + f"learns: [{{learn: scorer.score ~> learner, {said}}}]\n"), "scorer.score", "learner"
    )
    assert getattr(found, field) == value


@pytest.mark.parametrize(
    ("said", "nats"),
    [
        ("choices: 4", 1.3862944),
        ("choices: 4, times: 10", 13.862944),
        ("budget: 2 nat, times: 3", 6.0),
        ("choices: 1", 0.0),
        ("choices: 1e40", 92.1034037),
        ("times: 3", None),
    ],
)
def test_the_pressure_of_a_learn_wire_is_its_choices_or_its_budget(said: str, nats: float | None) -> None:
    found = lesson(
        analysed(CLASSROOM + f"learns: [{{learn: scorer.score ~> learner, {said}}}]\n"), "scorer.score", "learner"
    )
    assert found.pressure.upper == (None if nats is None else pytest.approx(nats))


def test_learn_wires_of_nested_diagrams_stand_at_their_paths() -> None:
    inner = (
        "interlock: 1\nproposal: inner\nuses: [alignment]\n"
        + CLASSROOM
        + "learns: [{learn: reader.thanks ~> learner, anchor: scorer.score}]\n"
    )
    outer = "ports: {in data: Text, out reply: Text}\nboxes: {room: ./inner.yaml}\nwires: [data -> room.data, room.reply -> reply]\n"
    found = analysed(outer, inner=inner).results[LEARNING].wires
    (one,) = found.values()
    assert list(found) == ["learn:room/reader.thanks~room/learner"]
    assert (one.source, one.anchor, one.reach) == ("room/reader.thanks", "room/scorer.score", "consequential")
