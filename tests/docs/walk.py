"""A page whose blocks a reader types in order: files written as it says, commands run, and what they print.

The first line of a `yaml` block names its file: `# plan.yaml` is the whole of it, `# plan.yaml, at the end` goes behind
what is there, and `# plan.yaml, in place of what is there` replaces the part that begins with the block's next line.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.repository.command import START, environment
from tests.repository.generated import fenced

FENCED = r"^```(?P<language>\w+)\n(?P<body>.*?)^```$"
MARKED = r"^<!-- generated: (?P<mark>.+?) -->$.*?^<!-- /generated -->$"
PIECE = re.compile(rf"{MARKED}|{FENCED}", re.MULTILINE | re.DOTALL)
HEAD = re.compile(r"# (?P<file>[\w./-]+\.(?:yaml|py|toml))(?:, (?P<how>.*))?$")


class Block(NamedTuple):
    """A fenced block, or with an empty language the name of a generated part."""

    language: str
    body: str


class Ran(NamedTuple):
    """A block of commands: what it printed, how it ended, and the generated part that shows it, if one does."""

    commands: str
    printed: str
    code: int
    mark: str


class Walk(NamedTuple):
    """What came of a page: its commands in order, and the files that lay there at the end."""

    ran: tuple[Ran, ...]
    files: dict[str, bytes]


def pieces(page: Path) -> list[Block]:
    """The blocks and generated parts of a page, in order; what stands inside a generated part is left out."""
    found = PIECE.finditer(page.read_text("utf-8"))
    return [Block("", f["mark"]) if f["mark"] else Block(f["language"], f["body"]) for f in found]


@cache
def walk(page: Path) -> Walk:
    """Does what a page says, in an empty folder."""
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as tools:
        folder = Path(place)
        bin_ = install(Path(tools))
        ran: list[Ran] = []
        for block in pieces(page):
            if block.language == "yaml":
                lay(block.body, folder)
            elif block.language == "sh":
                ran.append(command(block.body, folder, bin_))
            elif not block.language and ran and not ran[-1].mark:
                ran[-1] = ran[-1]._replace(mark=block.body)
        left = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    return Walk(tuple(ran), left)


def install(folder: Path) -> Path:
    """A folder for PATH in which `interlock` is the program under test."""
    program = folder / "interlock"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{START}' \"$@\"\n", "utf-8")
    program.chmod(0o755)
    return folder


def command(text: str, folder: Path, bin_: Path) -> Ran:
    """Runs a block in a shell that stops at the first command that fails."""
    kept = environment("0")
    kept["PATH"] = f"{bin_}{os.pathsep}{kept['PATH']}"
    done = subprocess.run(
        ["sh", "-ec", text],
        cwd=folder,
        env=kept,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=120,
    )
    return Ran(text, done.stdout, done.returncode, "")


def lay(body: str, folder: Path) -> None:
    """Writes a block into the file that its first line names."""
    first, _, rest = body.partition("\n")
    head = HEAD.match(first)
    assert head is not None, f"a block of a file begins with its name: {first!r}"
    path = folder / head["file"]
    match head["how"]:
        case None:
            path.write_text(rest, "utf-8")
        case "at the end":
            path.write_text(path.read_text("utf-8") + rest, "utf-8")
        case "in place of what is there":
            path.write_text(replaced(path.read_text("utf-8"), rest), "utf-8")
        case how:
            raise AssertionError(f"nobody knows how to write a block {how!r}")


def replaced(text: str, part: str) -> str:
    """The text with the item that begins with the part's first line replaced by the part."""
    lines, (first, *_) = text.splitlines(keepends=True), part.splitlines(keepends=True)
    assert lines.count(first) == 1, f"{first!r} stands there {lines.count(first)} times"
    start = lines.index(first)
    depth = indentation(first)
    stop = next((at for at in range(start + 1, len(lines)) if indentation(lines[at]) <= depth), len(lines))
    return "".join([*lines[:start], part, *lines[stop:]])


def indentation(line: str) -> int:
    """The blanks before a line's text."""
    return len(line) - len(line.lstrip(" "))


def shown(page: Path) -> dict[str, str]:
    """What ought to stand in each generated part that shows what commands print."""
    return {ran.mark: fenced(ran.printed) for ran in walk(page).ran if ran.mark}


def elements(svg: str) -> list[str]:
    """Boxes and wires of a picture with their text alternatives; where they lie is Graphviz's affair."""
    return sorted(re.findall(r'<g id="[^"]*"|<title>[^<]*</title>', svg))
