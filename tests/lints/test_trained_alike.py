"""Barriers that are stated to be independent and learn from one source; what parts them, or states their common cause."""

from __future__ import annotations

import pytest

from tests.lints.proposals import codes, looked

HEAD = "interlock: 1\nproposal: p\nuses: [alignment]\n"

COMMON = """
ports: {in labels: Text, in prompt: Text, out released: Text}
boxes:
  model: {ports: {in prompt: Text, out answer: Text}}
  cleaner: {ports: {in labels: Text, out data: Text}}
  one: {ports: {in answer: Text, out kept: Text}, failures: {events: {missed: {}}}}
  two: {ports: {in kept: Text, out released: Text}, failures: {events: {missed: {}}}}
wires: [prompt -> model.prompt, labels -> cleaner.labels, model.answer -> one.answer, one.kept -> two.kept, two.released -> released]
learns: [{learn: labels ~> one, by: imitation}, {learn: cleaner.data ~> two, by: imitation}]
failures:
  dependence:
    - {independent: [one.missed, two.missed], because: An example.}
"""


def test_barriers_that_learn_from_one_source_by_different_ways_are_trained_alike() -> None:
    (found,) = looked(HEAD + COMMON)
    assert found.rule.code == "trained-alike"
    assert found.witness == (
        "labels",
        "learn:labels~one",
        "labels",
        "cleaner.labels",
        "cleaner.data",
        "learn:cleaner.data~two",
    )


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("cleaner: {ports", "cleaner: {labels: {role: [human]}, ports"),
        ("because: An example.}", "because: An example.}\n    - {beta: 0.1, of: [one.missed, two.missed]}"),
        ("one: {ports", "one: {labels: {lineage: [vendor]}, ports"),
    ],
)
def test_what_people_part_or_what_is_stated_as_a_common_cause_is_not_trained_alike(part: str, instead: str) -> None:
    text = HEAD + COMMON.replace(part, instead)
    if "vendor" in instead:  # what they state in common is told by another analysis
        text = text.replace("two: {ports", "two: {labels: {lineage: [vendor]}, ports")
    assert codes(text) == []
