"""Heavy libraries are loaded by what needs them, not by every command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.repository.command import FLAGSHIP, run

PLAIN = str(FLAGSHIP)
"""A proposal whose claims follow without arithmetic."""

HEAVY = {"pydantic", "rich", "graphviz", "pygraphviz", "z3", "numpy", "scipy", "oxidd", "highspy", "asyncio"}


def imported(*words: str) -> set[str]:
    """The top-level packages that `interlock WORDS` imports."""
    ran = run(*words, flags=["-X", "importtime"])
    assert ran.returncode == 0, ran.stdout + ran.stderr[-2000:]
    names = re.findall(r"^import time:\s+\d+ \|\s+\d+ \|\s+([\w.]+)$", ran.stderr, re.MULTILINE)
    assert "interlock" in names
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("words", [["--help"], ["check", PLAIN], ["check", PLAIN, "--format", "json"]])
def test_no_heavy_library_is_imported_by(words: list[str]) -> None:
    assert imported(*words) & HEAVY == set()


def test_the_solver_is_imported_where_something_is_owed_that_is_not_plain(tmp_path: Path) -> None:
    owing = tmp_path / "owing.yaml"
    owing.write_text(
        'interlock: 1\nproposal: p\nports: {in x: "{n : Nat | n > 3}", out y: "{n : Nat | n > 2}"}\nwires: [x -> y]\n'
    )
    assert "z3" in imported("check", str(owing))
    plain = tmp_path / "plain.yaml"
    plain.write_text(owing.read_text().replace("> 2", "> 3"))
    assert "z3" not in imported("check", str(plain))


def test_help_imports_no_stage() -> None:
    assert imported("--help") & {"yaml", "interlock_alignment", "interlock_swiss_cheese"} == set()
