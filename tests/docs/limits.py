"""The stated limits of a file, each with the constant that states it."""

from __future__ import annotations

from typing import NamedTuple

from interlock.check import compute, question, solve
from interlock.elaborate import quantity
from interlock.kernel import clause, dimension, evaluate, number, term
from interlock.syntax import alias, bundle, lexis, parse, reading, visible
from interlock.syntax import term as terms


class Limit(NamedTuple):
    """What is limited, the greatest value, and the code of what is told beyond it (empty: nothing is)."""

    what: str
    most: int
    code: str


LIMITS = (
    Limit("bytes of a file", visible.SIZE, "too-large"),
    Limit("characters of all files of a proposal together", bundle.TOTAL, "too-large"),
    Limit("files that a proposal names, directly or not", bundle.FILES, "too-large"),
    Limit("levels of proposals that are nested in one another", bundle.NESTED, "too-deep"),
    Limit("levels of nesting in a file", alias.DEPTH, "too-deep"),
    Limit("nodes that the aliases of a file stand for", alias.EXPANDED, "too-large"),
    Limit("mistakes of YAML in a file, after which reading stops", parse.MISTAKES, "too-large"),
    Limit("unprintable characters told one by one", visible.SHOWN, "too-large"),
    Limit("characters of a term, condition or phrase", reading.LONGEST, "too-large"),
    Limit("faults told of one term, condition or phrase; the rest is their echo", reading.FAULTS, ""),
    Limit("parentheses and binders inside one another", reading.DEEPEST, "too-deep"),
    Limit("levels of a term as it is read", terms.HIGHEST, "too-deep"),
    Limit("levels of a term as it is checked", term.DEPTH_LIMIT, "too-deep"),
    Limit("digits of a number", lexis.DIGITS, "type-syntax"),
    Limit("the decimal exponent of a number", quantity.EXPONENT_LIMIT, "too-large"),
    Limit("an integer in a type (its absolute value; the last is excluded)", term.INTEGER_LIMIT, "too-large"),
    Limit("the exponent of an atom in a polynomial normal form", number.DEGREE_LIMIT, "too-large"),
    Limit("monomials of a polynomial normal form", number.TERM_LIMIT, "too-large"),
    Limit("factors of a measure", dimension.POWER_LIMIT, "too-large"),
    Limit("a prime factor of a unit's number, but for the last below its square", dimension.PRIME_LIMIT, "too-large"),
    Limit("calls of declared functions that wait for one another", evaluate.CALL_LIMIT, "too-large"),
    Limit("a number in a pattern", clause.PATTERN_LIMIT, "too-large"),
    Limit("evaluation steps of one declaration, box or wire", evaluate.STEP_LIMIT, "too-large"),
    Limit(
        "steps of the solver for one question, unless `--solver-steps` says otherwise", solve.STEP_LIMIT, "not-proved"
    ),
    Limit(
        "calls of functions within calls of which the solver is told what equations say", question.DEEP, "not-proved"
    ),
    Limit("calls of functions of which it is told, in one question", question.CALLS, "not-proved"),
    Limit("evaluation steps of the calls in a counterexample", compute.ALL, "not-proved"),
)


def table() -> str:
    """The limits as a table."""
    rows = ["| what | at most | code beyond it |", "|---|--:|---|"]
    return "\n".join([*rows, *(f"| {each.what} | {each.most:,} | {told(each.code)} |" for each in LIMITS)])


def told(code: str) -> str:
    """A code in code, or nothing where the limit is kept in silence."""
    return f"`{code}`" if code else "none"
