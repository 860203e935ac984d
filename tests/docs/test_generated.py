"""The documentation says what the program says today (`python -m tests.docs.generated`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.generated import DOCS, FORMAT, PLUGINS, TUTORIAL, WALKED, parts, pictures
from tests.docs.grammar import declared, title
from tests.docs.walk import elements, pieces, walk
from tests.repository.generated import stands

pytestmark = pytest.mark.xdist_group("docs")  # the commands of a page run once
EACH = pytest.mark.parametrize("page", WALKED, ids=lambda page: page.stem)


def marks(page: Path) -> list[str]:
    return re.findall(r"^<!-- generated: (.+?) -->$", page.read_text("utf-8"), re.MULTILINE)


def test_every_generated_part_says_what_the_program_says() -> None:
    stale = [f"{part.page.name}: {part.name}" for part in parts() if stands(part.page, part.name) != part.text]
    assert stale == []


def test_every_mark_on_a_page_has_something_to_show() -> None:
    made = {(part.page, part.name) for part in parts()}
    assert [(page.name, name) for page in DOCS.rglob("*.md") for name in marks(page) if (page, name) not in made] == []


def test_no_mark_stands_twice_on_a_page() -> None:
    assert [page.name for page in DOCS.rglob("*.md") if len(set(marks(page))) < len(marks(page))] == []


@EACH
def test_a_command_fails_exactly_where_it_prints_an_error(page: Path) -> None:
    assert {ran.code for ran in walk(page).ran} <= {0, 1}
    assert [ran.commands for ran in walk(page).ran if (ran.code == 1) != ("error[" in ran.printed)] == []


@EACH
def test_what_a_command_prints_is_shown(page: Path) -> None:
    assert [ran.commands for ran in walk(page).ran if ran.printed and not ran.mark] == []


def test_the_tutorial_gets_one_error_by_intent_and_ends_clean() -> None:
    codes = [ran.code for ran in walk(TUTORIAL).ran]
    assert (codes.count(1), codes[-1]) == (1, 0)


def test_every_block_of_a_page_is_a_file_or_a_command() -> None:
    languages = {block.language for page in WALKED for block in pieces(page)}
    assert languages <= {"", "yaml", "sh", "text"}


def test_the_kept_picture_shows_the_boxes_and_wires_of_today() -> None:
    for path, drawn in pictures().items():
        assert elements(path.read_text("utf-8")) == elements(drawn.decode()) != []


def test_every_section_has_an_example() -> None:
    written = "\n".join(block.body for block in pieces(FORMAT) if block.language == "yaml")
    places = {"proposal", "vocabulary"}
    lacking = [s.name for s in declared() if s.at in places and not re.search(rf"^{s.name}:", written, re.MULTILINE)]
    assert lacking == []


def test_every_section_is_described_with_its_grammar() -> None:
    assert {title(section) for section in declared()} <= set(marks(FORMAT))


def test_every_hook_is_documented() -> None:
    from interlock.plugin.host import HOOKS

    table = stands(PLUGINS, "hooks") or ""
    assert [name for name in HOOKS if f"| `{name}` |" not in table] == []
