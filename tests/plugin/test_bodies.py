"""What the declarations of shipped analyses and lints promise, their bodies hold."""

from __future__ import annotations

from typing import Any

import pytest

from interlock.analysis.answer import Analysis, Lint
from interlock.plugin.discover import discover
from interlock.plugin.host import ANALYSING, load
from interlock.syntax.grammar import CORE

LOADED = load(ANALYSING, discover("interlock"), CORE)


@pytest.mark.parametrize("analysis", LOADED.analyses, ids=lambda each: each.name)
def test_an_analysis_that_is_shown_has_a_view_and_one_that_may_rest_a_result(analysis: Analysis[Any]) -> None:
    body = analysis.body()
    assert analysis.shown == (body.show is not None)
    assert (body.rest is not None) == (analysis.idle is not None)
    assert body.rest is None or isinstance(body.rest, body.result)


@pytest.mark.parametrize("lint", LOADED.lints, ids=lambda each: each.code)
def test_the_rule_of_a_lint_has_its_code(lint: Lint) -> None:
    assert lint.pattern().rule.code == lint.code
