"""Subcommands of plugins: listed by name, imported when run, and blamed by name when they fail."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interlock.cli import main

MODULE = """\
import click

@click.command()
@click.argument("name")
def greet(name):
    if name == "crash":
        raise ValueError("no luck")
    click.echo(f"hello {name}")
    return 1 if name == "one" else 0

broken = 3
"""
ENTRIES = """\
[interlock.commands]
greet = strangers_commands:greet
broken = strangers_commands:broken
absent = strangers_absent:command
check = strangers_commands:greet
"""


@pytest.fixture(autouse=True)
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    info = tmp_path / "strange_tools-1.2.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text(ENTRIES, "utf-8")
    (tmp_path / "strangers_commands.py").write_text(MODULE, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    sys.modules.pop("strangers_commands", None)


def test_help_lists_them_and_imports_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capfd.readouterr().out
    assert "greet" in shown and "From the plugin strange-tools." in shown
    assert "strangers_commands" not in sys.modules


def test_a_command_runs_and_its_number_is_the_exit_code(capfd: pytest.CaptureFixture[str]) -> None:
    assert (main(["greet", "you"]), main(["greet", "one"])) == (0, 1)
    assert capfd.readouterr().out == "hello you\nhello one\n"


@pytest.mark.parametrize(
    ("words", "part"),
    [(["greet", "crash"], "ValueError: no luck"), (["broken"], "TypeError"), (["absent"], "ModuleNot")],
)
def test_a_command_that_fails_is_told_as_the_plugins_mistake(
    words: list[str], part: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capfd.readouterr().err
    assert f"the command '{words[0]}' of the plugin 'strange-tools' failed ({part}" in said
    assert "Traceback" not in said and said.count("\n") == 1


def test_ours_cannot_be_displaced(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--help"]) == 0
    assert "Check proposals and vocabularies" in capfd.readouterr().out
