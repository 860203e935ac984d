"""What pictures show of pressure."""

from __future__ import annotations

from interlock.analysis.answer import Request
from interlock.analysis.exhibit import Lit
from interlock.diagram.element import Element
from interlock.draw.dot import print_graph
from interlock.draw.paint import paint
from interlock.draw.stage import scene
from interlock.kernel.spell import spell
from interlock_pressure.depict import depict_goodhart, depict_held_out, depict_learning
from interlock_pressure.light import LAYERS
from interlock_pressure.results import GOODHART, HELD_OUT_EVALUATORS, LEARNING
from tests.pressure.proposals import analysed
from tests.swiss_cheese.proposals import Analysed, checked

SCHOOL = """interlock: 1
proposal: p
uses: [alignment]
ports: {in task: Text, out work: Text}
boxes:
  pupil: {ports: {in task: Text, out work: Text}, labels: {role: [policy]}}
  exam: {ports: {in work: Text, out mark: Real}, labels: {role: [judge, human]}}
  worth: {ports: {in work: Text, out value: Real}, labels: {role: [ideal]}}
wires:
  - task -> pupil.task
  - pupil.work -> exam.work, worth.work, work
learns: [{learn: exam.mark ~> pupil, by: selection, choices: 4, anchor: itself}]
proxies: [{proxy: exam.mark for worth.value, because: x}]
claims: {apart: {held-out: exam.mark from pupil}}
"""


def drawn(exhibit: object, text: str = SCHOOL) -> str:
    """The DOT text of a lit diagram."""
    assert isinstance(exhibit, Lit)
    diagram = checked(text)[1]
    assert diagram is not None
    return print_graph(paint(scene(diagram, exhibit.marks, spell, labels=exhibit.labels, ties=exhibit.ties)))


def school() -> Analysed:
    return analysed(SCHOOL)


def test_the_way_that_refutes_a_claim_is_lit_and_its_cut_is_named() -> None:
    (way,) = depict_held_out(school().results[HELD_OUT_EVALUATORS])
    assert isinstance(way, Lit)
    assert way.marks[Element("learn:exam.mark~pupil")] == ("way",)
    assert {"exam", "exam.mark", "pupil", "pupil.work"} <= way.marks.keys()
    assert way.note == "refuted: exam.mark presses on pupil by this way, 1.386 nat."
    assert "selection · least cut" in drawn(way)


def test_a_layer_lights_what_is_not_held_out() -> None:
    (layer,) = LAYERS
    assert layer.marks(school().results, Request())[Element("exam")] == ("way",)
    calm = analysed(SCHOOL.replace("exam.mark ~> pupil", "task ~> pupil"))
    assert layer.marks(calm.results, Request()) == {}


def test_learn_wires_say_their_reach_anchor_and_pressure() -> None:
    (wires,) = depict_learning(school().results[LEARNING])
    assert "selection · consequential · near itself · 1.386 nat" in drawn(wires)


def test_a_proxy_is_tied_to_what_it_stands_for_and_the_tie_moves_nothing() -> None:
    (proxies,) = depict_goodhart(school().results[GOODHART])
    text = drawn(proxies)
    (tie,) = (line for line in text.splitlines() if "stands for (assumed)" in line)
    assert "tie:exam.mark~worth.value" in text
    assert "constraint=false" in text.replace('"', "")
    assert "no wire: what is said of two ports" in text
    assert tie


def test_what_is_not_seen_is_tied_to_nothing() -> None:
    tied = Lit("t", {}, ties=((Element("exam.mark"), Element("nobody.value"), "x"),))
    assert "tie:" not in drawn(tied)
