"""The pages of findings about protocols: their failing examples get the finding and their clean ones do not."""

from __future__ import annotations

import re

import pytest

from interlock.api.plugin import Rule
from interlock_control.rules import RULES
from tests.control.played import analysed

BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_failing_example_gets_it_and_the_clean_one_gets_nothing(rule: Rule) -> None:
    failing, clean = BLOCK.findall(rule.page)
    assert [one for one in analysed(failing).codes() if one != "unstated-mode"] == [rule.code]
    assert [one for one in analysed(clean).codes() if one != "unstated-mode"] == []
