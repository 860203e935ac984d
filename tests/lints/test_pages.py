"""The pages of lints: their failing examples get the finding and their clean ones get none at all."""

from __future__ import annotations

import re

import pytest

from interlock.api.analysis import Lint
from tests.lints.proposals import LINTS, codes, looked

BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)

each_lint = pytest.mark.parametrize("lint", LINTS, ids=lambda lint: lint.code)


@each_lint
def test_the_failing_example_gets_it_with_a_way_and_a_source(lint: Lint) -> None:
    failing, _ = BLOCK.findall(lint.pattern().rule.page)
    found = looked(failing)
    assert [one.rule.code for one in found] == [lint.pattern().rule.code]
    assert found[0].witness
    assert found[0].cites


@each_lint
def test_all_lints_are_silent_on_the_clean_example(lint: Lint) -> None:
    _, clean = BLOCK.findall(lint.pattern().rule.page)
    assert codes(clean) == []


@each_lint
def test_the_page_states_its_condition(lint: Lint) -> None:
    assert "**Condition.**" in lint.pattern().rule.page


def test_codes_are_not_repeated() -> None:
    every = [lint.code for lint in LINTS]
    assert len(every) == len(set(every))
