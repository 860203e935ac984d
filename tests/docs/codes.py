"""The index of codes: core's pages, and the rules of the plugins that are shipped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interlock.plugin.discover import discover
from interlock.plugin.host import ANALYSING, OURS, load
from interlock.syntax.grammar import CORE
from tests.repository.sources import ROOT

PAGES = ROOT / "core" / "interlock" / "report" / "pages"


class Code(NamedTuple):
    """A code, who gives it, and the first sentence of its page."""

    name: str
    giver: str
    says: str


def table() -> str:
    """All codes in alphabetical order; a rule that several parts share stands once."""
    rows = ["| code | from | what it says |", "|---|---|---|"]
    return "\n".join([*rows, *(f"| {linked(code)} | {code.giver} | {code.says} |" for code in sorted(set(every())))])


def every() -> Iterator[Code]:
    """Core's codes and those of plugins' rules."""
    for path in PAGES.glob("*.md"):
        yield Code(path.stem, "core", opening(path.read_text("utf-8")))
    ours = [point for point in discover("interlock") if point.distribution == OURS]
    loaded = load(ANALYSING | {"importers"}, ours, CORE)
    for analysis in loaded.analyses:
        for rule in analysis.body().rules:
            yield Code(rule.code, loaded.contributor("analysis", analysis.name), opening(rule.page))
    for importer in loaded.importers:
        for rule in importer.rules:
            yield Code(rule.code, loaded.contributor("import", importer.format), opening(rule.page))
    for lint in loaded.lints:
        yield Code(
            lint.pattern().rule.code,
            loaded.contributor("lint", lint.pattern().rule.code),
            opening(lint.pattern().rule.page),
        )


def linked(code: Code) -> str:
    """The code, with a link where its page is a file."""
    path = PAGES / f"{code.name}.md"
    return f"[`{code.name}`](../{path.relative_to(ROOT).as_posix()})" if path.is_file() else f"`{code.name}`"


def opening(page: str) -> str:
    """The first paragraph of a page below its title, on one line."""
    paragraphs = [part for part in page.split("\n\n") if part.strip() and not part.startswith("#")]
    return " ".join(paragraphs[0].split()).replace("|", "\\|") if paragraphs else ""
