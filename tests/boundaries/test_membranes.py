"""What crosses membranes, against an onlooker who walks every way."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given, settings

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.plan import run
from interlock.api.diagram import CheckedDiagram, Learn, LearnRef, WireRef
from interlock.api.section import LEARNS
from interlock_boundaries.analyses import MEMBRANES
from interlock_boundaries.answer import MembraneAnswer, Passage
from interlock_boundaries.sections import BOUNDARIES, Membrane
from tests.analysis.kit.truth import FULL
from tests.boundaries.proposals import analysed
from tests.boundaries.worlds import Arrow, least, parts, springs, walk, within, worlds

INNER = """\
interlock: 1
proposal: inner
ports: {in question: Text, out answer: Text}
boxes:
  writer: {ports: {in question: Text, out answer: Text}}
  editor: {ports: {in answer: Text, out edited: Text}}
wires: [question -> writer.question, writer.answer -> editor.answer, editor.edited -> answer]
"""
OUTER = """
ports: {in question: Text, out answer: Text}
boxes:
  desk: ./inner.yaml
  reader: {ports: {in answer: Text, out read: Text, out note: Text}}
  clerk: {ports: {in note: Text, out filed: Text}}
wires:
  - question -> desk.question
  - desk.answer -> reader.answer
  - reader.read -> answer
  - reader.note -> clerk.note
boundaries:
"""


def answer(drawn: CheckedDiagram) -> MembraneAnswer:
    """What is said of the membrane `wall`."""
    ran = run((MEMBRANES,), {DIAGRAM: drawn}, Request())
    assert not ran.failed, ran.failed
    return ran.results[MEMBRANES].membranes["wall"]


def stated(drawn: CheckedDiagram) -> Membrane:
    """The membrane `wall`."""
    (item,) = drawn.of(BOUNDARIES)
    assert isinstance(item.value, Membrane)
    return item.value


@settings(max_examples=2000 if FULL else 200, deadline=None)
@given(worlds())
def test_a_wire_crosses_if_one_end_is_inside_and_is_a_breach_if_it_is_not_admitted(drawn: CheckedDiagram) -> None:
    wall, found = stated(drawn), answer(drawn)
    inside = frozenset(wall.inside)
    allowed = {
        (one.wire.source, target)
        for one in wall.admits or ()
        if isinstance(one.wire, WireRef)
        for target in one.wire.targets
    }
    crossing = {
        (source, target): (source, target) in allowed
        for target, source in drawn.wiring.wires.items()
        if within(source, inside) != within(target, inside)
    }
    seen = {(one.source, one.target): one.admitted for one in found.crossings if one.element.startswith("wire:")}
    assert seen == crossing
    for one in found.crossings:
        assert (one.direction == "outward") == (one.source.partition(".")[0] in inside)


@settings(max_examples=2000 if FULL else 200, deadline=None)
@given(worlds())
def test_a_learn_wire_is_admitted_if_each_output_that_it_sets_is(drawn: CheckedDiagram) -> None:
    wall, found = stated(drawn), answer(drawn)
    inside = frozenset(wall.inside)

    def sets(source: str, target: str) -> set[tuple[str, str]]:
        outs = [target] if "." in target else [f"{target}.{one}" for one in drawn.boxes[target].shape.outputs]
        return {(source, out) for out in outs}

    learns = [one.value.learn for one in drawn.of(LEARNS) if isinstance(one.value, Learn)]
    allowed = set().union(*(sets(*one.wire) for one in wall.admits or () if isinstance(one.wire, LearnRef)))
    crossing = {
        f"learn:{source}~{target}": sets(source, target) <= allowed
        for source, target in learns
        if within(source, inside) != within(f"{target}.", inside)
    }
    assert {one.element: one.admitted for one in found.crossings if one.element.startswith("learn:")} == crossing


@settings(max_examples=4000 if FULL else 400, deadline=None)
@given(worlds(3))
def test_ways_and_the_wires_that_close_them_are_those_that_a_walker_finds(drawn: CheckedDiagram) -> None:
    found, inside = answer(drawn), frozenset(stated(drawn).inside)
    made = parts(drawn)
    inner = frozenset(at for port, at in made.of.items() if within(port, inside))
    out = [one for one in made.arrows if one[0] in inner and one[1] not in inner]
    ends = frozenset(made.of[one] for one in drawn.wiring.outer.shape.outputs)
    outward = [(one, *way) for one in out for way in walk(made.arrows, one[1], ends, inner)]
    _agree(found.passages["outward"], [_wires(way) for way in outward])
    begin = springs(made, inner)
    inward = [way for one in begin for way in walk(made.arrows, one, inner, begin)]
    _agree(found.passages["inward"], [_wires(way) for way in inward])


def _wires(way: Iterable[Arrow]) -> frozenset[str]:
    return frozenset(wire for _, _, wire in way if wire is not None)


def _agree(seen: Passage, ways: list[frozenset[str]]) -> None:
    assert seen.complete
    assert seen.ways == len(ways)
    assert {one.removeprefix("wire:") for one in seen.unavoidable} == (frozenset.intersection(*ways) if ways else set())
    wanted = least(ways)
    assert seen.width == wanted == (None if seen.least is None else len(seen.least))
    if wanted:
        assert seen.least is not None
        cut = {one.removeprefix("wire:") for one in seen.least}
        assert all(cut & way for way in ways)
    if seen.best is not None:
        through = [sum(place in way for way in ways) for place in frozenset.union(*ways)]
        assert seen.closes == max(through, default=0) == sum(seen.best.removeprefix("wire:") in way for way in ways)


def test_a_breach_is_told_at_its_wire_with_the_way_through_nested_diagrams() -> None:
    found = analysed(OUTER + "  office: {inside: [desk], admits: [question -> desk.question]}\n", inner=INNER)
    breach = found.finding("membrane-breach")
    assert breach.subject == ("wire:reader.answer", "boundaries:office")
    assert breach.witness == ("desk/editor.edited", "desk/answer", "desk.answer", "reader.answer")


def test_an_inner_membrane_needs_the_outer_one_to_admit_too() -> None:
    found = analysed(
        OUTER
        + "  office: {inside: [desk], admits: [question -> desk.question, desk.answer -> reader.answer]}\n"
        + "  house: {inside: [office, reader], admits: [reader.read -> answer, reader.note -> clerk.note]}\n",
        inner=INNER,
    )
    breach = found.finding("membrane-breach")
    assert breach.subject == ("wire:desk.question", "boundaries:house")
    assert found.results[MEMBRANES].membranes["office"].around == "house"
    assert found.results[MEMBRANES].membranes["house"].inside == ("desk", "reader")


def test_membranes_of_a_nested_diagram_are_looked_at_where_they_stand() -> None:
    inner = INNER + "boundaries: {cell: {inside: [writer], admits: [question -> writer.question]}}\n"
    found = analysed(OUTER + "  office: {inside: [desk, reader, clerk], mode: credal}\n", inner=inner)
    assert found.finding("membrane-breach").subject == ("wire:desk/editor.answer", "boundaries:desk/cell")
    assert found.finding("unstated-admissions").subject == ("boundaries:office",)


def test_a_learn_wire_that_crosses_is_a_breach_and_stands_in_its_way() -> None:
    found = analysed(
        OUTER + "  office: {inside: [clerk], admits: [reader.note -> clerk.note]}\nlearns: [reader.read ~> clerk]\n",
        inner=INNER,
    )
    breach = found.finding("membrane-breach")
    assert breach.subject == ("learn:reader.read~clerk", "boundaries:office")
    assert breach.witness == ("reader.read", "learn:reader.read~clerk", "clerk.filed")


def test_ports_are_active_or_passive_and_capacities_add_up_by_sender() -> None:
    found = analysed(
        "uses: [alignment]"
        + OUTER
        + """\
  office:
    inside: [reader]
    admits:
      - {wire: desk.answer -> reader.answer, capacity: 100 bit / use}
      - {wire: reader.read -> answer, capacity: 8 .. 16 bit / use}
      - {wire: reader.note -> clerk.note, capacity: 2 bit / use}
""",
        inner=INNER,
    )
    office = found.results[MEMBRANES].membranes["office"]
    assert office.active == ("reader.read", "reader.note")
    assert office.passive == ("reader.answer",)
    assert office.capacity == {"inward": (100.0, 100.0), "outward": (10.0, 18.0)}
    assert found.findings == ()


def test_of_two_uncertain_capacities_the_least_is_as_little_as_either_and_as_much_as_the_smaller() -> None:
    text = (
        "uses: [alignment]"
        + OUTER
        + """\
  office:
    inside: [reader]
    admits:
      - desk.answer -> reader.answer
      - {wire: reader.read -> answer, capacity: 1 .. 10 bit / use}
      - {wire: reader.read -> answer, capacity: 5 .. 6 bit / use}
      - {wire: reader.note -> clerk.note, capacity: 0 bit / use}
"""
    )
    assert analysed(text, inner=INNER).results[MEMBRANES].membranes["office"].capacity["outward"] == (1.0, 6.0)


def test_a_learn_wire_tells_as_much_as_by_the_output_for_which_most_is_admitted() -> None:
    text = (
        "uses: [alignment]"
        + OUTER
        + """\
  office:
    inside: [reader]
    admits:
      - desk.answer -> reader.answer
      - reader.read -> answer
      - reader.note -> clerk.note
      - {wire: clerk.filed ~> reader.read, capacity: 1 bit / use}
      - {wire: clerk.filed ~> reader.note, CAPACITY}
learns: [clerk.filed ~> reader]
"""
    )
    for said, told in (("capacity: 100 bit / use", (100.0, 100.0)), ("capacity: 0.5 bit / use", (1.0, 1.0))):
        found = analysed(text.replace("CAPACITY", said), inner=INNER).results[MEMBRANES].membranes["office"]
        assert [one.capacity for one in found.crossings if one.element.startswith("learn:")] == [told]
    unbounded = text.replace("{wire: clerk.filed ~> reader.note, CAPACITY}", "clerk.filed ~> reader.note")
    found = analysed(unbounded, inner=INNER).results[MEMBRANES].membranes["office"]
    assert [one.capacity for one in found.crossings if one.element.startswith("learn:")] == [None]
