"""The order in which a script visits ports, made by hand: each comes once, under its name, behind what it mentions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interlock.kernel.builtin import ADD, LESS, NAT
from interlock.kernel.script import Open, Script, judge
from interlock.kernel.telescope import Field, Telescope
from interlock.kernel.term import (
    Apply,
    Free,
    Literal,
    Local,
    Term,
)
from tests.kernel.test_script import EMPTY, MODEL, SIGNATURE, SPEC, TAG, refused, script


@pytest.mark.parametrize("run", [(-1, 0), (0, 3), (2, 1)])
def test_a_run_is_of_ports_that_the_box_has(run: tuple[int, int]) -> None:
    """Counted from the end, beyond the end or backwards it names no ports in their order."""
    assert refused(script(order=(*script().order, ("v", *run)))) == "Wire"


def test_a_run_is_of_a_box_that_is_there() -> None:
    assert refused(script(order=(*script().order, ("nobody", 0, 0)))) == "Wire"


def test_ports_are_visited_in_the_order_of_their_telescope() -> None:
    """Else the type of `v.spec` would mention a model that is not there, and would agree with any that is not there either."""
    order = (("m", 0, 1), ("n", 0, 1), ("e", 1, 2), ("v", 1, 2), ("e", 0, 1), ("v", 0, 1))
    assert refused(script(order=order, sources={**script().sources, "v.model": Free("n.model")}))


NEXT = Apply(ADD, (Local(0), Literal(1)))


@pytest.mark.parametrize(
    "y",
    [
        Field("y", NAT, given=NEXT),
        Field("y", NAT, incoming=True, assume=Apply(LESS, (Local(0), NEXT))),
        Field("y", NAT, guarantee=Apply(LESS, (Local(0), NEXT))),
    ],
)
def test_a_port_is_visited_behind_what_is_stated_of_it(y: Field) -> None:
    """Else `r.y` and `s.y` would be one more than nothing, and so agree, whatever `r.x` and `s.x` are."""
    relay = Telescope((), (Field("x", NAT, incoming=True), y, Field("t", Apply(TAG, (Local(1),)))))
    sink = Telescope((), (*relay.ports[:2], relay.ports[2]._replace(incoming=True)))
    outer = Telescope((), (Field("a", NAT, incoming=True), Field("b", NAT, incoming=True)))
    boxes = {"": Open(outer, ()), "r": Open(relay, ()), "s": Open(sink, ())}
    sources: dict[str, Term] = {"r.x": Free("a"), "s.x": Free("b"), "s.t": Free("r.t")}
    if y.incoming:
        sources |= {"r.y": Free("a"), "s.y": Free("a")}
    late = (("", 0, 2), ("r", 1, 3), ("s", 1, 3), ("r", 0, 1), ("s", 0, 1))
    assert refused(Script((), boxes, late, sources)) == "Wire"


def test_a_port_is_not_visited_twice() -> None:
    order = script().order
    assert refused(script(order=(*order, ("v", 1, 2))))


def test_a_gap_before_a_run_is_seen_wherever_the_run_begins() -> None:
    """Else `t` would be about a model that was not visited, and fit what is about another such model."""
    about = Apply(SPEC, (Local(1),))
    maker = Telescope((), (Field("a", NAT), Field("model", MODEL), Field("t", about)))
    taker = Telescope((), (Field("a", NAT), Field("model", MODEL), Field("t", about, incoming=True)))
    boxes = {"": EMPTY, "k": Open(maker, ()), "l": Open(taker, ())}
    good = Script((), boxes, (("k", 0, 3), ("l", 0, 3)), {"l.t": Free("k.t")})
    assert refused(good) == "Define"
    gap = (("k", 0, 1), ("l", 0, 1), ("k", 2, 3), ("l", 2, 3), ("k", 1, 2), ("l", 1, 2))
    assert refused(replace(good, order=gap)) == "Wire"


def test_a_port_need_not_wait_for_what_it_does_not_mention() -> None:
    """It may speak of itself, and of what was visited; a run of no ports makes no difference."""
    free = Field("b", NAT, guarantee=Apply(LESS, (Local(1), Apply(ADD, (Local(1), Literal(1))))))
    loose = Telescope((), (Field("a", NAT), free, Field("c", Apply(TAG, (Local(1),)))))
    boxes = {"": EMPTY, "k": Open(loose, ())}
    judge(Script((), boxes, (("k", 1, 3), ("k", 1, 1), ("k", 0, 1)), {}), SIGNATURE)


def test_what_bears_one_name_is_not_taken_for_one_thing() -> None:
    """Else what is about a parameter would fit what is about a port, and the like for two ports or two parameters."""
    parameters = (Field("x", NAT), Field("y", NAT))
    about = Apply(TAG, (Local(0),)), Apply(TAG, (Local(2),))
    ports = (Field("z", NAT, incoming=True), Field("t", about[0], incoming=True), Field("u", about[1]))

    def made(telescope: Telescope) -> Script:
        arguments = tuple(Free(field.name) for field in telescope.parameters)
        order = (("", 0, len(telescope.ports)),)
        return Script(telescope.parameters, {"": Open(telescope, arguments)}, order, {"u": Free("t")})

    assert refused(made(Telescope(parameters, ports))) == "Define"
    as_parameter = (ports[0]._replace(name="x"), *ports[1:])
    assert refused(made(Telescope(parameters, as_parameter))) == "Wire"
    assert refused(made(Telescope((parameters[0], parameters[0]), ports))) == "Open"
    second = Field("z", NAT, incoming=True)
    twice = (ports[0], second, Field("t", Apply(TAG, (Local(2),)), incoming=True), Field("u", Apply(TAG, (Local(3),))))
    assert refused(made(Telescope(parameters, twice))) == "Wire"


def test_boxes_and_ports_are_told_apart_where_their_names_run_together() -> None:
    maker = Telescope((), (Field("b.n", NAT),))
    other = Telescope((), (Field("n", NAT),))
    boxes = {"": EMPTY, "a": Open(maker, ()), "a.b": Open(other, ())}
    assert refused(Script((), boxes, (("a", 0, 1), ("a.b", 0, 1)), {})) == "Wire"
