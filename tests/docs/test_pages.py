"""The pages hang together: links lead somewhere, indices are whole, and the glossary says each word twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.generated import DOCS
from tests.repository.sources import ROOT

PAGES = sorted(path for path in DOCS.rglob("*.md") if "changelog" not in path.parts)
LINK = re.compile(r"\]\((?!https?:)([^)\s#]*)(#[^)\s]*)?\)")
ENTRY = re.compile(r"^\*\*[^*]+\.\*\* .+ — \*[^*]+\*( \(.+\))?$")
GENERATED = re.compile(r"<!-- generated: .*?<!-- /generated -->", re.DOTALL)


def links(page: Path) -> Iterator[tuple[str, str]]:
    """The links of a page inside the repository: path and anchor."""
    return (found.groups("") for found in LINK.finditer(page.read_text("utf-8")))  # type: ignore[misc]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def leads(page: Path, path: str, anchor: str) -> bool:
    """Whether a link leads somewhere."""
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor[1:] in anchors(target))


def test_every_link_leads_somewhere() -> None:
    dead = [f"{p.relative_to(ROOT)}: {path}{a}" for p in PAGES for path, a in links(p) if not leads(p, path, a)]
    assert dead == []


def test_the_readme_leads_to_pages_that_exist() -> None:
    readme = ROOT / "README.md"
    named = [(path, anchor) for path, anchor in links(readme) if path.startswith("docs/")]
    assert len(named) >= 4
    assert [path for path, anchor in named if not leads(readme, path, anchor)] == []


def test_the_index_of_decisions_has_every_page() -> None:
    folder = DOCS / "decisions"
    listed = {path for path, _ in links(folder / "README.md")}
    assert {path.name for path in folder.glob("*.md")} - {"README.md"} == listed


def test_the_glossary_explains_each_word_twice() -> None:
    text = (DOCS / "glossary.md").read_text("utf-8")
    entries = [" ".join(part.split()) for part in text.split("\n\n") if part.startswith("**")]
    assert len(entries) > 60
    assert [entry for entry in entries if not ENTRY.match(entry)] == []


def test_lines_written_by_hand_are_at_most_130_characters_long() -> None:
    own = ((page, GENERATED.sub("", page.read_text("utf-8"))) for page in PAGES)
    assert [f"{page.name}: {line[:60]}" for page, text in own for line in text.splitlines() if is_long(line)] == []


def is_long(line: str) -> bool:
    """Whether a line is longer than it ought to be; a row of a table cannot be broken."""
    return len(line) > 130 and not line.startswith("|")
