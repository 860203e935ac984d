"""The pages of findings: their failing examples get the finding and their clean ones do not."""

from __future__ import annotations

import re

import pytest

from interlock.api.plugin import Rule
from interlock_swiss_cheese.adversary_rules import ADVERSARY_RULES
from interlock_swiss_cheese.evidence_rules import EVIDENCE_RULES
from interlock_swiss_cheese.flow_rules import FLOW_RULES
from interlock_swiss_cheese.hazard_rules import HAZARD_RULES
from tests.swiss_cheese.proposals import analysed

RULES = (*FLOW_RULES, *HAZARD_RULES, *EVIDENCE_RULES, *ADVERSARY_RULES)
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_failing_example_gets_it_and_the_clean_one_does_not(rule: Rule) -> None:
    failing, clean = BLOCK.findall(rule.page)
    assert rule.code in analysed(failing).codes()
    assert rule.code not in analysed(clean).codes()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_have_no_other_fault_of_the_text(rule: Rule) -> None:
    severities = {one.code: one.severity for one in RULES}
    for example in BLOCK.findall(rule.page):
        errors = {code for code in analysed(example).codes() if severities.get(code, "error") == "error"}
        assert errors <= {rule.code, "unused-source"}


def test_codes_are_not_repeated() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
