"""The sections of pressure as they are read: what is well formed gets no note, and mistakes get their codes."""

from __future__ import annotations

import pytest

from tests.pressure.proposals import analysed
from tests.swiss_cheese.proposals import checked

HEAD = """
interlock: 1
proposal: p
uses: [alignment]
ports: {in corpus: Dataset, in prompt: Prompt, out answer: Answer prompt}
boxes: {policy: LanguageModel, reward: RewardModel}
wires:
  - prompt -> policy.prompt, reward.prompt
  - policy.answer -> reward.answer, answer
learns: [reward.score ~> policy, corpus ~> reward]
"""
GOOD = {
    "proxies": "proxies: [{proxy: reward.score for policy.answer, because: It was trained to.}]",
    "measured proxies": "evidence: {july: {of: reward.misfit, value: 0.3, on: {answer: policy.answer}}}\nproxies: [{proxy: reward.score for policy.answer, evidence: july}]",
    "held-out": "claims: {apart: {held-out: reward.score from policy, except: [redesign], budget: <= 14 nat}}",
    "uses": "claims: {apart: {held-out: corpus from policy.answer, budget: <= 14 nat, uses: 1e3}}",
}
BAD = {
    "proxies: [{proxy: reward.score for policy.reply, because: x}]": "unknown-port",
    "claims: {apart: {held-out: reward.score from polcy}}": "unknown-box",
    "claims: {apart: {held-out: reward.score from policy, except: [luck]}}": "wrong-shape",
    "claims: {apart: {held-out: reward.score from policy, budget: <= 14 bit}}": "unit-mismatch",
    "claims: {apart: {held-out: reward.score from policy, budget: <= 14}}": "unit-mismatch",
    "claims: {apart: {held-out: reward.score from policy, budget: 14 nat}}": "wrong-shape",
}


@pytest.mark.parametrize("section", GOOD.values(), ids=GOOD.keys())
def test_it_is_read_without_a_word(section: str) -> None:
    codes, diagram = checked(HEAD + section + "\n")
    assert codes == ()
    assert diagram is not None


@pytest.mark.parametrize(("section", "code"), BAD.items())
def test_a_mistake_in_it_is_told_by_its_code(section: str, code: str) -> None:
    codes, diagram = checked(HEAD + section + "\n")
    assert codes == (code,)
    assert diagram is None


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
    found = analysed(HEAD.replace("learns: [reward.score ~> policy, corpus ~> reward]", learns))
    codes = [one for one in found.codes() if one not in ("no-held-out-evaluator", "unused-source")]
    assert codes == [code]


@pytest.mark.parametrize("said", ["budget: <= -1 nat", "budget: <= 1e300 nat", "budget: <= 1 nat, uses: -1"])
def test_a_claim_with_an_impossible_budget_is_told(said: str) -> None:
    codes, _ = checked(HEAD + f"claims: {{apart: {{held-out: reward.score from policy, {said}}}}}\n")
    assert codes == ("unfit-budget",)


@pytest.mark.parametrize("subject", ["policy.prompt", "prompt", "answer"])
def test_a_claim_about_what_nothing_is_learnt_onto_is_told(subject: str) -> None:
    found = analysed(HEAD + f"claims: {{apart: {{held-out: reward.score from {subject}}}}}\n")
    assert "not-learnable" in found.codes()
