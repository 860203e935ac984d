from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from interlock.diagram.consequence import near
from interlock.diagram.element import Element, owner, port, port_name
from interlock.diagram.shape import Port, telescopic
from interlock.diagram.wellformed import (
    NoSource,
    Pair,
    TwoSources,
    UnknownBox,
    UnknownPort,
    UnusedSource,
    WiringFault,
    WrongDirection,
    wellformed,
)
from interlock.diagram.wiring import shapes, sources, targets
from tests.diagram.wirings import Typed, shuffled, wirings

VERIFIER = telescopic((Port("model", "in"), Port("policy", "in"), Port("certificate", "out")), [()] * 3)
GATE = telescopic((Port("certificate", "in"), Port("action", "out")), [()] * 2)
OUTER = telescopic((Port("model", "in"), Port("policy", "in"), Port("action", "out")), [()] * 3)
BOXES = {"verifier": VERIFIER, "gate": GATE}
GOOD = (
    ("model", "verifier.model"),
    ("policy", "verifier.policy"),
    ("verifier.certificate", "gate.certificate"),
    ("gate.action", "action"),
)


def faults(*pairs: tuple[str, str], opaque: frozenset[str] = frozenset()) -> tuple[WiringFault, ...]:
    return wellformed(OUTER, BOXES, [(Element(source), Element(target)) for source, target in pairs], opaque)[1]


def replaced(at: int, source: str, target: str) -> tuple[tuple[str, str], ...]:
    return (*GOOD[:at], (source, target), *GOOD[at + 1 :])


def test_a_diagram_with_one_source_a_target_is_well_formed() -> None:
    assert faults(*GOOD) == ()


def test_a_target_without_a_wire_has_no_source_and_what_the_wire_left_unused_is_not_told() -> None:
    assert faults(*GOOD[:2], GOOD[3]) == (NoSource(Element("gate.certificate")),)


def test_each_further_wire_to_a_target_is_told_against_the_first() -> None:
    assert faults(*GOOD, GOOD[2], ("model", "gate.certificate")) == (
        TwoSources(Element("gate.certificate"), 2, 4),
        TwoSources(Element("gate.certificate"), 2, 5),
    )


def test_a_wire_that_has_no_good_source_does_not_count_as_a_second_source() -> None:
    assert faults(("nobody.x", "verifier.model"), *GOOD) == (UnknownBox("nobody", "source", 0),)


def test_an_unused_source_is_told_last() -> None:
    assert faults(*replaced(1, "model", "verifier.policy")) == (UnusedSource(Element("policy")),)


def test_a_misspelt_port_is_one_mistake_at_either_end() -> None:
    assert faults(*replaced(2, "verifier.certficate", "gate.certificate")) == (
        UnknownPort("verifier", "certficate", "source", 2),
    )
    assert faults(*replaced(2, "verifier.certificate", "gate.certficate")) == (
        UnknownPort("gate", "certficate", "target", 2),
    )


def test_a_misspelt_outer_port_is_one_mistake() -> None:
    assert faults(*replaced(0, "modle", "verifier.model")) == (UnknownPort("", "modle", "source", 0),)
    assert faults(*replaced(3, "gate.action", "acton")) == (UnknownPort("", "acton", "target", 3),)


def test_a_misspelt_box_is_one_mistake_however_often_it_is_named() -> None:
    assert faults(*replaced(2, "verifier.certificate", "gaet.certificate")) == (UnknownBox("gaet", "target", 2),)
    assert faults(("model", "verfier.model"), ("policy", "verfier.policy"), *GOOD[2:]) == (
        UnknownBox("verfier", "target", 0),
    )


def test_a_box_without_its_port_is_one_mistake() -> None:
    assert faults(*replaced(2, "verifier.certificate", "gate")) == (UnknownPort("", "gate", "target", 2),)


def test_another_box_of_the_same_port_is_not_taken_for_a_misspelling() -> None:
    assert faults(*GOOD[:2], ("verifier.certificate", "xyz.certificate"), GOOD[3]) == (
        UnknownBox("xyz", "target", 2),
        NoSource(Element("gate.certificate")),
    )


def test_the_closest_of_several_ports_is_the_one_meant() -> None:
    assert faults(("model", "verifier.modle"), *GOOD[2:]) == (
        UnknownPort("verifier", "modle", "target", 0),
        NoSource(Element("verifier.policy")),
    )


def test_two_wrong_names_mean_two_ports() -> None:
    assert faults(("model", "verifier.modle"), ("policy", "verifier.modell"), *GOOD[2:]) == (
        UnknownPort("verifier", "modle", "target", 0),
        UnknownPort("verifier", "modell", "target", 1),
    )


def test_a_wire_turned_round_is_one_mistake() -> None:
    assert faults(*replaced(2, "gate.certificate", "verifier.certificate")) == (
        WrongDirection(Element("verifier.certificate"), "source", 2, swapped=True),
    )


def test_one_end_of_the_wrong_direction_is_one_mistake() -> None:
    assert faults(*replaced(2, "verifier.certificate", "gate.action")) == (
        WrongDirection(Element("gate.action"), "source", 2, swapped=False),
    )
    assert faults(*replaced(0, "gate.certificate", "verifier.model")) == (
        WrongDirection(Element("gate.certificate"), "target", 0, swapped=False),
    )


def test_wires_at_a_box_of_unknown_kind_are_silent() -> None:
    pairs = (*GOOD[:2], ("verifier.certificate", "other.in"), ("other.out", "gate.certificate"), GOOD[3])
    assert faults(*pairs, opaque=frozenset({"other"})) == ()
    assert faults(("other.out", "verifier.mdel"), *GOOD[1:], opaque=frozenset({"other"})) == (
        UnknownPort("verifier", "mdel", "target", 0),
    )


def test_a_file_of_nothing_but_mistakes_stops_guessing() -> None:
    left = [Element(f"box{at}.x") for at in range(3_000)]
    meant = near(left, [Element(f"bux{at}.x") for at in range(12)])
    assert 0 < len(meant) < 12
    assert near([], [Element("a.b")]) == near(left, []) == set()


@st.composite
def pairings(draw: st.DrawFn) -> tuple[Typed, list[Pair]]:
    """A diagram and pairs of names, some of them of no port at all."""
    wiring = draw(wirings())
    names = [*sources(wiring), *targets(wiring), *map(Element, ("no", "no.port", "p.none", "p"))]
    noise = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=3))
    return wiring, draw(st.permutations([(source, target) for target, source in wiring.wires.items()] + noise))


@given(pairings())
def test_the_wires_kept_are_the_first_good_ones_and_there_is_a_fault_iff_one_was_lost(
    case: tuple[Typed, list[Pair]],
) -> None:
    wiring, pairs = case
    wires, found = wellformed(wiring.outer.shape, shapes(wiring), pairs)
    good = [(s, t) for s, t in pairs if s in sources(wiring) and t in targets(wiring)]
    assert wires == {target: source for source, target in reversed(good)}
    is_whole = len(good) == len(pairs) == len(wires) == len(targets(wiring))
    assert is_whole == all(isinstance(fault, UnusedSource) for fault in found)
    assert len(found) == len(set(found))


@given(pairings(), st.data())
def test_what_is_wrong_with_ports_does_not_depend_on_the_order_of_wires(
    case: tuple[Typed, list[Pair]], data: st.DataObject
) -> None:
    wiring, pairs = case
    again = data.draw(st.permutations(pairs))
    before = wellformed(wiring.outer.shape, shapes(wiring), pairs)
    after = wellformed(wiring.outer.shape, shapes(data.draw(shuffled(wiring))), again)
    assert before[0].keys() == after[0].keys()

    def placeless(found: tuple[WiringFault, ...], rows: list[Pair]) -> set[object]:
        return {
            (type(fault), fault[0])
            if isinstance(fault, TwoSources | UnknownBox | NoSource)
            else (type(fault), rows[fault.pair])
            for fault in found
            if not isinstance(fault, UnusedSource)
        }

    names = {name for pair in pairs for name in pair}
    assume(not any(isinstance(fault, NoSource) for fault in before[1]) or not _is_guessed(names, wiring))
    assert placeless(before[1], pairs) == placeless(after[1], again)


def _is_guessed(names: set[Element], wiring: Typed) -> bool:
    """Whether two names compete for the ports that they may mean: which one wins does not change their number."""
    return bool(names - {*sources(wiring), *targets(wiring)})


@given(wirings(whole=True), st.data())
def test_one_mistake_gives_one_fault(wiring: Typed, data: st.DataObject) -> None:
    assume(wiring.wires)
    pairs = [(source, target) for target, source in wiring.wires.items()]
    assume(len(pairs) == len(targets(wiring)))
    at = data.draw(st.integers(0, len(pairs) - 1))
    source, target = pairs[at]
    mistakes: list[tuple[Pair, WiringFault]] = [
        ((Element(source + "x"), target), UnknownPort(owner(source), port_name(source) + "x", "source", at)),
        ((source, Element(target + "x")), UnknownPort(owner(target), port_name(target) + "x", "target", at)),
        ((target, source), WrongDirection(source, "source", at, swapped=True)),
        ((target, target), WrongDirection(target, "target", at, swapped=False)),
    ]
    own = wiring.boxes[owner(target)].shape.outputs if owner(target) else wiring.outer.shape.inputs
    for output in (port(owner(target), name) for name in own):
        mistakes.append(((source, output), WrongDirection(output, "source", at, swapped=False)))
    wrong, fault = data.draw(st.sampled_from(mistakes))
    found = wellformed(wiring.outer.shape, shapes(wiring), [*pairs[:at], wrong, *pairs[at + 1 :]])[1]
    assert [one for one in found if not isinstance(one, UnusedSource)] == [fault]
