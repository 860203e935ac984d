"""The codes that `fails` may name are those that have a page."""

from __future__ import annotations

from interlock.check.verdict import codes
from tests.docs.codes import PAGES

OF_OTHERS = ("plugin-", "analysis-", "unused-allow")
"""How the codes begin that are no file's, or that only an analysis gives."""


def test_every_code_that_a_file_can_get_has_a_page_and_every_page_is_of_such_a_code() -> None:
    pages = {path.stem for path in PAGES.glob("*.md") if not path.stem.startswith(OF_OTHERS)}
    assert codes() == pages
