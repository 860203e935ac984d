from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given

from interlock.diagram.shape import Port, Shape, instantaneous, overreaches, telescopic
from tests.diagram.wirings import interfaces

A, B = Port("a", "in"), Port("b", "in")
X, Y = Port("x", "out"), Port("y", "out")


def shape(*ports: Port, **narrowed: Iterable[str]) -> Shape:
    return telescopic(ports, [()] * len(ports), narrowed)


def test_an_output_depends_on_every_input_before_it() -> None:
    assert shape(A, X, B, Y).depends == ((), (0,), (), (0, 2))


def test_outputs_first_depend_on_nothing() -> None:
    assert shape(X, Y, A).depends == ((), (), ())


def test_from_narrows_what_an_output_depends_on() -> None:
    assert shape(A, B, X, Y, x=["b"], y=[]).depends == ((), (), (1,), ())


def test_an_input_depends_on_nothing_whether_from_says_so_or_not() -> None:
    assert shape(A, B, X, b=[]) == shape(A, B, X)


@pytest.mark.parametrize("narrowed", [{"x": ["c"]}, {"x": ["y"]}, {"a": ["b"]}, {"z": []}])
def test_from_at_no_output_or_of_no_input_before_it_is_refused(narrowed: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="from"):
        shape(A, Y, B, X, **narrowed)


def test_what_an_output_does_not_use_at_once_may_be_kept() -> None:
    assert instantaneous(shape(A, B, X, Y))
    assert instantaneous(shape(X))
    assert not instantaneous(shape(A, X, B))
    assert not instantaneous(shape(A, X, x=[]))
    assert not instantaneous(telescopic((A, X), ((), ()), memory=True))


@pytest.mark.parametrize(
    ("depends", "mentions"),
    [
        (((),), ((), ())),
        (((), ()), ((),)),
        (((), (1,)), ((), ())),
        (((), (0, 0)), ((), ())),
        (((), (-1,)), ((), ())),
        (((), ()), ((1,), ())),
        (((), ()), ((), (1,))),
    ],
)
def test_a_relation_that_does_not_point_backwards_is_refused(
    depends: tuple[tuple[int, ...], ...], mentions: tuple[tuple[int, ...], ...]
) -> None:
    with pytest.raises(ValueError, match=r"interface|depend"):
        Shape((A, X), depends, mentions)


def test_inputs_depend_on_nothing_and_outputs_on_no_output() -> None:
    for ports in ((A, B), (X, Y)):
        with pytest.raises(ValueError, match="depend"):
            Shape(ports, ((), (0,)), ((), ()))


def test_two_ports_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="distinct"):
        shape(A, Port("a", "out"))


@given(interfaces())
def test_the_tables_of_an_interface_agree_with_its_ports(shape: Shape) -> None:
    assert [shape.ports[shape.index[port.name]] for port in shape.ports] == list(shape.ports)
    assert {*shape.inputs, *shape.outputs} == set(shape.index)
    assert all(shape.ports[shape.index[name]].direction == "in" for name in shape.inputs)


def test_mentions_are_kept_sorted_and_once() -> None:
    assert telescopic((A, B, X), ((), (), (1, 0, 1))).mentions == ((), (), (0, 1))


def test_an_output_overreaches_when_it_mentions_what_it_may_not_depend_on() -> None:
    honest = telescopic((A, B, X, Y), ((), (0,), (0, 1), (0, 2)))
    mentions_input = telescopic((A, B, X), ((), (), (0, 1)), {"x": ["b"]})
    mentions_output = telescopic((A, X, Y), ((), (), (1,)), {"y": []})
    mentions_independent_output = telescopic((A, X, Y), ((), (), (1,)), {"x": [], "y": []})
    assert overreaches(honest) == ()
    assert overreaches(mentions_input) == ((2, 0),)
    assert overreaches(mentions_output) == ((2, 1),)
    assert overreaches(mentions_independent_output) == ()


@given(interfaces())
def test_without_from_nothing_overreaches(shape: Shape) -> None:
    assert overreaches(telescopic(shape.ports, shape.mentions)) == ()
