"""What is spelled for the user can be typed in again: it elaborates to the term that was spelled."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from interlock.kernel.builtin import (
    ADD,
    AND,
    BOOL,
    FIN,
    INT,
    LESS,
    LIST,
    MULTIPLY,
    NAT,
    OR,
    SUBTRACT,
    TYPE,
    UNIT,
    VEC,
    arrow,
)
from interlock.kernel.context import Context
from interlock.kernel.convert import convertible
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.quote import identity, quote
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.spell import spell
from interlock.kernel.term import Apply, Constant, Free, Literal, Local, Pi, Record, Refinement, Term
from interlock.pipeline import examine
from interlock.plugin.loaded import Loaded
from interlock.syntax.bundle import Missing

KIT = """interlock: 1
vocabulary: kit
families: {Tag: "(n : Nat) -> Type", Of: "(S : Type) -> Type", At: "(i : Int) -> Type"}
"""
TAG, OF, AT = (Constant(f"kit.{name}", (False,)) for name in ("Tag", "Of", "At"))
PARAMETERS = ("n", "m")


@st.composite
def numbers(draw: st.DrawFn, bound: int, fuel: int) -> Term:
    """A natural number over the parameters and the numbers bound."""
    if fuel == 0 or draw(st.booleans()):
        atoms: list[Term] = [Free(name) for name in PARAMETERS] + [Local(level) for level in range(bound)]
        return draw(st.one_of(st.integers(0, 4).map(Literal), st.sampled_from(atoms)))
    operator = draw(st.sampled_from([ADD, MULTIPLY]))
    return Apply(operator, (draw(numbers(bound, fuel - 1)), draw(numbers(bound, fuel - 1))))


@st.composite
def propositions(draw: st.DrawFn, bound: int, fuel: int) -> Term:
    """A proposition about numbers."""
    if fuel == 0 or draw(st.booleans()):
        return Apply(LESS, (draw(numbers(bound, 1)), draw(numbers(bound, 1))))
    parts = (draw(propositions(bound, fuel - 1)), draw(propositions(bound, fuel - 1)))
    return Apply(draw(st.sampled_from([AND, OR])), parts)


@st.composite
def types(draw: st.DrawFn, bound: int = 0, fuel: int = 3) -> Term:
    """A type over the parameters; every variable that it binds is a natural number."""
    form = draw(st.integers(0, 8 if fuel > 0 else 3))
    inner = types(bound, fuel - 1)
    match form:
        case 0:
            return draw(st.sampled_from([NAT, BOOL, UNIT]))
        case 1:
            return Apply(TAG, (draw(numbers(bound, 2)),))
        case 2:
            return Apply(FIN, (draw(numbers(bound, 1)),))
        case 3:
            return Apply(AT, (Apply(SUBTRACT, (Free("n"), draw(numbers(bound, 1)))),))
        case 4:
            return Apply(draw(st.sampled_from([LIST, OF])), (draw(inner),))
        case 5:
            return Apply(VEC, (draw(inner), draw(numbers(bound, 1))))
        case 6:
            return Pi(draw(NAMES), NAT, draw(types(bound + 1, fuel - 1)))
        case 7:
            return Record((f"a{bound}", "b"), (NAT, draw(types(bound + 1, fuel - 1))))
        case _:
            return Refinement(draw(NAMES), NAT, draw(propositions(bound + 1, 1)))


NAMES = st.sampled_from(["n", "m", "k", "k'"])
SIGNATURE = Signature(
    {
        family.name: Entry(family.name, "families", arrow(domain, TYPE))
        for family, domain in ((TAG, NAT), (OF, TYPE), (AT, INT))
    }
)


@given(types())
def test_a_spelled_type_is_read_back(type_: Term) -> None:
    machine = Machine()
    value = evaluate(type_, identity(0), machine)
    text = spell(value)
    files = {
        "kit.yaml": KIT.encode(),
        "proposal.yaml": (
            "interlock: 1\nproposal: p\nuses: [./kit.yaml]\nparameters: {n: Nat, m: Nat}\n"
            f"ports:\n  in x: '{text.replace(chr(39), chr(39) * 2)}'\n"
        ).encode(),
    }
    examined = examine("proposal.yaml", lambda path: files.get(path, Missing("")), Loaded())
    assume(all(told.fault.code != "vacuous" for told in examined.told))  # no value is of such a type
    assert [told.fault.code for told in examined.told] == ["unused-source"], text
    assert examined.diagram is not None
    found = evaluate(examined.diagram.wiring.outer.types[0], (), machine)
    assert convertible(found, value, Context(SIGNATURE, {"n": NAT, "m": NAT}, (), machine)), text
    assert spell(quote(found, 0, machine)) == text
