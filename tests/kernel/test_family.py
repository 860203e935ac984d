"""Scripts with families made by hand: members that are not there, or of another family, are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interlock.kernel.builtin import ADD, AT_MOST, DIST, EQUAL, FIN, NAT, POINT, REAL, TYPE, VEC, arrow
from interlock.kernel.context import opening
from interlock.kernel.evaluate import Machine
from interlock.kernel.family import replicated
from interlock.kernel.judge import Refused
from interlock.kernel.script import Open, Script, judge, judge_telescope
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.telescope import Field, Telescope
from interlock.kernel.term import Apply, Constant, Free, Lambda, Literal, Local, Pi, Quantified, Term
from tests.kernel.test_script import ELICITOR, EMPTY, MODEL, MODELLER, SIGNATURE, SPEC, TAG, VERIFIER
from tests.kernel.typed import typed

COUNTER = Telescope((), (Field("count", NAT),))
WEIGHER = Telescope((), (Field("weight", REAL, incoming=True),))
VOTER = Telescope((), (Field("models", Apply(VEC, (MODEL, Literal(2))), incoming=True),))
RELAY = Telescope((), (Field("x", MODEL, incoming=True), Field("y", MODEL, given=Local(0))))
TWO, THREE = Literal(2), Literal(3)


def each(port: str) -> Term:
    """The port of each member."""
    return Lambda("i", Apply(Free(port), (Local(0),)))


def one(port: str, member: int) -> Term:
    return Apply(Free(port), (Literal(member),))


def script(**changes: object) -> Script:
    """Two modellers, an elicitor about each, and verifiers of both."""
    boxes = {
        "": EMPTY,
        "m": Open(MODELLER, (), TWO),
        "e": Open(ELICITOR, (), TWO),
        "v": Open(VERIFIER, (), TWO),
        "all": Open(VOTER, ()),
    }
    order = (("m", 0, 1), ("e", 0, 2), ("v", 0, 2), ("all", 0, 1))
    sources: dict[str, Term] = {
        "e.model": each("m.model"),
        "v.model": each("m.model"),
        "v.spec": each("e.spec"),
        "all.models": Free("m.model"),
    }
    return replace(Script((), boxes, order, sources), **changes)  # type: ignore[arg-type]


def with_sources(**sources: Term) -> Script:
    good = script()
    return replace(good, sources={**good.sources, **{name.replace("_", "."): s for name, s in sources.items()}})


def refused(bad: Script) -> str:
    with pytest.raises(Refused) as refusal:
        judge(bad, SIGNATURE)
    return refusal.value.rule


def test_families_of_one_number_are_wired_member_by_member() -> None:
    types = typed(script(), SIGNATURE)
    assert types["v.spec"] is not types["e.spec"]
    assert list(types) == ["m.model", "e.model", "e.spec", "v.model", "v.spec", "all.models"]


def test_all_members_about_one_model_fit_a_specification_of_it_alone() -> None:
    assert refused(with_sources(v_model=Lambda("i", one("m.model", 0)))) == "Define"
    both = Lambda("i", one("m.model", 0))
    judge(with_sources(e_model=both, v_model=both), SIGNATURE)


def test_a_member_beyond_the_last_is_refused() -> None:
    assert refused(with_sources(e_model=Lambda("i", one("m.model", 2)))) == "Subsume"


def test_a_family_of_another_number_is_refused() -> None:
    boxes = {**script().boxes, "m": Open(MODELLER, (), THREE)}
    assert refused(script(boxes=boxes)) in ("Define", "Subsume")


def test_a_number_that_is_none_is_refused() -> None:
    assert refused(script(boxes={**script().boxes, "e": Open(ELICITOR, (), MODEL)})) != ""


def test_a_single_box_is_no_family() -> None:
    boxes = {**script().boxes, "m": Open(MODELLER, ())}
    assert refused(script(boxes=boxes)) == "App"


def test_a_vector_is_not_one_value() -> None:
    boxes = {"": EMPTY, "m": Open(MODELLER, (), TWO), "e": Open(ELICITOR, ())}
    order = (("m", 0, 1), ("e", 0, 2))
    assert refused(Script((), boxes, order, {"e.model": each("m.model")})) == "Each"
    assert refused(Script((), boxes, order, {"e.model": Free("m.model")})) == "Define"
    judge(Script((), boxes, order, {"e.model": one("m.model", 1)}), SIGNATURE)


def test_each_member_may_embed() -> None:
    boxes = {"": EMPTY, "c": Open(COUNTER, (), TWO), "w": Open(WEIGHER, (), TWO)}
    judge(Script((), boxes, (("c", 0, 1), ("w", 0, 1)), {"w.weight": each("c.count")}), SIGNATURE)


def test_what_a_member_is_given_to_be_is_known() -> None:
    boxes = {"": EMPTY, "m": Open(MODELLER, (), TWO), "r": Open(RELAY, (), TWO), "e": Open(ELICITOR, (), TWO)}
    boxes["v"] = Open(VERIFIER, (), TWO)
    order = (("m", 0, 1), ("r", 0, 2), ("e", 0, 2), ("v", 0, 2))
    sources = {"r.x": each("m.model"), "e.model": each("r.y"), "v.model": each("m.model"), "v.spec": each("e.spec")}
    judge(Script((), boxes, order, sources), SIGNATURE)


def test_contracts_hold_for_all_members() -> None:
    promised = Telescope((), (Field("n", NAT, guarantee=Apply(AT_MOST, (Local(0), Literal(3)))),))
    family = replicated(promised, Machine())
    judge_telescope(family, opening(SIGNATURE))
    assert family.ports[0].guarantee is not None
    assert Apply(FIN, (Local(0),)) is family.ports[0].type.domain  # type: ignore[attr-defined]


def test_later_ports_are_about_the_same_member() -> None:
    family = replicated(ELICITOR, Machine())
    judge_telescope(family, opening(SIGNATURE))
    assert family.ports[1].type.codomain is Apply(SPEC, (Apply(Local(1), (Local(2),)),))  # type: ignore[attr-defined]


def test_what_each_member_embeds_is_seen_by_later_types() -> None:
    """`law.x` is the point distribution at `c.count` of each member, so what is about it is about that distribution."""
    at, of = Apply(POINT, (NAT, Local(0))), Apply(DIST, (NAT,))
    signature = Signature({**SIGNATURE.entries, "Law": Entry("Law", "families", arrow(of, TYPE))})
    about = Constant("Law")
    counter = Telescope((), (Field("count", NAT), Field("law", Apply(about, (at,)))))
    reader = Telescope((), (Field("x", of, incoming=True), Field("law", Apply(about, (Local(0),)), incoming=True)))
    boxes = {"": EMPTY, "c": Open(counter, (), TWO), "r": Open(reader, (), TWO), "d": Open(counter, (), TWO)}
    order = (("c", 0, 2), ("d", 0, 2), ("r", 0, 2))
    sources: dict[str, Term] = {"r.x": each("c.count"), "r.law": each("c.law")}
    judge(Script((), boxes, order, sources), signature)
    with pytest.raises(Refused) as refusal:
        judge(Script((), boxes, order, {**sources, "r.law": each("d.law")}), signature)
    assert refusal.value.rule == "Define"


def test_what_is_said_of_one_is_said_of_each() -> None:
    """Parameters stay, ports before become those of the same member, and what is given a function of the member."""
    below = Apply(AT_MOST, (Local(2), Local(0)))
    ports = (
        Field("a", NAT, incoming=True, assume=Apply(AT_MOST, (Local(1), Local(0)))),
        Field("b", NAT, given=Local(1), guarantee=below, fixed=True),
    )
    family = replicated(Telescope((Field("most", NAT),), ports), Machine())
    assert [(p.name, p.type) for p in family.parameters] == [("most", NAT), ("replicate", NAT)]
    a, b = family.ports
    judge_telescope(family, opening(SIGNATURE))
    assert (a.incoming, a.fixed, a.given, a.guarantee) == (True, False, None, None)
    assert (b.incoming, b.fixed, b.assume) == (False, True, None)
    members = Apply(FIN, (Local(1),))
    assert (a.type.domain, a.type.codomain) == (members, NAT)  # type: ignore[attr-defined]
    assert isinstance(a.assume, Quantified)
    assert (a.assume.quantifier, a.assume.domain) == ("forall", members)
    assert a.assume.body is Apply(AT_MOST, (Apply(Local(2), (Local(3),)), Local(0)))
    assert isinstance(b.given, Lambda)
    assert b.given.body is Apply(Local(2), (Local(3),))
    assert isinstance(b.guarantee, Quantified)
    assert b.guarantee.body is Apply(AT_MOST, (Apply(Local(3), (Local(4),)), Local(0)))


def test_what_is_no_family_feeds_none() -> None:
    boxes = {"": EMPTY, "c": Open(COUNTER, ()), "w": Open(WEIGHER, (), TWO)}
    assert refused(Script((), boxes, (("c", 0, 1), ("w", 0, 1)), {"w.weight": Free("c.count")})) == "Define"
    boxes["c"] = Open(COUNTER, (), THREE)
    assert refused(Script((), boxes, (("c", 0, 1), ("w", 0, 1)), {"w.weight": Free("c.count")})) == "Define"
    boxes["c"] = Open(COUNTER, (), TWO)
    judge(Script((), boxes, (("c", 0, 1), ("w", 0, 1)), {"w.weight": Free("c.count")}), SIGNATURE)


def test_claims_about_families_are_judged() -> None:
    judge(script(claims=(Apply(EQUAL, (MODEL, one("m.model", 0), one("m.model", 1))),)), SIGNATURE)
    assert refused(script(claims=(one("m.model", 2),))) == "Subsume"
    assert refused(script(proved=(Apply(EQUAL, (MODEL, one("m.model", 0), one("m.model", 1))),))) == "Claim"


def test_each_member_may_be_a_dependent_function() -> None:
    tagged = Pi("n", NAT, Apply(TAG, (Local(0),)))
    inside = Pi("n", NAT, Apply(TAG, (Local(1),)))
    maker = Telescope((), (Field("a", NAT), Field("f", tagged)))
    taker = Telescope((), (Field("a", NAT, incoming=True), Field("f", inside, incoming=True)))
    boxes = {"": EMPTY, "m": Open(maker, (), TWO), "t": Open(taker, (), TWO)}
    order = (("m", 0, 2), ("t", 0, 2))
    sources: dict[str, Term] = {"t.a": each("m.a"), "t.f": each("m.f")}
    with pytest.raises(Refused):  # here `f` yields what is about `a`, whatever it is applied to
        judge(Script((), boxes, order, sources), SIGNATURE)
    maker = Telescope((), (Field("a", NAT), Field("f", inside)))
    judge(Script((), {**boxes, "m": Open(maker, (), TWO)}, order, sources), SIGNATURE)


def test_each_member_may_yield_functions_of_functions() -> None:
    """Binders under the member's own are counted from it, in types and in what is given."""
    two = arrow(NAT, NAT, NAT)
    law = {**SIGNATURE.entries, "Law": Entry("Law", "families", arrow(two, TYPE))}

    def tagged(depth: int) -> Term:
        return Pi("n", NAT, Pi("m", NAT, Apply(TAG, (Local(depth),))))

    def about(level: int) -> Term:
        return Apply(Constant("Law"), (Local(level),))

    added = Lambda("x", Lambda("y", Apply(ADD, (Local(2), Local(3)))))
    maker = (Field("a", NAT), Field("f", tagged(1)), Field("g", two, given=added), Field("t", about(2)))
    taker = (Field("f", tagged(0), True), Field("g", two, True), Field("t", about(1), True))
    boxes = {"": EMPTY, "m": Open(Telescope((), maker), (), TWO), "k": Open(Telescope((), taker), (), TWO)}
    sources: dict[str, Term] = {"k.f": each("m.f"), "k.g": each("m.g"), "k.t": each("m.t")}
    judge(Script((), boxes, (("m", 0, 4), ("k", 0, 3)), sources), Signature(law))
    boxes["k"] = Open(Telescope((), (Field("f", Pi("n", NAT, tagged(1)), True), *taker[1:])), (), TWO)
    with pytest.raises(Refused):
        judge(Script((), boxes, (("m", 0, 4), ("k", 0, 3)), sources), Signature(law))
