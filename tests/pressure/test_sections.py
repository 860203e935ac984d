"""What learn wires and held-out claims may not say beside what their grammar forbids."""

from __future__ import annotations

import pytest

from tests.pressure.proposals import analysed
from tests.swiss_cheese.proposals import REWARDED, checked

LEARNT = [
    ("choices: 0.5", "unfit-learn-wire"),
    ("choices: 0", "unfit-learn-wire"),
    ("choices: 1e101", "unfit-learn-wire"),
    ("choices: 2, times: 1e300", "unfit-learn-wire"),
    ("budget: 1e300 nat", "unfit-learn-wire"),
    ("budget: -1 nat", "unfit-learn-wire"),
    ("choices: 2, times: -1", "unfit-learn-wire"),
    ("choices: 2, budget: 1 nat", "unfit-learn-wire"),
    ("horizon: 0", "unfit-learn-wire"),
    ("weight: -0.1", "unfit-learn-wire"),
    ("times: 3", "idle-times"),
    ("by: luck", "wrong-shape"),
    ("aim: up", "wrong-shape"),
    ("budget: 3 bit", "unit-mismatch"),
    ("budget: 3", "unit-mismatch"),
    ("times: 3 nat", "unit-mismatch"),
    ("anchor: nobody.answer", "unknown-box"),
]


@pytest.mark.parametrize(("said", "code"), LEARNT)
def test_a_learn_wire_with_something_unfit_is_told(said: str, code: str) -> None:
    learns = f"learns: [{{learn: reward.score ~> policy, {said}}}]"
    found = analysed(REWARDED.replace("learns: [reward.score ~> policy, corpus ~> reward]", learns))
    codes = [one for one in found.codes() if one not in ("no-held-out-evaluator", "unused-source")]
    assert codes == [code]


@pytest.mark.parametrize("said", ["budget: <= -1 nat", "budget: <= 1e300 nat", "budget: <= 1 nat, uses: -1"])
def test_a_claim_with_an_impossible_budget_is_told(said: str) -> None:
    codes, _ = checked(REWARDED + f"claims: {{apart: {{held-out: reward.score from policy, {said}}}}}\n")
    assert codes == ("unfit-budget",)


@pytest.mark.parametrize("subject", ["policy.prompt", "prompt", "answer"])
def test_a_claim_about_what_nothing_is_learnt_onto_is_told(subject: str) -> None:
    found = analysed(REWARDED + f"claims: {{apart: {{held-out: reward.score from {subject}}}}}\n")
    assert "not-learnable" in found.codes()
