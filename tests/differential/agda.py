"""Agda, if it is installed: modules written to a folder, and whether it accepts them."""

from __future__ import annotations

import os
import shutil
import subprocess
import textwrap
from dataclasses import replace
from pathlib import Path

from interlock_interchange.agda.module import body, prelude
from tests.differential.diagram import Diagram
from tests.differential.forms import mentioned, script, signature
from tests.differential.naive import ordered

AGDA = shutil.which("agda")
MISSING = "Agda is not installed (Debian: agda-bin)"
OPTIONS = "{-# OPTIONS --cumulativity #-}\n"


def accepted(folder: Path, name: str, text: str) -> tuple[bool, str]:
    """Whether Agda accepts a module, and what it says."""
    assert AGDA is not None
    path = folder / f"{name}.agda"
    path.write_text(text, "utf-8")
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "AGDA_DIR": str(folder)}
    command = [AGDA, "--no-libraries", "-v0", "-i", str(folder), str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=600)
    return ran.returncode == 0, ran.stdout + ran.stderr


def shared(folder: Path) -> None:
    """The prelude as a module of its own, so that it is checked once."""
    text = prelude().replace(" using (", " public using (").replace(" public using () ", " public using () ")
    good, said = accepted(folder, "Prelude", f"{OPTIONS}module Prelude where\n{text}")
    assert good, said


def over_prelude(name: str, text: str) -> str:
    return f"{OPTIONS}module {name} where\nopen import Prelude\n{text}"


def inner(diagram: Diagram, name: str) -> str:
    """A diagram as a module within another."""
    order = ordered(diagram)
    assert order is not None
    used = replace(diagram, families={each: diagram.families[each] for each in mentioned(diagram)})
    laid = script(used, tuple((box, at, at + 1) for box, at in order))
    text = body(laid, signature(used), {box.name: box.kind for box in diagram.boxes})
    return f"module {name} where\n" + textwrap.indent(text.body, "  ")
