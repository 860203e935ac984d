"""The whole gallery in one process: each proposal checked with its variants, analysed, drawn, and compared with a variant.

Run from the root of the repository: `python -m bench.gallery`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import yaml

from bench.cost import ROOT
from bench.table import Figure, Result, Table, markdown

GOAL: Final = 60.0
"""Seconds of processors that all of it may take."""

STEPS: Final = ("check", "analyze", "render", "diff")


def measure() -> Result:
    """The seconds of each step with each proposal, and of all of them."""
    proposals = sorted((ROOT / "proposals").glob("*/proposal.yaml"))
    with TemporaryDirectory() as folder:
        times = {path.parent.name: _times(path, Path(folder, "picture.svg")) for path in proposals}
    whole = sum(sum(each.values()) for each in times.values())
    rows = tuple((name, *(f"{each.get(step, 0.0):.2f}" for step in STEPS)) for name, each in times.items())
    figure = Figure(f"check, analyse, draw and compare {len(rows)} proposals", whole, GOAL, "s")
    return Result("The gallery, in one process", (figure,), (Table("Seconds of processors", ("", *STEPS), rows),))


def _times(proposal: Path, picture: Path) -> Mapping[str, float]:
    """Seconds by step; a proposal without a variant that checks is compared with nothing."""
    path = str(proposal)
    words = {"check": (), "analyze": (), "render": ("-o", str(picture))}
    told = {step: _timed(step, path, *more) for step, more in words.items()}
    variant = _variant(proposal)
    return {**told, "diff": _timed("diff", path, f"@{variant}")} if variant else told


def _variant(proposal: Path) -> str:
    """The last variant that checks, empty if none does."""
    variants = yaml.safe_load(proposal.read_text("utf-8")).get("variants") or {}
    return next((name for name, laid in reversed(variants.items()) if laid and "fails" not in laid), "")


def _timed(*words: str) -> float:
    """The seconds of processors that a command takes in this process, with those of Graphviz."""
    from interlock.cli import main

    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        begun = _spent()
        code = main([*words, "--fail-on", "never"] if words[0] in ("check", "analyze") else words)
        took = _spent() - begun
    if code:
        raise SystemExit(f"interlock {' '.join(words)} ended with {code}")
    return took


def _spent() -> float:
    """The seconds of processors of this process so far, and of those that it has waited for."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    print(markdown(measure()))
