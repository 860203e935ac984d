"""Sections that plugins declare are read and resolved by core, with their mistakes told where they stand."""

from __future__ import annotations

import pytest

from tests.swiss_cheese.proposals import REWARDED, checked

GOOD = {
    "proxies": "proxies: [{proxy: reward.score for policy.answer, because: It was trained to.}]",
    "measured proxies": "evidence: {july: {of: reward.misfit, value: 0.3, on: {answer: policy.answer}}}\nproxies: [{proxy: reward.score for policy.answer, evidence: july}]",
    "held-out": "claims: {apart: {held-out: reward.score from policy, except: [redesign], budget: <= 14 nat}}",
    "uses": "claims: {apart: {held-out: corpus from policy.answer, budget: <= 14 nat, uses: 1e3}}",
    "arguments": "arguments: {faster: {given: {x: Real, y: Real}, premises: {p1: x <= y, p2: {says: y <= x, credence: 0.9}}, concludes: x <= y + 1}}",
}
BAD = {
    "boundaries: {box: {inside: [police]}}": "unknown-box",
    "boundaries: {box: {inside: [policy], admits: [{wire: policy.answer -> answer, capacity: 8e3 bit}]}}": "unit-mismatch",
    "proxies: [{proxy: reward.score for policy.reply, because: x}]": "unknown-port",
    "claims: {apart: {held-out: reward.score from polcy}}": "unknown-box",
    "claims: {apart: {held-out: reward.score from policy, except: [luck]}}": "wrong-shape",
    "claims: {apart: {held-out: reward.score from policy, budget: <= 14 bit}}": "unit-mismatch",
    "claims: {apart: {held-out: reward.score from policy, budget: <= 14}}": "unit-mismatch",
    "claims: {apart: {held-out: reward.score from policy, budget: 14 nat}}": "wrong-shape",
    "adversaries: {thief: {controls: [policy.naps]}}": "unknown-name",
    "adversaries: {thief: {controls: [policy], tries: 3, because: ' '}}": "wrong-shape",
    "failures: {dependence: [{independent: [policy.errs, reward.misfit], because: ''}]}": "wrong-shape",
    "evidence: {july: {of: reward.misfit, failures: 3}}": "incomplete-evidence",
    "evidence: {july: {of: reward.misfit, failures: 3, trials: 2}}": "out-of-range",
    "evidence: {july: {of: reward.misfit, failures: 3, trials: 1000000000000000}}": "out-of-range",
    "evidence: {july: {of: reward.misfit, failures: 3, trials: 80, confidence: 0.05}}": "out-of-range",
    "hazards: {harm: {top: harmful-output at answer, target: <= 2 per use}}": "out-of-range",
    "hazards: {harm: {top: harmful-output at answer, uses: 0}}": "out-of-range",
}


@pytest.mark.parametrize("section", GOOD.values(), ids=GOOD.keys())
def test_it_is_read_without_a_word(section: str) -> None:
    codes, diagram = checked(REWARDED + section + "\n")
    assert codes == ()
    assert diagram is not None


@pytest.mark.parametrize(("section", "code"), BAD.items())
def test_a_mistake_in_it_is_told_by_its_code(section: str, code: str) -> None:
    codes, diagram = checked(REWARDED + section + "\n")
    assert codes == (code,)
    assert diagram is None
