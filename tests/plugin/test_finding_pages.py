"""The pages of findings: their failing examples get the finding and their clean ones do not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from interlock.api.plugin import Rule
from interlock_swiss_cheese.adversary_rules import ADVERSARY_RULES
from interlock_swiss_cheese.evidence_rules import EVIDENCE_RULES
from interlock_swiss_cheese.flow_rules import FLOW_RULES
from interlock_swiss_cheese.hazard_rules import HAZARD_RULES
from tests.boundaries import proposals as boundaries
from tests.pressure import proposals as pressure
from tests.swiss_cheese import proposals as swiss_cheese
from tests.swiss_cheese.proposals import Analysed

PAGES: dict[Callable[[str], Analysed], tuple[Rule, ...]] = {
    swiss_cheese.analysed: (*FLOW_RULES, *HAZARD_RULES, *EVIDENCE_RULES, *ADVERSARY_RULES),
    boundaries.analysed: tuple(rule for analysis in boundaries.ANALYSES for rule in analysis.body().rules),
    pressure.analysed: tuple(rule for analysis in pressure.ANALYSES for rule in analysis.body().rules),
}
"""The rules of plugins, by what analyses a proposal for them."""

EACH = [(analysed, rule) for analysed, rules in PAGES.items() for rule in rules]
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)

each_rule = pytest.mark.parametrize(("analysed", "rule"), EACH, ids=[rule.code for _, rule in EACH])


@each_rule
def test_the_failing_example_gets_it_and_the_clean_one_does_not(
    analysed: Callable[[str], Analysed], rule: Rule
) -> None:
    failing, clean = BLOCK.findall(rule.page)
    assert rule.code in analysed(failing).codes()
    assert rule.code not in analysed(clean).codes()


@each_rule
def test_the_examples_have_no_other_error(analysed: Callable[[str], Analysed], rule: Rule) -> None:
    severities = {one.code: one.severity for one in PAGES[analysed]}
    for example in BLOCK.findall(rule.page):
        found = analysed(example)
        errors = {code for code in found.told if severities.get(code, "error") == "error"}
        errors |= {one.rule.code for one in found.findings if one.rule.severity == "error"}
        assert errors <= {rule.code, "unused-source", "unstated-mode"}


def test_codes_are_not_repeated() -> None:
    codes = [rule.code for _, rule in EACH]
    assert len(codes) == len(set(codes))
