"""Contracts and claims in scripts made by hand: what is owed is found among what was discharged, from what stands by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from interlock.kernel.builtin import AND, AT_MOST, IMPLIES, LESS, NAT
from interlock.kernel.judge import Refused
from interlock.kernel.obligation import Certificate, Discharged, shape
from interlock.kernel.script import Open, Script, judge
from interlock.kernel.signature import Signature
from interlock.kernel.telescope import Field, Telescope
from interlock.kernel.term import Apply, Free, Literal, Local, Quantified, Term

ONE, TWO, THREE = Literal(1), Literal(2), Literal(3)


def less(left: Term, right: Term) -> Term:
    return Apply(LESS, (left, right))


MAKER = Telescope((), (Field("n", NAT, guarantee=less(Local(0), TWO)),))
TAKER = Telescope((), (Field("n", NAT, incoming=True, assume=less(Local(0), THREE)), Field("m", NAT)))
OUTSIDE = Telescope(
    (), (Field("a", NAT, incoming=True, assume=less(ONE, Local(0))), Field("b", NAT, guarantee=less(Local(1), THREE)))
)
ORDER = (("", 0, 1), ("k", 0, 1), ("t", 0, 2), ("", 1, 2))


def script(**changes: object) -> Script:
    """A maker of numbers below 2 for a taker of numbers below 3, and the same number to the outside."""
    boxes = {"": Open(OUTSIDE, ()), "k": Open(MAKER, ()), "t": Open(TAKER, ())}
    made = Script((), boxes, ORDER, {"t.n": Free("k.n"), "b": Free("k.n")})
    return replace(made, **changes)  # type: ignore[arg-type]


def certificate(goal: Term, *premises: Term, **free: Term) -> Certificate:
    """From the premises the goal follows, of these numbers."""
    names = tuple((name.replace("_", "."), type_) for name, type_ in free.items())
    return Certificate(goal, (), names, premises)


K = Free("k.n")
TAKEN = certificate(less(K, THREE), less(K, TWO), k_n=NAT)
OUT = certificate(less(K, THREE), less(K, THREE), k_n=NAT)


def rule(made: Script, certificates: Sequence[Certificate] = ()) -> str:
    """The rule by which a script is refused, empty if it is accepted."""
    try:
        judge(made, Signature({}), Discharged(certificates))
    except Refused as refusal:
        return refusal.rule
    return ""


def test_an_assumption_is_discharged_from_the_guarantee_of_its_source() -> None:
    assert rule(script(), [TAKEN]) == ""
    assert rule(script()) == "Contract"
    assert rule(script(), [certificate(less(K, THREE), less(K, ONE), k_n=NAT)]) == "Contract"
    assert rule(script(), [certificate(less(K, TWO), less(K, TWO), k_n=NAT)]) == "Contract"


def test_what_a_number_is_settles_what_is_assumed_of_it() -> None:
    def fed(number: int) -> Script:
        return script(sources={"t.n": Literal(number), "b": TWO})

    assert rule(fed(2)) == ""
    assert rule(fed(3)) == "Contract"


def test_a_guarantee_to_the_outside_is_owed() -> None:
    assert rule(script(sources={"t.n": TWO, "b": Literal(4)})) == "Contract"
    assert rule(script(sources={"t.n": TWO, "b": TWO})) == ""


def test_what_was_discharged_at_a_target_stands_from_then_on() -> None:
    """The outer output comes behind the taker, of which it is known by then that its number is below 3."""
    late = script(sources={"t.n": K, "b": Free("t.m")})
    about = certificate(less(Free("t.m"), THREE), less(K, THREE), t_m=NAT)
    assert rule(late, [TAKEN, about]) == ""
    early = replace(
        late, boxes={**late.boxes, "t": Open(Telescope((), (TAKER.ports[0]._replace(assume=None), TAKER.ports[1])), ())}
    )
    assert rule(early, [TAKEN, about]) == "Contract"


def test_what_the_outside_assumes_stands_within() -> None:
    above = certificate(less(K, THREE), less(ONE, Free("a")), k_n=NAT)
    assert rule(script(), [above]) == ""
    unheard = Open(Telescope((), (OUTSIDE.ports[0]._replace(assume=None), OUTSIDE.ports[1])), ())
    assert rule(script(boxes={**script().boxes, "": unheard}), [above]) == "Contract"
    late = (("k", 0, 1), ("t", 0, 2), ("", 0, 2))
    assert rule(script(order=late), [above]) == "Contract"


def test_a_guarantee_that_comes_later_is_no_premise() -> None:
    other = {**script().boxes, "j": Open(MAKER, ())}
    about = certificate(less(K, THREE), less(Free("j.n"), TWO), k_n=NAT)
    assert rule(script(boxes=other, order=(("j", 0, 1), *ORDER)), [about]) == ""
    assert rule(script(boxes=other, order=(*ORDER, ("j", 0, 1))), [about]) == "Contract"


def test_what_an_input_guarantees_or_an_output_assumes_says_nothing() -> None:
    odd = Telescope((), (Field("n", NAT, assume=less(Local(0), TWO)),))
    assert rule(script(boxes={**script().boxes, "k": Open(odd, ())}), [TAKEN]) == "Contract"
    never = Telescope((), (Field("n", NAT, incoming=True, guarantee=less(Local(0), ONE)), TAKER.ports[1]))
    assert (
        rule(
            script(boxes={**script().boxes, "t": Open(never, ())}),
            [TAKEN, certificate(less(K, THREE), less(K, TWO), k_n=NAT)],
        )
        == ""
    )


def test_each_member_of_a_conjunction_is_owed_and_stands() -> None:
    both = Apply(AND, (less(Local(0), TWO), Apply(AT_MOST, (ONE, Local(0)))))
    maker = Open(Telescope((), (Field("n", NAT, guarantee=both),)), ())
    taker = Open(
        Telescope((), (Field("n", NAT, incoming=True, assume=Apply(AND, (less(ONE, TWO), less(Local(0), THREE)))),)), ()
    )
    made = script(
        boxes={**script().boxes, "k": maker, "t": taker}, order=(("", 0, 1), ("k", 0, 1), ("t", 0, 1), ("", 1, 2))
    )
    assert rule(made, [TAKEN]) == ""
    assert rule(made, [certificate(less(K, THREE), Apply(AT_MOST, (ONE, K)), k_n=NAT)]) == ""
    assert rule(made) == "Contract"


@pytest.mark.parametrize("proved", [less(K, THREE), Apply(LESS, (ONE, TWO))])
def test_a_claim_that_is_told_proved_follows_when_all_ports_were_passed(proved: Term) -> None:
    assert rule(script(proved=(proved,)), [TAKEN]) == ""


def test_a_claim_that_does_not_follow_is_refused() -> None:
    assert rule(script(proved=(less(K, ONE),)), [TAKEN]) == "Claim"
    assert rule(script(proved=(less(TWO, ONE),)), [TAKEN]) == "Claim"
    assert rule(script(claims=(less(K, ONE),)), [TAKEN]) == ""
    assert rule(script(proved=(NAT,)), [TAKEN]) == "Subsume"


def test_a_claim_is_proved_from_the_guarantee_of_the_last_port() -> None:
    boxes = {**script().boxes, "j": Open(MAKER, ())}
    about = certificate(less(Free("j.n"), THREE), less(Free("j.n"), TWO), j_n=NAT)
    made = script(boxes=boxes, order=(*ORDER, ("j", 0, 1)), proved=(less(Free("j.n"), THREE),))
    assert rule(made, [TAKEN, about]) == ""
    assert rule(made, [TAKEN]) == "Claim"


def test_a_contract_may_bind_variables_of_its_own() -> None:
    """Behind the port it is about, and whatever ports come later."""
    bounded = Quantified("forall", "m", NAT, Apply(IMPLIES, (less(Local(1), Local(0)), less(Local(1), THREE))))
    maker = Telescope((), (Field("n", NAT, guarantee=bounded), Field("later", NAT)))
    taker = Telescope((), (Field("n", NAT, incoming=True, assume=bounded), Field("m", NAT)))
    of_k = Quantified("forall", "m", NAT, Apply(IMPLIES, (less(Local(0), K), less(Local(0), THREE))))
    boxes = {"": Open(Telescope((), ()), ()), "k": Open(maker, ()), "t": Open(taker, ())}
    made = Script((), boxes, (("k", 0, 2), ("t", 0, 2)), {"t.n": K})
    assert rule(made, [Certificate(shape(of_k), (), (("k.n", NAT),), (shape(of_k),))]) == ""
    assert rule(made) == "Contract"
