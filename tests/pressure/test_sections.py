"""The sections of pressure as they are read: what is well formed gets no note, and mistakes get their codes."""

from __future__ import annotations

import pytest

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
