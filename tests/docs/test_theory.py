"""The page of the type theory and the kernel name the same rules, and what the page says of conversion is so."""

from __future__ import annotations

import pytest

from tests.cases.verdict import faults_of
from tests.docs.rules import carried, refused, stated, titled

EQUAL = (
    ("n + m", "m + n"),
    ("2 * n", "n + n"),
    ("(n + 1) * (m + 1)", "n * m + n + m + 1"),
    ("min n n", "n"),
)
DIFFERENT = (("n + m", "n"), ("n", "n + 1"), ("min n m", "min m n"))
VOCABULARY = """\
interlock: 1
vocabulary: sizes
families:
  Log: {type: "(size : Nat) -> Type"}
  OfType: {type: "(A : Type) -> Type"}
  OfUnit: {type: "(u : Unit) -> Type"}
  OfFunction: {type: "(f : Nat -> Nat) -> Type"}
  OfRecord: {type: "(r : {a : Nat, b : Nat}) -> Type"}
  OfLaw: {type: "(c : Credal Nat) -> Type"}
"""
PROPOSAL = """\
interlock: 1
proposal: example
uses: [./sizes.yaml]
parameters: {n: Nat, m: Nat, u: Unit, v: Unit, f: Nat -> Nat, r: "{a : Nat, b : Nat}"}
ports: {in x: "%s", out y: "%s"}
wires: [x -> y]
"""


def errors(found: str, expected: str) -> list[str]:
    """The codes of the errors in a wire from one type to another."""
    files = {"sizes.yaml": VOCABULARY.encode(), "example.yaml": (PROPOSAL % (found, expected)).encode()}
    return [told.code for told in faults_of(files, "example.yaml") if told.severity == "error"]


def test_the_kernel_carries_no_name_that_the_page_does_not_state() -> None:
    assert carried() | refused() <= set(stated())


def test_the_page_states_no_rule_that_the_kernel_does_not_carry() -> None:
    assert set(stated()) <= carried() | refused()


def test_every_rule_has_a_heading_of_its_own_and_is_stated_once() -> None:
    assert titled() == stated()
    assert len(set(stated())) == len(stated()) > 20


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_terms_with_one_polynomial_are_one_index(left: str, right: str) -> None:
    assert errors(f"Log ({left})", f"Log ({right})") == []


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_terms_with_two_normal_forms_are_two_indices(left: str, right: str) -> None:
    assert errors(f"Log ({left})", f"Log ({right})") == ["type-mismatch"]


SAME = (
    ("OfUnit u", "OfUnit v"),
    ("OfFunction f", "OfFunction (fun k => f k)"),
    ("OfRecord r", "OfRecord {a = r.a, b = r.b}"),
    ("OfLaw (hull (point n))", "OfLaw (anyOf (certain n))"),
    ("Vec Nat n", "Fin n -> Nat"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_conversion_identifies_is_one_type_both_ways(one: str, other: str) -> None:
    assert errors(one, other) == errors(other, one) == []


def test_conversion_does_not_reason() -> None:
    assert errors("OfType {k : Nat | k < 3}", "OfType {k : Nat | k <= 2}") == ["type-mismatch"]
    assert errors("{k : Nat | k < 3}", "{k : Nat | k <= 2}") == []


EMBEDDED = (
    ("Nat", "Real"),
    ("Fin 3", "Int"),
    ("Nat", "Dist Nat"),
    ("Nat", "Possible Nat"),
    ("Nat", "Credal Real"),
    ("Dist Nat", "Credal Nat"),
    ("Possible Nat", "Credal Nat"),
    ("{a : Nat, b : Text}", "{b : Text}"),
    ("{k : Nat | k <= n}", "Nat"),
    ("List (Vec Nat n)", "List (Vec Nat n)"),
)
REFUSED = (("Real", "Nat"), ("Dist Nat", "Nat"), ("List Nat", "List Real"), ("Nat -> Nat", "Real -> Nat"))


@pytest.mark.parametrize(("found", "expected"), EMBEDDED)
def test_what_the_page_embeds_is_embedded(found: str, expected: str) -> None:
    assert errors(found, expected) == []


@pytest.mark.parametrize(("found", "expected"), REFUSED)
def test_what_the_page_does_not_embed_is_refused(found: str, expected: str) -> None:
    assert errors(found, expected) == ["type-mismatch"]
