"""Every code has a page, and the examples on the pages do what the pages say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from interlock.check.fault import CheckFault
from interlock.cli.page import find_page, known_codes
from interlock.cli.session import Session, load_plugins, open_session
from interlock.elaborate.fault import ElaborationFault
from interlock.pipeline import Setting
from interlock.plugin.fault import PluginFault
from interlock.plugin.host import ANALYSING
from interlock.syntax.fault import SyntaxFault

FOLDER = Path(__file__).resolve().parents[2] / "core" / "interlock" / "report" / "pages"
PAGES = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.md"))}
PROPERTIES = {
    "unknown-box",
    "unknown-port",
    "unknown-kind",
    "unknown-vocabulary",
    "unknown-name",
    "refuted",
    "not-proved",
}
"""Codes that a class computes."""
OF_ANALYSIS = {"analysis-failed", "analysis-skipped", "unused-allow"}
RESERVED: frozenset[str] = frozenset()
WITHOUT_EXAMPLE = {"not-utf8", "too-large", "kernel-refused", *RESERVED, *OF_ANALYSIS}
LOADED = load_plugins(ANALYSING)


def declared() -> Iterator[str]:
    """The codes of all fault classes; the code of a plugin's law is the plugin's own."""
    for union in (SyntaxFault, ElaborationFault, CheckFault, PluginFault):
        for kind in get_args(union):
            found = getattr(kind, "_field_defaults", {}).get("code")
            found = found or getattr(getattr(kind, "__dataclass_fields__", {}).get("code"), "default", None)
            if isinstance(found, str):
                yield found
    yield from PROPERTIES


def test_the_pages_are_those_of_the_codes() -> None:
    assert set(PAGES) == {*declared(), *OF_ANALYSIS, *RESERVED}


def test_a_page_is_titled_by_its_code_and_says_why() -> None:
    for code, page in PAGES.items():
        assert page.startswith(f"# {code}\n\n")
        assert "\n## Why\n" in page


def test_every_code_has_two_examples_or_a_reason_for_none() -> None:
    without = {code for code, page in PAGES.items() if "\n## Fails\n" not in page or "\n## Clean\n" not in page}
    assert without == WITHOUT_EXAMPLE | {code for code in PAGES if code.startswith("plugin-")}


def examined(page: str, title: str, folder: Path) -> Session:
    part = re.search(rf"\n## {title}\n(.*?)(?=\n## |\Z)", page, re.DOTALL)
    assert part is not None
    for name, text in re.findall(r"```yaml ?(\S*)\n(.*?)```", part[1], re.DOTALL):
        (folder / (name or "example.yaml")).write_text(text, "utf-8")
    return open_session(str(folder / "example.yaml"), LOADED, Setting(), covering=True)


EXAMPLES = [code for code, page in PAGES.items() if "\n## Fails\n" in page]


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_failing_example_gives_its_code_and_no_other_error(code: str, tmp_path: Path) -> None:
    messages = examined(PAGES[code], "Fails", tmp_path).messages
    assert code in [message.code for message in messages]
    assert {message.code for message in messages if message.severity == "error"} <= {code, *FOLLOWING.get(code, ())}


FOLLOWING = {"duplicate-name": ("unknown-box", "unknown-port")}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_clean_example_is_clean(code: str, tmp_path: Path) -> None:
    messages = examined(PAGES[code], "Clean", tmp_path).messages
    assert [message for message in messages if message.severity == "error" or message.code == code] == []


def test_a_page_is_found_by_its_code_only() -> None:
    assert find_page("type-mismatch") == PAGES["type-mismatch"]
    assert find_page("../words/check") is None
    assert find_page("no-such-code") is None
    assert set(PAGES) <= set(known_codes())


def test_every_rule_of_a_plugin_has_a_page() -> None:
    rules = [rule for analysis in LOADED.analyses for rule in analysis.body().rules] + [
        lint.pattern().rule for lint in LOADED.lints
    ]
    assert rules
    assert [rule.code for rule in rules if find_page(rule.code) is None] == []
