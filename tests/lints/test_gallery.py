"""What the lints say of the proposals of the gallery and of their variants."""

from __future__ import annotations

import pytest

from tests.lints.proposals import found, gallery

QUEUE = ("budget-burnable", "queue")
EXPECTED: dict[tuple[str, str], list[tuple[str, str]]] = {
    ("control-trusted-monitoring", ""): [QUEUE],
    ("control-trusted-monitoring", "same-model"): [QUEUE, ("monitor-shares-lineage", "monitor")],
    ("control-trusted-monitoring", "first-come"): [QUEUE],
    ("deterministic-box", ""): [],
    ("deterministic-box", "clocked"): [],
    ("guaranteed-safe-ai", ""): [],
    ("guaranteed-safe-ai", "no-monitor"): [],
    ("open-agency", ""): [],
    ("open-agency", "same-hands"): [("duties-not-separated", "dialogue")],
    ("rlhf", "local-kl"): [("monitor-shares-lineage", "reward"), ("proxy-pressure", "learn:reward.score~policy")],
    ("rlhf", "global-kl"): [("monitor-shares-lineage", "reward")],
}


@pytest.mark.parametrize(("slug", "variant"), EXPECTED)
def test_the_gallery_gets_what_it_deserves(slug: str, variant: str) -> None:
    assert [(one.rule.code, one.subject[0]) for one in found(gallery(slug, variant))] == EXPECTED[slug, variant]
