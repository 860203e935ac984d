"""The page of the type theory and the kernel name the same rules, and what the page says of conversion is so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.rules import carried, refused, stated, titled
from tests.repository.command import run

EQUAL = (("n + m", "m + n"), ("2 * n", "n + n"), ("(n + 1) * (m + 1)", "n * m + n + m + 1"), ("min n n", "n"))
DIFFERENT = (("n + m", "n"), ("min n m", "min m n"), ("n", "n + 1"))
VOCABULARY = """\
interlock: 1
vocabulary: sizes
families: {Log: {type: "(size : Nat) -> Type"}}
"""
PROPOSAL = """\
interlock: 1
proposal: example
uses: [./sizes.yaml]
parameters: {n: Nat, m: Nat}
ports: {in x: %s, out y: %s}
wires: [x -> y]
"""


def codes(folder: Path, found: str, expected: str) -> str:
    """What checking says of a wire from one type to another."""
    (folder / "sizes.yaml").write_text(VOCABULARY, "utf-8")
    (folder / "example.yaml").write_text(PROPOSAL % (found, expected), "utf-8")
    return run("check", "example.yaml", folder=folder).stdout


def test_the_kernel_carries_no_name_that_the_page_does_not_state() -> None:
    assert carried() | refused() <= set(stated())


def test_the_page_states_no_rule_that_the_kernel_does_not_carry() -> None:
    assert set(stated()) <= carried() | refused()


def test_every_rule_has_a_heading_of_its_own_and_is_stated_once() -> None:
    assert titled() == stated()
    assert len(set(stated())) == len(stated()) > 20


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_terms_with_one_polynomial_are_one_index(left: str, right: str, tmp_path: Path) -> None:
    assert "error" not in codes(tmp_path, f"Log ({left})", f"Log ({right})")


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_terms_with_two_normal_forms_are_two_indices(left: str, right: str, tmp_path: Path) -> None:
    assert "type-mismatch" in codes(tmp_path, f"Log ({left})", f"Log ({right})")


EMBEDDED = (
    ("Nat", "Real"),
    ("Fin 3", "Int"),
    ("Nat", "Dist Nat"),
    ("Nat", "Possible Nat"),
    ("Nat", "Credal Real"),
    ("Dist Nat", "Credal Nat"),
    ("Possible Nat", "Credal Nat"),
    ('"{a : Nat, b : Text}"', '"{b : Text}"'),
    ("Vec Nat n", "Fin n -> Nat"),
    ('"{x : Nat | x <= n}"', "Nat"),
    ("List (Vec Nat n)", "List (Vec Nat n)"),
)
REFUSED = (("Real", "Nat"), ("Dist Nat", "Nat"), ("List Nat", "List Real"), ("Nat -> Nat", "Real -> Nat"))


@pytest.mark.parametrize(("found", "expected"), EMBEDDED)
def test_what_the_page_embeds_is_embedded(found: str, expected: str, tmp_path: Path) -> None:
    assert "error" not in codes(tmp_path, found, expected)


@pytest.mark.parametrize(("found", "expected"), REFUSED)
def test_what_the_page_does_not_embed_is_refused(found: str, expected: str, tmp_path: Path) -> None:
    assert "type-mismatch" in codes(tmp_path, found, expected)
