"""The command in a process of its own: streams, standard input, terminals, a closed pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interlock.cli.progress import progress
from tests.cli.files import BAD, GOOD
from tests.repository.command import START, environment, run

COMMAND = [sys.executable, "-c", START]


def test_standard_input_is_a_file() -> None:
    ran = subprocess.run(
        [*COMMAND, "check", "-"], input=BAD.encode(), capture_output=True, env=environment("0"), check=False
    )
    assert ran.returncode == 1
    assert b"--> <stdin>:8:14" in ran.stdout


def test_results_go_to_output_and_talk_to_error(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    checked = run("check", "good.yaml", folder=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "\x1b" not in checked.stdout
    drawn = run("render", "good.yaml", "-o", "x.dot", folder=tmp_path)
    assert (drawn.stdout, drawn.stderr) == ("", "wrote x.dot\n")


def test_the_locale_does_not_change_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD.replace("A number", "Une idée → b"), "utf-8")
    said = [
        subprocess.run(
            [*COMMAND, "check", "good.yaml", "--format", "json"],
            cwd=tmp_path, env=environment("0") | {"LC_ALL": locale, "PYTHONIOENCODING": ""}, capture_output=True, check=True,
        ).stdout
        for locale in ("C", "C.UTF-8")
    ]  # fmt: skip
    assert said[0] == said[1]


def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, "utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [*COMMAND, "check", "bad.yaml"], cwd=tmp_path, env=environment("0"), stdout=writing, stderr=subprocess.PIPE,
        check=False,
    )  # fmt: skip
    os.close(writing)
    assert b"Traceback" not in ran.stderr and b"bug of ours" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_disk_that_is_full_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, "utf-8")
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*COMMAND, "check", "bad.yaml"], cwd=tmp_path, env=environment("0"), stdout=full, stderr=subprocess.PIPE,
            check=False,
        )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (2, b"interlock: the output cannot be written: No space left on device\n")


def test_streams_that_were_closed_are_no_crash(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, "utf-8")
    closing = f"{sys.executable} -c '{START}' check bad.yaml >&- 2>&-"
    assert subprocess.run(["sh", "-c", closing], cwd=tmp_path, env=environment("0"), check=False).returncode == 1


def test_a_terminal_gets_colour_unless_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, "utf-8")
    coloured = on_terminal(tmp_path, {})
    assert "\x1b[1" in coloured and "unknown-box" in coloured
    assert "\x1b[31m" not in on_terminal(tmp_path, {"NO_COLOR": "1"})
    assert "\x1b" not in on_terminal(tmp_path, {"TERM": "dumb"})


def on_terminal(folder: Path, variables: dict[str, str]) -> str:
    """What `check bad.yaml` writes to a terminal."""
    import pty

    master, slave = pty.openpty()
    kept = {name: value for name, value in environment("0").items() if name != "NO_COLOR"}
    subprocess.run(
        [*COMMAND, "check", "bad.yaml"], cwd=folder, env=kept | {"TERM": "xterm"} | variables,
        stdout=slave, stderr=slave, check=False,
    )  # fmt: skip
    os.close(slave)
    parts = []
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            part = b""
        if not part:
            break
        parts.append(part)
    os.close(master)
    return b"".join(parts).decode()


def test_nothing_is_said_of_progress_where_there_is_no_terminal(capfd: object) -> None:
    del capfd
    with progress("waiting"):
        assert not sys.stderr.isatty()
