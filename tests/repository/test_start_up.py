"""Heavy libraries are loaded by what needs them, not by every command."""

from __future__ import annotations

import re

import pytest

from tests.repository.command import FLAGSHIP, run

HEAVY = {"pydantic", "rich", "graphviz", "pygraphviz", "z3", "numpy", "scipy", "oxidd", "highspy", "asyncio"}


def imported(*words: str) -> set[str]:
    """The top-level packages that `interlock WORDS` imports."""
    ran = run(*words, flags=["-X", "importtime"])
    assert ran.returncode == 0, ran.stdout + ran.stderr[-2000:]
    names = re.findall(r"^import time:\s+\d+ \|\s+\d+ \|\s+([\w.]+)$", ran.stderr, re.MULTILINE)
    assert "interlock" in names
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("words", [["--help"], ["check", str(FLAGSHIP)], ["check", str(FLAGSHIP), "--format", "json"]])
def test_no_heavy_library_is_imported_by(words: list[str]) -> None:
    assert imported(*words) & HEAVY == set()


def test_help_imports_no_stage() -> None:
    assert imported("--help") & {"yaml", "interlock_alignment", "interlock_swiss_cheese"} == set()
