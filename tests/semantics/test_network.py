"""Elimination along a wiring gives what going through every assignment gives, in each mode and over time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from interlock.diagram.element import Element
from interlock.diagram.shape import Port, telescopic
from interlock.diagram.substitute import substitute
from interlock.diagram.wiring import Box, Wiring
from interlock.semantics.contract import Factor, Limits, TooLarge, contracted
from interlock.semantics.kernel import (
    Axis,
    BadEntry,
    BadRow,
    Kernel,
    Mode,
    NothingPossible,
    NotOneValue,
    WrongShape,
    function,
    kernel,
    possible,
)
from interlock.semantics.law import bounds, composite, conditional, law
from interlock.semantics.memory import NotUnique, _solved, closed_classes, stationary, unrolled
from interlock.semantics.memory import drawn as drawn_by
from interlock.semantics.network import (
    Cell,
    LooksAhead,
    Machine,
    Misfit,
    Mixed,
    Network,
    OtherPorts,
    OtherValues,
    Unfed,
    Values,
    network,
)
from tests.semantics.diagrams import MANY, SOME, Drawn, around, by_enumeration, drawn

BIT: Values = ("0", "1")
SEEDS = st.integers(0, 2**32 - 1)


def made(one: Drawn) -> Network:
    found = network(one.wiring, one.machines)
    assert isinstance(found, Network), found
    return found


def misfits(one: Drawn) -> tuple[Misfit, ...]:
    found = network(one.wiring, one.machines)
    assert not isinstance(found, Network)
    return found


def compared(one: Drawn, whole: Kernel, steps: int) -> None:
    """Each entry of the composite is the enumeration's weight; a row sums to one, or holds something."""
    weights = by_enumeration(one, steps=steps)
    summed = np.zeros(whole.table.shape)
    for (ins, outs), weight in weights.items():
        places = [axis.values.index(v) for axis, v in zip(whole.axes, (*ins, *outs), strict=True)]
        summed[tuple(places)] += weight
    if whole.mode is Mode.POSSIBILISTIC:
        assert np.array_equal(whole.table, np.sign(summed))
        assert whole.rows().any(axis=1).all()
    else:
        assert np.allclose(whole.table, summed, atol=1e-12)
        assert np.allclose(whole.rows().sum(axis=1), 1.0)


@MANY
@given(SEEDS)
def test_the_composite_is_the_sum_over_all_assignments(seed: int) -> None:
    one = drawn(seed)
    whole = composite(made(one))
    assert isinstance(whole, Kernel)
    compared(one, whole, 1)


@SOME
@given(SEEDS, st.integers(1, 3))
def test_unrolled_networks_are_the_sum_over_all_histories(seed: int, steps: int) -> None:
    one = drawn(seed, 2, memory=True)
    whole = composite(unrolled(made(one), steps))
    assert isinstance(whole, Kernel)
    compared(one, whole, steps)


@SOME
@given(SEEDS)
def test_support_commutes_with_wiring(seed: int) -> None:
    one = drawn(seed, mode=Mode.STOCHASTIC)
    whole = composite(made(one))
    apart = Drawn(one.wiring, {name: Machine(possible(m.kernel)) for name, m in one.machines.items()})
    assert isinstance(whole, Kernel)
    relation = composite(made(apart))
    assert isinstance(relation, Kernel)
    assert np.array_equal(relation.table, np.sign(whole.table))


@SOME
@given(SEEDS)
def test_the_law_of_a_port_is_the_composite_at_the_law_of_the_inputs(seed: int) -> None:
    one = drawn(seed, mode=Mode.STOCHASTIC)
    net = made(one)
    whole = composite(net)
    assert isinstance(whole, Kernel)
    rng = np.random.default_rng(seed)
    laws = {axis.name: rng.dirichlet(np.ones(axis.size)) for axis in whole.givens}
    weights = np.ones(1)
    for axis in whole.givens:
        weights = np.multiply.outer(weights, laws[axis.name])
    expected = weights.reshape(-1) @ whole.rows()
    found = law(net, [axis.name for axis in whole.yields], {name: tuple(row) for name, row in laws.items()})
    assert not isinstance(found, TooLarge)
    assert np.allclose(found.reshape(-1), expected)


@SOME
@given(SEEDS)
def test_a_nested_run_is_the_flattened_run_in_each_mode(seed: int) -> None:
    inner = drawn(seed, 3)
    whole = composite(made(inner))
    assert isinstance(whole, Kernel)
    outer = around(seed, inner, whole)
    flat = substitute(outer.wiring, "n", inner.wiring)
    machines = {name: outer.machines[name] for name in outer.machines if name != "n"}
    machines |= {f"n/{name}": machine for name, machine in inner.machines.items()}
    nested, flattened = composite(made(outer)), composite(made(Drawn(flat, machines)))
    assert isinstance(nested, Kernel)
    assert isinstance(flattened, Kernel)
    assert np.allclose(nested.table, flattened.table, rtol=0.0, atol=1e-12)


def coin(name: str = "out", p: float = 0.5) -> Kernel:
    return Kernel(Mode.STOCHASTIC, (), (Axis(name, BIT),), np.array([1 - p, p]))


def test_fan_out_shares_a_sample() -> None:
    source = Box(telescopic([Port("out", "out")], [()]), (BIT,))
    outer = Box(telescopic([Port("a", "out"), Port("b", "out")], [(), ()]), (BIT, BIT))
    wires = {Element("a"): Element("coin.out"), Element("b"): Element("coin.out")}
    whole = composite(made(Drawn(Wiring(outer, {"coin": source}, wires), {"coin": Machine(coin())})))
    assert isinstance(whole, Kernel)
    assert whole.table.tolist() == [[0.5, 0.0], [0.0, 0.5]]


def test_a_choice_of_one_name_is_one_choice_and_bounds_do_not_depend_on_the_order_of_boxes() -> None:
    picked = Axis("adversary", BIT)
    guess = Kernel(Mode.STOCHASTIC, (), (Axis("out", BIT),), np.eye(2), (picked,))
    same = function(
        [Axis("x", BIT), Axis("y", BIT)], [Axis("out", BIT)], {(a, b): (str(int(a == b)),) for a in BIT for b in BIT}
    )
    source = Box(telescopic([Port("out", "out")], [()]), (BIT,))
    compare = Box(telescopic([Port("x", "in"), Port("y", "in"), Port("out", "out")], [()] * 3), (BIT,) * 3)
    outer = Box(telescopic([Port("equal", "out")], [()]), (BIT,))
    machines = {"coin": Machine(coin()), "guess": Machine(guess), "again": Machine(guess), "same": Machine(same)}

    def equal(left: str, right: str, order: list[str]) -> tuple[float, float]:
        boxes = {name: compare if name == "same" else source for name in order}
        wires = {"same.x": f"{left}.out", "same.y": f"{right}.out", "equal": "same.out"}
        wired = {Element(target): Element(origin) for target, origin in wires.items()}
        found = bounds(made(Drawn(Wiring(outer, boxes, wired), machines)), "equal", "1", {})
        assert not isinstance(found, TooLarge)
        return found

    for order in (["coin", "guess", "again", "same"], ["same", "again", "guess", "coin"]):
        assert equal("coin", "guess", order) == (0.5, 0.5)
        assert equal("guess", "again", order) == (1.0, 1.0)


def flip(stay: float) -> Drawn:
    """A bit that stays with a chance, drawn anew at each instant."""
    table = np.array([[stay, 1 - stay], [1 - stay, stay]])
    keeps = np.einsum("so,st->sot", np.eye(2), table)
    machine = Machine(
        Kernel(Mode.STOCHASTIC, (Axis("s", BIT),), (Axis("out", BIT), Axis("t", BIT)), keeps),
        (Cell("s", "t", (1.0, 0.0)),),
    )
    box = Box(telescopic([Port("out", "out")], [()], memory=True), (BIT,))
    return Drawn(Wiring(box, {"bit": box}, {Element("out"): Element("bit.out")}), {"bit": machine})


def test_a_memory_forgets_step_by_step_and_settles_where_it_can() -> None:
    net = made(flip(0.9))
    second = law(unrolled(net, 3), ["out@2"], {})
    assert not isinstance(second, TooLarge)
    assert np.allclose(second, [0.82, 0.18])
    settled = stationary(net, {})
    assert isinstance(settled, np.ndarray)
    assert np.allclose(settled, [0.5, 0.5])


def test_two_ways_to_stay_for_ever_have_no_one_stationary_law() -> None:
    assert stationary(made(flip(1.0)), {}) == NotUnique(((("0",),), (("1",),)))


def test_a_periodic_memory_has_a_stationary_law_though_it_never_settles() -> None:
    settled = stationary(made(flip(0.0)), {})
    assert isinstance(settled, np.ndarray)
    assert np.allclose(settled, [0.5, 0.5])


@SOME
@given(st.integers(0, 2**32 - 1))
def test_a_stationary_law_has_all_its_digits_however_rare_some_steps_are(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 5))
    sizes = np.power(10.0, rng.integers(-40, 1, size=(size, size)).astype(np.float64))
    steps: NDArray[np.float64] = np.where(rng.random((size, size)) < 0.7, sizes, 0.0)
    steps += np.roll(np.eye(size), 1, axis=1) * 1e-40  # each state is reached from each
    np.fill_diagonal(steps, 0.0)
    steps /= 2.0 * steps.sum(axis=1).max()
    np.fill_diagonal(steps, 1.0 - steps.sum(axis=1))
    (states,) = closed_classes(steps)
    assert _solved(steps, states) == pytest.approx(settled_exactly(steps), rel=1e-12, abs=0.0)


def settled_exactly(steps: NDArray[np.float64]) -> list[float]:
    """The weight of a state is the sum over all trees of ways that lead to it (A. Markov's tree theorem)."""
    size = len(steps)
    exact = [[Fraction(float(one)) for one in row] for row in steps]
    weights = [Fraction(0)] * size
    for root in range(size):
        others = [one for one in range(size) if one != root]
        for heads in product(range(size), repeat=size - 1):
            after = dict(zip(others, heads, strict=True))
            if all(leads(after, one, root) for one in others):
                weights[root] += math.prod((exact[one][after[one]] for one in others), start=Fraction(1))
    return [float(one / sum(weights)) for one in weights]


def leads(after: Mapping[int, int], start: int, root: int) -> bool:
    seen: set[int] = set()
    while start != root and start not in seen:
        seen.add(start)
        start = after[start]
    return start == root


def test_a_long_memory_that_drifts_to_its_end_settles_there() -> None:
    """Its chances go over more powers of ten than numbers have."""
    steps = np.diag(np.full(299, 0.9), 1) + np.diag(np.full(299, 0.0009), -1)
    np.fill_diagonal(steps, 1.0 - steps.sum(axis=1))
    settled = _solved(steps, list(range(300)))
    assert settled[-1] == pytest.approx(0.999)
    assert settled[-4] == pytest.approx(0.999e-9)


def test_what_is_too_large_says_how_large() -> None:
    one = drawn(5)
    whole = composite(made(one))
    assert isinstance(whole, Kernel)
    assert composite(made(one), Limits(entries=whole.table.size - 1)) == TooLarge(
        "entries", whole.table.size, whole.table.size - 1
    )
    wide = [Factor((k, k + 1), np.ones((40, 40))) for k in range(6)]
    found = contracted(wide, [40] * 7, range(7))
    assert found == TooLarge("entries", 40**7, 2**24)
    assert contracted(wide, [40] * 7, [0], Limits(terms=100)) == TooLarge("terms", 40**3, 100)


@pytest.mark.parametrize(
    ("mode", "numbers", "wrong"),
    [
        (Mode.STOCHASTIC, [[0.5, 1.0], [0.5, 0.5]], BadRow(("0",), 1.5, 0.5)),
        (Mode.STOCHASTIC, [[0.5, 0.5], [1.5, -0.5]], BadEntry(("1", "1"), -0.5)),
        (Mode.STOCHASTIC, [[0.5, 0.5], [float("inf"), 0.0]], BadEntry(("1", "0"), float("inf"))),
        (Mode.STOCHASTIC, [0.5, 0.5], WrongShape((2, 2), (2,))),
        (Mode.POSSIBILISTIC, [[1, 1], [0, 0]], NothingPossible(("1",))),
        (Mode.DETERMINISTIC, [[0, 1], [0.5, 0.5]], NotOneValue(("1",))),
        (Mode.DETERMINISTIC, [[0, 1], [1, 1e-10]], NotOneValue(("1",))),
    ],
)
def test_a_table_that_is_no_kernel_says_where(mode: Mode, numbers: object, wrong: object) -> None:
    assert kernel(mode, [Axis("x", BIT)], [Axis("y", BIT)], numbers) == (wrong,)


def test_rows_may_miss_one_by_rounding_and_then_sum_to_it() -> None:
    third = Axis("y", ("a", "b", "c"))
    found = kernel(Mode.STOCHASTIC, [], [third], [0.3333333333, 0.3333333333, 0.3333333333])
    assert isinstance(found, Kernel)
    assert found.table.sum() == pytest.approx(1.0, abs=1e-15)


def wired(machines: dict[str, Machine], feeds: dict[str, str], inner: dict[str, Box[tuple[str, ...]]]) -> Drawn:
    outer = Box(telescopic([Port("y", "out")], [()]), (BIT,))
    return Drawn(Wiring(outer, inner, {Element(a): Element(b) for a, b in feeds.items()}), machines)


SOURCE: Box[Values] = Box(telescopic([Port("out", "out")], [()]), (BIT,))


def test_values_that_do_not_match_and_targets_without_source_are_named() -> None:
    other: Box[Values] = Box(telescopic([Port("out", "out")], [()]), (("a", "b"),))
    renamed = Kernel(Mode.STOCHASTIC, (), (Axis("out", ("a", "b")),), np.array([0.5, 0.5]))
    assert misfits(wired({"c": Machine(renamed)}, {"y": "c.out"}, {"c": other})) == (OtherValues("y", ("a", "b"), BIT),)
    assert misfits(wired({"c": Machine(coin())}, {"y": "c.out"}, {"c": other}))[0] == OtherValues(
        "c.out", ("a", "b"), BIT
    )
    assert misfits(wired({"c": Machine(coin())}, {}, {"c": SOURCE})) == (Unfed(Element("y")),)
    assert misfits(wired({"c": Machine(coin("z"))}, {"y": "c.out"}, {"c": SOURCE})) == (
        OtherPorts("c", ("out",), ("z",)),
    )


def test_chance_beside_free_choice_is_refused() -> None:
    machines = {"c": Machine(coin()), "d": Machine(possible(coin()))}
    assert misfits(wired(machines, {"y": "c.out"}, {"c": SOURCE, "d": SOURCE})) == (Mixed(("c",), ("d",)),)


def test_a_kernel_that_uses_an_input_after_its_output_is_refused() -> None:
    moore = Box(telescopic([Port("out", "out"), Port("in", "in")], [(), ()], memory=True), (BIT, BIT))
    copies = function([Axis("in", BIT)], [Axis("out", BIT)], {(bit,): (bit,) for bit in BIT})
    one = wired(
        {"m": Machine(copies), "c": Machine(coin())}, {"y": "m.out", "m.in": "c.out"}, {"m": moore, "c": SOURCE}
    )
    assert misfits(one) == (LooksAhead("m", ("out",), "in"),)


@SOME
@given(SEEDS, st.integers(1, 3))
def test_an_input_that_is_held_is_one_that_has_the_same_value_at_each_instant(seed: int, steps: int) -> None:
    net = made(drawn(seed, 2, memory=True, mode=Mode.STOCHASTIC))
    free = composite(unrolled(net, steps))
    kept = composite(unrolled(net, steps, held=frozenset(net.inputs)))
    assert isinstance(free, Kernel) and isinstance(kept, Kernel)
    count = len(net.inputs)
    for row in np.ndindex(*(axis.size for axis in kept.givens)):
        assert np.allclose(kept.table[row], free.table[row * steps if count else ()])


@SOME
@given(SEEDS)
def test_joint_laws_of_inputs_and_cells_are_kernels_from_nothing(seed: int) -> None:
    net = made(drawn(seed, 2, memory=True, mode=Mode.STOCHASTIC))
    whole = composite(net)
    assert isinstance(whole, Kernel)
    places = (*net.inputs, *(bond.now for bond in net.bonds))
    joint = np.random.default_rng(seed).dirichlet(np.ones(math.prod(axis.size for axis in whole.givens)))
    joint = joint.reshape([axis.size for axis in whole.givens])
    found = conditional(drawn_by(net, [Factor(places, joint)]), (), [place for _, place in net.outputs], {})
    assert isinstance(found, np.ndarray)
    outputs = len(net.outputs)
    wanted = np.tensordot(joint, whole.table, joint.ndim)
    assert np.allclose(found, wanted.sum(axis=tuple(range(outputs, wanted.ndim))))


def test_what_begins_settled_stays_settled() -> None:
    net = made(flip(0.9))
    settled = stationary(net, {})
    assert isinstance(settled, np.ndarray)
    later = law(unrolled(net, 3, [Factor((net.bonds[0].now,), settled)]), ["out@2"], {})
    assert not isinstance(later, TooLarge)
    assert np.allclose(later, settled)
