"""Entry points are found as importlib.metadata finds them, only sooner."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

from interlock.plugin.discover import EntryPoint, discover, version_of


def distribution(folder: Path, name: str, entries: str) -> None:
    info = folder / f"{name}.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text(entries, "utf-8")


def test_our_own_are_those_that_importlib_finds() -> None:
    for group in ("interlock", "console_scripts"):
        expected = {(point.name, point.value) for point in entry_points(group=group)}
        assert {(point.name, point.value) for point in discover(group)} == expected


def test_groups_comments_and_extras_are_read_as_the_specification_says(tmp_path: Path) -> None:
    distribution(
        tmp_path,
        "far_away-2.1.dev0",
        "# a comment\n[interlock]\nb = far.b:plugin [extra]\n; another\na=far.a:plugin\n\n[other]\nc = far:c\n",
    )
    assert discover("interlock", [str(tmp_path)]) == (
        EntryPoint("interlock", "a", "far.a:plugin", "far-away", "2.1.dev0"),
        EntryPoint("interlock", "b", "far.b:plugin", "far-away", "2.1.dev0"),
    )
    assert discover("interlock.commands", [str(tmp_path)]) == ()


def test_of_a_distribution_that_is_found_twice_the_first_counts(tmp_path: Path) -> None:
    distribution(tmp_path / "one", "far-1.0", "[interlock]\nnew = far:new\n")
    distribution(tmp_path / "two", "far-0.9", "[interlock]\nold = far:old\n")
    path = [str(tmp_path / "one"), str(tmp_path / "two")]
    assert [point.name for point in discover("interlock", path)] == ["new"]


def test_what_cannot_be_read_has_none(tmp_path: Path) -> None:
    (tmp_path / "empty-1.dist-info").mkdir()
    (tmp_path / "archive.zip").write_bytes(b"PK")
    path = [str(tmp_path), str(tmp_path / "archive.zip"), str(tmp_path / "nowhere")]
    assert discover("interlock", path) == ()


def test_the_version_is_that_of_the_metadata() -> None:
    from importlib.metadata import version

    assert version_of("interlock") == version("interlock")
    assert version_of("no-such-distribution") == ""
