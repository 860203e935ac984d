"""Scripts whose parameters and ports build on one another: each value stands where the later types look for it."""

from __future__ import annotations

import pytest

from interlock.kernel.builtin import TYPE
from interlock.kernel.judge import Refused
from interlock.kernel.script import Open, Script, judge
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.telescope import Field, Telescope
from interlock.kernel.term import Apply, Constant, Free, Local, Pi, Term
from tests.kernel.typed import typed

HELD = Constant("Held")
SIGNATURE = Signature({"Held": Entry("Held", "families", Pi("S", TYPE, Pi("s", Local(0), TYPE)))})
PARAMETERS = (Field("X", TYPE), Field("x", Local(0)))
PORTS = (
    Field("given", Local(0), given=Local(1)),
    Field("a", Local(0)),
    Field("b", Apply(HELD, (Local(0), Local(3)))),
    Field("c", Apply(HELD, (Local(0), Local(2)))),
)
KIND = Telescope(PARAMETERS, PORTS)
OUTER = Telescope(
    PARAMETERS,
    (
        Field("i", Local(0), incoming=True),
        Field("o", Local(0), given=Local(2)),
        Field("p", Apply(HELD, (Local(0), Local(3)))),
    ),
)


def script(arguments: tuple[Term, ...], sources: dict[str, Term]) -> Script:
    boxes = {"": Open(OUTER, (Free("X"), Free("x"))), "k": Open(KIND, arguments)}
    return Script(PARAMETERS, boxes, (("", 0, 1), ("k", 0, 4), ("", 1, 3)), sources)


OUT = Apply(HELD, (Free("X"), Free("i")))


def refused(arguments: tuple[Term, ...], sources: dict[str, Term]) -> str:
    with pytest.raises(Refused) as refusal:
        judge(script(arguments, sources), SIGNATURE)
    return refusal.value.rule


def test_later_types_mention_what_stands_before_them_behind_the_parameters() -> None:
    with pytest.raises(Refused):
        judge(script((Free("X"), Free("x")), {"o": Free("i"), "p": Free("k.b")}), SIGNATURE)
    types = typed(script((Free("X"), Free("i")), {"o": Free("i"), "p": Free("k.c")}), SIGNATURE)
    assert types["k.b"] is Apply(HELD, (Free("X"), Free("k.a")))
    assert types["k.c"] is types["p"] is OUT


def test_an_argument_is_judged_at_the_arguments_before_it() -> None:
    assert refused((Free("x"), Free("x")), {"o": Free("i"), "p": Free("k.c")}) != "Given"


def test_an_outer_output_that_is_given_is_fed_by_just_that() -> None:
    assert refused((Free("X"), Free("i")), {"o": Free("k.a"), "p": Free("k.c")}) == "Given"
