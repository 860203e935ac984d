"""The pages of findings about arguments: their failing examples get the finding and their clean ones do not."""

from __future__ import annotations

import re

import pytest

from interlock.api.plugin import Rule
from interlock_arguments.rules import RULES
from tests.arguments.judged import analysed

BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_failing_example_gets_it_and_the_clean_one_gets_nothing(rule: Rule) -> None:
    failing, clean = BLOCK.findall(rule.page)
    assert analysed(failing).codes() == [rule.code]
    assert analysed(clean).codes() == []
