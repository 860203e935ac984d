"""What the page of the file format says of terms is so."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from interlock.syntax.term import term
from tests.docs.generated import FORMAT
from tests.repository.sources import modules
from tests.syntax.scalars import bare, clean

PAGE = FORMAT.read_text("utf-8")


def column(head: str, place: int) -> list[str]:
    """The code in a column of the table with a head."""
    rows = PAGE.split(f"\n{head}\n", 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    cells = (re.split(r"(?<!\\)\|", row)[place] for row in rows)
    return [code.replace("\\|", "|") for cell in cells for code in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize("form", column("| form | meaning |", 1))
def test_every_form_of_a_term_is_read(form: str) -> None:
    assert clean(term, form) is not None


def test_operators_bind_as_the_levels_say() -> None:
    levels = [line.split("|")[2] for line in PAGE.splitlines() if re.match(r"\| [3-8] \|", line)]
    infix = [re.findall(r"`([^`]+)`", level)[0] for level in levels if "`not`" not in level]
    assert infix == ["or", "and", "=", "+", "*"]
    for loose, tight in pairwise(infix):
        assert bare(clean(term, f"a {loose} b {tight} c")) == bare(clean(term, f"a {loose} (b {tight} c)"))
        assert bare(clean(term, f"a {tight} b {loose} c")) == bare(clean(term, f"(a {tight} b) {loose} c"))


def test_other_spellings_are_those_of_the_page() -> None:
    (line,) = (row for row in PAGE.replace("\n", " ").split("`") if row.startswith("∀"))
    (same,) = (row for row in PAGE.replace("\n", " ").split("`") if row.startswith("forall exists ->"))
    from interlock.syntax.lexis import SPELLINGS

    assert dict(zip(line.split(), same.split(), strict=True)) == SPELLINGS


def test_every_limit_of_kernel_and_elaborator_is_stated() -> None:
    files = modules("core/interlock/kernel", "core/interlock/elaborate")
    (listed,) = (m.text for m in modules("tests/docs") if m.path.endswith("/limits.py"))
    named = {name for m in files for name in re.findall(r"^([A-Z]+_LIMIT)\b", m.text, re.MULTILINE)}
    apart = {"LENGTH_LIMIT"}  # of what is printed
    assert named - apart == set(re.findall(r"\.([A-Z]+_LIMIT)\b", listed))
