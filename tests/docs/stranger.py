"""The files of the example plugin, which the tests install, as the plugin page shows them."""

from __future__ import annotations

from pathlib import Path

from tests.repository.sources import ROOT, is_left_by_tools

STRANGER = ROOT / "tests" / "plugin" / "stranger"
LANGUAGES = {".toml": "toml", ".py": "python", ".yaml": "yaml"}


def paths() -> list[Path]:
    """The files of the example, by path."""
    every = sorted(STRANGER.rglob("*")) if STRANGER.is_dir() else []
    return [path for path in every if path.suffix in LANGUAGES and not is_left_by_tools(path) and path.stat().st_size]


def files() -> dict[str, str]:
    """Each file as a fenced block, by its path."""
    return {path.relative_to(STRANGER).as_posix(): block(path) for path in paths()}


def block(path: Path) -> str:
    """A file as a fenced block."""
    text = path.read_text("utf-8").rstrip()
    fence = "````" if "```" in text else "```"
    return f"{fence}{LANGUAGES[path.suffix]}\n{text}\n{fence}"
