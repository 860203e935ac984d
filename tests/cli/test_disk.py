"""Only regular files below the root are read, and only so much of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from interlock.cli.disk import LIMIT, disk, find_root, require
from interlock.cli.exit import CannotRunError
from interlock.cli.output import write_file
from interlock.syntax.bundle import Missing


def test_a_file_below_the_root_is_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.yaml").write_bytes(b"abc")
    assert disk(str(tmp_path))(str(tmp_path / "in" / "a.yaml")) == b"abc"


def test_a_link_counts_as_what_it_leads_to(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret").write_bytes(b"secret")
    (root / "inner").write_bytes(b"inner")
    (root / "out.yaml").symlink_to(tmp_path / "secret")
    (root / "in.yaml").symlink_to(root / "inner")
    read = disk(str(root))
    assert isinstance(read(str(root / "out.yaml")), Missing)
    assert isinstance(read(str(root / ".." / "secret")), Missing)
    assert read(str(root / "in.yaml")) == b"inner"


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read = disk(str(tmp_path))
    for name in ("pipe", ".", "nothing"):
        assert isinstance(read(str(tmp_path / name)), Missing)
    with pytest.raises(CannotRunError, match="is no regular file; `-` reads standard input"):
        require(str(tmp_path / "pipe"))


def test_no_more_is_read_than_shows_that_it_is_too_much(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b" " * (LIMIT + 5))
    content = disk(str(tmp_path))(str(tmp_path / "big"))
    assert isinstance(content, bytes) and len(content) == LIMIT


def test_the_root_is_the_nearest_marked_folder_or_that_of_the_file(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    start = str(inner / "p.yaml")
    assert os.path.realpath(find_root(start)) == os.path.realpath(inner)
    (tmp_path / "interlock.toml").write_text("", "utf-8")
    assert os.path.realpath(find_root(start)) == os.path.realpath(tmp_path)
    assert find_root("-") == "."


def test_a_relative_start_has_a_relative_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "interlock.toml").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path / "a")
    assert find_root("p.yaml") == ".."


@pytest.mark.parametrize("name", ["nothing", "", "."])
def test_a_start_that_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRunError):
        require(str(tmp_path / name))


def test_a_folder_with_a_proposal_is_told_how_to_name_it(tmp_path: Path) -> None:
    (tmp_path / "proposal.yaml").write_text("", "utf-8")
    with pytest.raises(CannotRunError, match=r"did you mean .*proposal\.yaml"):
        require(str(tmp_path))


def test_a_file_is_written_whole_with_the_usual_permissions(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_file(str(tmp_path / "out"), b"one")
        write_file(str(tmp_path / "out"), b"two")
    finally:
        os.umask(mask)
    assert (tmp_path / "out").read_bytes() == b"two"
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o644
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
