"""Random terms, and how they are spelt: with as few parentheses as precedence allows, or with all."""

from __future__ import annotations

from hypothesis import strategies as st

from interlock.syntax.expression import (
    Apply,
    Arrow,
    Binder,
    Expression,
    Lambda,
    Name,
    Numeral,
    Operation,
    Prefix,
    Projection,
    Quantified,
    Quoted,
    RecordType,
    RecordValue,
    Refinement,
    Universe,
    Unreadable,
    Word,
)

LEVELS = {
    "=>": 10,
    "or": 20,
    "and": 30,
    "=": 50,
    "<=": 50,
    ">=": 50,
    "<": 50,
    ">": 50,
    "+": 60,
    "-": 60,
    "*": 70,
    "/": 70,
    "^": 80,
}
ATOM = 90

NAMES = st.sampled_from(["S", "A", "model", "x'", "Größe", "n_1", "_", "ℝ", "Prop", "and_"])
WORDS = NAMES.map(lambda name: Word(name, 0, 0))
ATOMS: st.SearchStrategy[Expression] = st.one_of(
    NAMES.map(lambda name: Name(name, 0, 0)),
    st.sampled_from(["0", "3", "0.5", "1e-4", "2E7"]).map(lambda numeral: Numeral(numeral, 0, 0)),
    st.text(max_size=5).map(lambda value: Quoted(value, 0, 0)),
    st.integers(0, 3).map(lambda level: Universe(level, 0, 0)),
)


def _arrow(binders: tuple[Binder, ...], codomain: Expression) -> Arrow:
    if isinstance(codomain, Arrow):
        return Arrow(binders + codomain.binders, codomain.codomain, 0, 0)
    return Arrow(binders, codomain, 0, 0)


def _larger(terms: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    words = st.lists(WORDS, min_size=1, max_size=2).map(tuple)
    named = st.builds(Binder, words, terms, st.booleans(), st.just(0), st.just(0))
    domain = st.builds(lambda type_: Binder((), type_, False, 0, 0), terms)
    untyped = WORDS.map(lambda word: Binder((word,), None, False, 0, 0))
    fields = st.lists(st.tuples(WORDS, terms), min_size=1, max_size=3).map(tuple)
    operators = st.sampled_from(sorted(LEVELS)).map(lambda text: Word(text, 0, 0))
    zero = st.just(0)
    return st.one_of(
        st.builds(
            lambda head, arguments: Apply(head, tuple(arguments), 0, 0),
            terms.filter(lambda head: not isinstance(head, Apply)),
            st.lists(terms, min_size=1, max_size=3),
        ),
        st.builds(_arrow, st.lists(st.one_of(named, domain), min_size=1, max_size=3).map(tuple), terms),
        st.builds(Lambda, st.lists(st.one_of(named, untyped), min_size=1, max_size=3).map(tuple), terms, zero, zero),
        st.builds(
            Quantified,
            st.sampled_from(["forall", "exists"]).map(lambda text: Word(text, 0, 0)),
            st.lists(named, min_size=1, max_size=2).map(tuple),
            terms,
            zero,
            zero,
        ),
        st.builds(RecordType, st.one_of(fields, st.just(())), zero, zero),
        st.builds(RecordValue, fields, zero, zero),
        st.builds(Refinement, WORDS, terms, terms, zero, zero),
        st.builds(Projection, terms, WORDS, zero, zero),
        st.builds(Operation, operators, terms, terms, zero, zero),
        st.builds(Prefix, st.sampled_from(["not", "-"]).map(lambda text: Word(text, 0, 0)), terms, zero, zero),
    )


TERMS = st.recursive(ATOMS, _larger, max_leaves=12)


def spell(term: Expression, level: int = 0, *, full: bool = False, alone: bool = True) -> str:
    """The term as text that stands where only what binds at least as tightly as ``level`` may stand bare.

    ``alone`` says that nothing follows that could turn a record type into a binder; ``full`` asks for all parentheses.
    """
    text, own = _spelt(term, full)
    safe = alone or not isinstance(term, RecordType | Universe)
    return text if own >= level and safe and not (full and own < ATOM) else f"({text})"


def _spelt(term: Expression, full: bool) -> tuple[str, int]:
    match term:
        case Name(text) | Numeral(text):
            return text, ATOM
        case Quoted(value):
            for plain, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
                value = value.replace(plain, escape)
            return f'"{value}"', ATOM
        case Universe(level):
            return f"Type {level}" if level else "Type", ATOM
        case Projection(record, field):
            inner = spell(record, ATOM, full=full, alone=False)
            return f"({inner}).{field.text}" if isinstance(record, Numeral) else f"{inner}.{field.text}", ATOM
        case Unreadable():
            raise AssertionError("nobody spells what cannot be read")
        case _:
            return _compound(term, full)


def _compound(term: Expression, full: bool) -> tuple[str, int]:
    match term:
        case Apply(head, arguments):
            parts = [spell(part, ATOM, full=full, alone=False) for part in (head, *arguments)]
            return " ".join(parts), 80
        case Operation(operator, left, right):
            level = LEVELS[operator.text]
            before, behind = {10: (11, 10), 50: (51, 51)}.get(level, (level, level + 1))
            ends = spell(left, before, full=full, alone=False), spell(right, behind, full=full, alone=False)
            return f"{ends[0]} {operator.text} {ends[1]}", level
        case Prefix(operator, operand):
            level = 40 if operator.text == "not" else 75
            return f"{operator.text} {spell(operand, level, full=full, alone=False)}", level
        case _:
            return _binding(term, full)


def _binding(term: Expression, full: bool) -> tuple[str, int]:
    match term:
        case Arrow(binders, codomain):
            text = " -> ".join(_group(binder, full) for binder in binders)
            return f"{text} -> {spell(codomain, 10, full=full, alone=False)}", 10
        case Lambda(binders, body):
            return f"fun {_groups(binders, full)} => {spell(body, full=full)}", 0
        case Quantified(quantifier, binders, body):
            return f"{quantifier.text} {_groups(binders, full)}, {spell(body, full=full)}", 0
        case RecordType(fields):
            return _braces(fields, ":", full), ATOM
        case RecordValue(fields):
            return _braces(fields, "=", full), ATOM
        case Refinement(name, type_, proposition):
            return f"{{{name.text} : {spell(type_, full=full)} | {spell(proposition, full=full)}}}", ATOM
        case _:
            raise AssertionError(term)


def _groups(binders: tuple[Binder, ...], full: bool) -> str:
    return " ".join(_group(binder, full) for binder in binders)


def _group(binder: Binder, full: bool) -> str:
    names = " ".join(word.text for word in binder.names)
    if binder.type is None:
        return names
    if not names:
        return spell(binder.type, 11, full=full, alone=False)
    inner = f"{names} : {spell(binder.type, full=full)}"
    return f"{{{inner}}}" if binder.implicit else f"({inner})"


def _braces(fields: tuple[tuple[Word, Expression], ...], sign: str, full: bool) -> str:
    return "{" + ", ".join(f"{name.text} {sign} {spell(held, full=full)}" for name, held in fields) + "}"
