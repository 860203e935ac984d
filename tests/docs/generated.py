"""The generated parts of the documentation: written by `python -m tests.docs.generated`, compared by the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.docs import codes, grammar, hooks, limits, patterns, stranger
from tests.docs.walk import shown, walk
from tests.repository.generated import Part, replaced, stands
from tests.repository.sources import ROOT

DOCS = ROOT / "docs"
TUTORIAL = DOCS / "tutorial.md"
FORMAT = DOCS / "format.md"
PLUGINS = DOCS / "plugins.md"
CODES = DOCS / "codes.md"
LINTS = DOCS / "lints.md"
WALKED = (TUTORIAL, FORMAT)
PICTURES = {"plan.svg": DOCS / "tutorial.svg"}


def parts() -> Iterator[Part]:
    """Every generated part of the pages."""
    for page in WALKED:
        yield from (Part(page, name, text) for name, text in shown(page).items())
    yield from (Part(FORMAT, name, text) for name, text in grammar.sections().items())
    yield Part(FORMAT, "limits", limits.table())
    yield Part(PLUGINS, "hooks", hooks.table())
    yield Part(PLUGINS, "sorts", hooks.sorts())
    yield Part(PLUGINS, "faults", hooks.faults())
    yield Part(PLUGINS, "diagram", hooks.diagrams())
    yield Part(PLUGINS, "exhibits", hooks.exhibits())
    yield Part(PLUGINS, "interface", hooks.api())
    yield from (Part(PLUGINS, name, text) for name, text in stranger.files().items())
    yield Part(CODES, "codes", codes.table())
    yield Part(LINTS, "patterns", patterns.table())


def pictures() -> dict[Path, bytes]:
    """The pictures that the tutorial's commands draw."""
    drawn = walk(TUTORIAL).files
    return {kept: drawn[name] for name, kept in PICTURES.items()}


def write() -> None:
    """Brings every generated part and picture up to date, unless a command could not run."""
    broken = [ran for page in WALKED for ran in walk(page).ran if ran.code not in (0, 1)]
    if broken:
        raise SystemExit("\n".join(f"{ran.commands}{ran.printed}" for ran in broken))
    for part in parts():
        if stands(part.page, part.name) is not None:
            part.page.write_text(replaced(part.page.read_text("utf-8"), part.name, part.text), "utf-8")
    for path, drawn in pictures().items():
        path.write_bytes(drawn)


if __name__ == "__main__":
    write()
