"""Scripts made by hand: what the elaborator would never write is refused all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interlock.kernel.builtin import ADD, BOOL, DIST, EQUAL, LESS, NAT, PROP, REAL, TYPE, UNIT, arrow
from interlock.kernel.clause import Clause, Variable
from interlock.kernel.context import opening
from interlock.kernel.judge import Refused
from interlock.kernel.obligation import Certificate, Discharged
from interlock.kernel.script import Open, Script, judge, judge_signature, judge_telescope
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.telescope import Field, Telescope
from interlock.kernel.term import (
    Apply,
    Constant,
    Free,
    Literal,
    Local,
    Pi,
    Project,
    Quantified,
    Record,
    Refinement,
    Term,
    Tuple,
    Universe,
)
from tests.kernel.typed import typed

SIGNATURE = Signature(
    {
        "Model": Entry("Model", "families", TYPE),
        "Spec": Entry("Spec", "families", Pi("m", Constant("Model"), TYPE)),
        "Tag": Entry("Tag", "families", arrow(NAT, TYPE)),
        "good": Entry("good", "predicates", arrow(NAT, PROP)),
    }
)
MODEL, SPEC, TAG, GOOD = (Constant(name) for name in SIGNATURE.entries)

MODELLER = Telescope((), (Field("model", MODEL),))
ELICITOR = Telescope((), (Field("model", MODEL, incoming=True), Field("spec", Apply(SPEC, (Local(0),)))))
VERIFIER = Telescope((), (Field("model", MODEL, incoming=True), Field("spec", Apply(SPEC, (Local(0),)), incoming=True)))
OUTSIDE = Telescope((), ())
EMPTY = Open(OUTSIDE, ())


def script(**changes: object) -> Script:
    """Two modellers, an elicitor about the first, and a verifier fed from both."""
    boxes = {
        "": EMPTY,
        "m": Open(MODELLER, ()),
        "n": Open(MODELLER, ()),
        "e": Open(ELICITOR, ()),
        "v": Open(VERIFIER, ()),
    }
    order = (("m", 0, 1), ("n", 0, 1), ("e", 0, 2), ("v", 0, 2))
    sources: dict[str, Term] = {"e.model": Free("m.model"), "v.model": Free("m.model"), "v.spec": Free("e.spec")}
    return replace(Script((), boxes, order, sources), **changes)  # type: ignore[arg-type]


def refused(bad: Script, signature: Signature = SIGNATURE) -> str:
    with pytest.raises(Refused) as refusal:
        judge(bad, signature)
    return refusal.value.rule


def test_a_script_gives_every_port_its_type() -> None:
    types = typed(script(), SIGNATURE)
    assert types["v.spec"] is types["e.spec"] is Apply(SPEC, (Free("m.model"),))
    assert list(types) == ["m.model", "n.model", "e.model", "e.spec", "v.model", "v.spec"]


def test_a_specification_of_another_model_is_refused() -> None:
    good = script().sources
    assert refused(script(sources={**good, "v.model": Free("n.model")})) == "Define"
    assert refused(script(sources={**good, "e.model": Free("n.model")})) == "Define"
    both = {**good, "v.model": Free("n.model"), "e.model": Free("n.model")}
    assert typed(script(sources=both), SIGNATURE)["v.spec"] is Apply(SPEC, (Free("n.model"),))


def test_a_source_that_does_not_exist_is_refused() -> None:
    assert refused(script(sources={**script().sources, "v.spec": Free("x.spec")})) == "Port"


def test_a_target_is_no_source() -> None:
    assert refused(script(sources={**script().sources, "v.model": Free("e.model")})) == "Port"


def test_a_box_cannot_be_fed_before_its_source_is_there() -> None:
    late = (("e", 0, 2), ("v", 0, 2), ("m", 0, 1), ("n", 0, 1))
    assert refused(script(order=late)) == "Port"


@pytest.mark.parametrize("missing", range(4))
def test_every_port_is_visited(missing: int) -> None:
    order = script().order
    assert refused(script(order=order[:missing] + order[missing + 1 :])) in ("Whole", "Port")


def test_half_a_box_is_not_enough() -> None:
    order = (*script().order[:3], ("v", 0, 1))
    assert refused(script(order=order)) == "Whole"


def test_a_target_without_a_source_is_refused() -> None:
    sources = dict(script().sources)
    del sources["v.spec"]
    assert refused(script(sources=sources)) == "Whole"


SIZED = Telescope(
    (Field("X", Universe(0)), Field("n", NAT)),
    (Field("x", Local(0), incoming=True), Field("t", Apply(TAG, (Local(1),)))),
)


def sized(*arguments: Term, parameters: tuple[Field, ...] = ()) -> Script:
    outer = Telescope(parameters, (Field("a", BOOL, incoming=True),))
    boxes = {"": Open(outer, tuple(Free(p.name) for p in parameters)), "s": Open(SIZED, arguments)}
    return Script(parameters, boxes, (("", 0, 1), ("s", 0, 2)), {"s.x": Free("a")})


def test_arguments_have_the_types_of_their_parameters() -> None:
    assert typed(sized(BOOL, Literal(3)), SIGNATURE)["s.t"] is Apply(TAG, (Literal(3),))
    assert refused(sized(BOOL, Literal(-1))) == "Subsume"
    assert refused(sized(Universe(0), Literal(3))) in ("Subsume", "Define")
    assert refused(sized(NAT, Literal(3))) == "Define"
    assert refused(sized(BOOL)) == "Open"
    assert refused(sized(BOOL, Literal(3), Literal(4))) == "Open"


def test_outer_parameters_are_rigid() -> None:
    parameters = (Field("S", Universe(0)), Field("k", NAT))
    types = typed(sized(BOOL, Free("k"), parameters=parameters), SIGNATURE)
    assert types["s.t"] is Apply(TAG, (Free("k"),))
    assert refused(sized(Free("S"), Free("k"), parameters=parameters)) == "Define"


def test_the_types_of_outer_parameters_are_judged() -> None:
    ill = (Field("p", Apply(TAG, (BOOL,))),)
    assert refused(Script(ill, {"": EMPTY}, (), {}))


def test_claims_are_propositions_over_the_ports() -> None:
    good = Apply(EQUAL, (MODEL, Free("m.model"), Free("n.model")))
    judge(replace(script(), claims=(good,)), SIGNATURE)
    assert refused(replace(script(), claims=(Free("m.model"),))) == "Subsume"
    assert refused(replace(script(), claims=(Apply(EQUAL, (MODEL, Free("m.model"), Free("z.model"))),))) == "Port"


def test_arguments_may_mention_ports() -> None:
    outer = Telescope((), (Field("a", NAT, incoming=True), Field("t", Apply(TAG, (Local(0),)), incoming=True)))
    relay = Telescope((Field("X", Universe(0)),), (Field("x", Local(0), incoming=True), Field("y", Local(0))))
    boxes = {"": Open(outer, ()), "r": Open(relay, (Apply(TAG, (Free("a"),)),))}
    good = Script((), boxes, (("", 0, 2), ("r", 0, 2)), {"r.x": Free("t")})
    assert typed(good, SIGNATURE)["r.y"] is Apply(TAG, (Free("a"),))
    unheard = {**boxes, "r": Open(relay, (Apply(TAG, (Free("z"),)),))}
    assert refused(replace(good, boxes=unheard)) in ("Define", "Port")


def given(value: Term, type_: Term = NAT) -> Script:
    inner = Telescope((), (Field("x", NAT, incoming=True), Field("y", type_, given=value)))
    target = Apply(TAG, (Apply(ADD, (Local(0), Literal(1))),))
    outer = Telescope(
        (),
        (
            Field("a", NAT, incoming=True),
            Field("s", Apply(TAG, (Apply(ADD, (Local(0), Literal(2))),)), incoming=True),
            Field("b", NAT),
            Field("t", Apply(TAG, (Apply(ADD, (Local(2), Literal(1))),))),
        ),
    )
    assert target.depth == 3
    boxes = {"": Open(outer, ()), "g": Open(inner, ())}
    order = (("", 0, 2), ("g", 0, 2), ("", 2, 4))
    return Script((), boxes, order, {"g.x": Free("a"), "b": Free("g.y"), "t": Free("s")})


def test_a_given_output_is_what_it_is_given_to_be() -> None:
    types = typed(given(Apply(ADD, (Local(0), Literal(1)))), SIGNATURE)
    assert types["t"] is types["s"]
    assert refused(given(Local(0))) == "Define"
    assert refused(given(Literal(value=True))) == "Subsume"


def test_a_given_outer_output_is_what_its_source_is() -> None:
    outer = Telescope(
        (), (Field("a", NAT, incoming=True), Field("b", NAT, given=Local(0)), Field("c", NAT, given=Literal(3)))
    )
    order = (("", 0, 3),)
    assert refused(Script((), {"": Open(outer, ())}, order, {"b": Free("a"), "c": Free("a")})) == "Given"


def fields(source: Term) -> Script:
    first, second = (Record(("m", "s"), (MODEL, Apply(SPEC, (Local(depth),)))) for depth in (0, 1))
    outer = Telescope((), (Field("p", first, incoming=True), Field("q", second, incoming=True)))
    boxes = {"": Open(outer, ()), "v": Open(VERIFIER, ())}
    sources = {"v.model": Project(Free("p"), "m"), "v.spec": source}
    return Script((), boxes, (("", 0, 2), ("v", 0, 2)), sources)


def test_a_field_is_a_source_of_the_type_at_its_own_record() -> None:
    judge(fields(Project(Free("p"), "s")), SIGNATURE)
    assert refused(fields(Project(Free("q"), "s"))) == "Define"
    assert refused(fields(Project(Free("p"), "z"))) == "Proj"
    assert refused(fields(Project(Tuple(("s",), (Free("p"),)), "s"))) == "Infer"


def test_an_embedded_source_is_what_later_types_mention() -> None:
    law = Signature({**SIGNATURE.entries, "Law": Entry("Law", "families", arrow(Apply(DIST, (NAT,)), TYPE))})
    outer = Telescope(
        (),
        (
            Field("a", NAT, incoming=True),
            Field(
                "l", Apply(Constant("Law"), (Apply(Constant("point", (True, False)), (NAT, Local(0))),)), incoming=True
            ),
            Field("d", Apply(DIST, (NAT,))),
            Field("k", Apply(Constant("Law"), (Local(2),))),
        ),
    )
    judge(Script((), {"": Open(outer, ())}, (("", 0, 4),), {"d": Free("a"), "k": Free("l")}), law)


@pytest.mark.parametrize(
    ("telescope", "rule"),
    [
        (Telescope((Field("x", Literal(3)),), ()), "Universe"),
        (Telescope((), (Field("x", Universe(0)),)), "Tele"),
        (Telescope((), (Field("x", Literal(3)),)), "Universe"),
        (Telescope((), (Field("x", NAT, given=Literal(value=True)),)), "Subsume"),
        (Telescope((), (Field("x", NAT, assume=Local(0)),)), "Subsume"),
        (Telescope((), (Field("x", NAT, guarantee=Apply(GOOD, (Local(1),))),)), "Var"),
        (Telescope((), (Field("x", Apply(TAG, (Local(0),))), Field("y", NAT))), "Var"),
    ],
)
def test_a_wrong_interface_is_refused(telescope: Telescope, rule: str) -> None:
    with pytest.raises(Refused) as refusal:
        judge_telescope(telescope, opening(SIGNATURE))
    assert refusal.value.rule == rule
    broken = Script((), {"": EMPTY, "b": Open(telescope, ())}, (), {})
    assert refused(broken) == rule


def test_a_right_interface_is_accepted() -> None:
    good = Telescope(
        (Field("X", Universe(1)), Field("n", NAT)),
        (
            Field("x", NAT, incoming=True, assume=Apply(LESS, (Local(2), Local(1)))),
            Field("y", NAT, given=Literal(3), guarantee=Apply(GOOD, (Local(3),))),
        ),
    )
    judge_telescope(good, opening(SIGNATURE))


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (Entry("bad", "families", Literal(3)), "Universe"),
        (Entry("bad", "predicates", Apply(TAG, (BOOL,))), "Subsume"),
        (Entry("bad", "lemmas", NAT), "Subsume"),
        (Entry("bad", "lemmas", Apply(GOOD, (Free("x"),))), "Port"),
        pytest.param(Entry("bad", "families", NAT), "Decl"),
        pytest.param(Entry("bad", "predicates", arrow(NAT, BOOL)), "Decl"),
    ],
)
def test_a_wrong_declaration_is_refused(entry: Entry, rule: str) -> None:
    signature = Signature({**SIGNATURE.entries, "bad": entry})
    with pytest.raises(Refused) as refusal:
        judge_signature(signature, signature.entries.values())
    assert refusal.value.rule == rule


def test_right_declarations_are_accepted() -> None:
    lemma = Quantified("forall", "n", NAT, Apply(GOOD, (Local(0),)))
    signature = Signature({**SIGNATURE.entries, "all": Entry("all", "lemmas", lemma)})
    judge_signature(signature, signature.entries.values())


def test_widening_is_no_way_back() -> None:
    outer = Telescope((), (Field("r", REAL, incoming=True), Field("n", NAT)))
    assert refused(Script((), {"": Open(outer, ())}, (("", 0, 2),), {"n": Free("r")})) == "Define"


def test_the_outside_has_the_parameters_of_the_script() -> None:
    """Else the types of outer ports would be over other variables than the rigid ones."""
    parameters = (Field("k", NAT),)
    outer = Telescope((Field("j", NAT),), (Field("t", Apply(TAG, (Local(0),)), incoming=True),))
    assert refused(Script(parameters, {"": Open(outer, (Free("k"),))}, (("", 0, 1),), {})) == "Open"
    judge(Script(outer.parameters, {"": Open(outer, (Free("j"),))}, (("", 0, 1),), {}), SIGNATURE)


def test_types_are_equal_if_functions_of_the_signature_make_them_so() -> None:
    clauses = (Clause((Variable("n"),), Apply(ADD, (Local(0), Local(0)))),)
    twice = Constant("twice", (False,), reducible=True)
    entries = {**SIGNATURE.entries, "twice": Entry("twice", "functions", arrow(NAT, NAT), clauses=clauses)}
    given_, due = Apply(TAG, (Apply(twice, (Literal(3),)),)), Apply(TAG, (Literal(6),))
    outer = Telescope((), (Field("a", given_, incoming=True), Field("b", due)))
    judge(Script((), {"": Open(outer, ())}, (("", 0, 2),), {"b": Free("a")}), Signature(entries))
    assert refused(Script((), {"": Open(outer, ())}, (("", 0, 2),), {"b": Free("a")})) != ""


def test_what_a_declaration_owes_is_looked_up() -> None:
    below = Refinement("n", NAT, Apply(LESS, (Local(0), Literal(3))))
    few = Entry("few", "families", Pi("n", below, TYPE))
    owing = Entry("owing", "families", Pi("k", NAT, Pi("f", Apply(Constant("few"), (Local(0),)), TYPE)))
    signature = Signature({"few": few, "owing": owing})
    granted = Certificate(Apply(LESS, (Local(0), Literal(3))), (NAT,), (), ())
    judge_signature(signature, signature.entries.values(), Discharged([granted]))
    with pytest.raises(Refused) as refusal:
        judge_signature(signature, signature.entries.values())
    assert refusal.value.rule == "Refine"


def test_what_an_outer_output_is_given_to_be_is_compared_at_its_type() -> None:
    """Of a type with one value any source is that value."""
    outer = Telescope(
        (), (Field("u", UNIT, incoming=True), Field("v", UNIT, incoming=True), Field("o", UNIT, given=Local(0)))
    )
    judge(Script((), {"": Open(outer, ())}, (("", 0, 3),), {"o": Free("v")}), SIGNATURE)
