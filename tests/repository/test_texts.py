"""Nothing in the repository depends on the machine it was written on."""

from __future__ import annotations

import re

from tests.repository.sources import KEPT, ROOT, texts

OWN_MACHINE = re.compile(r"(?<![A-Za-z0-9_.~])/(work|root|farm|home/[a-z]|Users/[A-Za-z]|opt|mnt)/")
INDEX = re.compile(r"(?:pypi|pythonhosted|npmjs|deb\.debian)\.(?:org|io|com)\b")
TOP = {*KEPT, "ARCHITECTURE.md", "CHANGELOG.md", "README.md", "STYLE.md", "pyproject.toml", ".git", ".gitignore"}
LOCKS = {"requirements.lock", "requirements-dev.lock"}
LEFT_BY_TOOLS = {".venv", ".coverage", ".hypothesis", "build", "dist"}


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}" for path in texts() for hit in OWN_MACHINE.finditer(path.read_text())
    ]
    assert found == []


def test_no_file_names_a_package_index() -> None:
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path in texts() for hit in INDEX.finditer(path.read_text())]
    assert found == []


def test_the_top_level_is_what_the_map_says() -> None:
    here = {path.name for path in ROOT.iterdir()} - LEFT_BY_TOOLS
    assert {
        name for name in here - TOP - LOCKS if not name.endswith("_cache") and not name.startswith(".coverage")
    } == set()


def test_every_text_is_utf_8_with_unix_lines() -> None:
    marked = [path for path in texts() if "tests/cases" not in path.as_posix()]
    assert [str(path) for path in marked if b"\r\n" in path.read_bytes() or b"\xef\xbb\xbf" in path.read_bytes()] == []
