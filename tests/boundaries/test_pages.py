"""The pages of findings: their failing examples get the finding and their clean ones do not."""

from __future__ import annotations

import re

import pytest

from interlock.api.plugin import Rule
from tests.boundaries.proposals import ANALYSES, analysed

RULES = tuple(rule for analysis in ANALYSES for rule in analysis.body().rules)
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_failing_example_gets_it_and_the_clean_one_does_not(rule: Rule) -> None:
    failing, clean = BLOCK.findall(rule.page)
    assert rule.code in analysed(failing).codes()
    assert rule.code not in analysed(clean).codes()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_have_no_other_error(rule: Rule) -> None:
    for example in BLOCK.findall(rule.page):
        found = analysed(example)
        errors = {*found.told, *(one.rule.code for one in found.findings if one.rule.severity == "error")}
        assert errors <= {rule.code, "unused-source", "unstated-mode"}


def test_codes_are_not_repeated() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
