"""One mistake gives one error, and k of them give k: mistakes are seeded into proposals, alone and together."""

from __future__ import annotations

import os
import random
from collections import Counter
from functools import cache, partial
from itertools import islice
from pathlib import Path

import pytest

from tests.cases.page import START
from tests.cases.verdict import faults_of
from tests.elaborate.lanes import KIT, lanes
from tests.elaborate.slips import Mistake, Text, clear, mistakes, read

GALLERY = sorted((Path(__file__).parents[2] / "proposals").glob("*/proposal.yaml"))
GROWN = "lanes"
NAMES = [*(path.parent.name for path in GALLERY), GROWN]
OFTEN = {"control-trusted-monitoring", "deterministic-box", "guaranteed-safe-ai", "open-agency", "rlhf", GROWN}
"""Proposals that are always given one mistake of each kind, and any number of them together; the others fewer."""

MOST = 8
DRAWS = 50
FEW = 6
MANY = "INTERLOCK_MANY" in os.environ
SEEDS = 60 if MANY else 1

AMPLE = ("another source",)
"""What shows at each wire that disagrees, which may be none or several."""

Told = Counter[tuple[str, int]]


@cache
def opened(name: str) -> tuple[dict[str, bytes], Text]:
    """The files of a proposal, and its text."""
    if name == GROWN:
        return {"kit.yaml": KIT.encode()}, read(lanes(6))
    path = next(path for path in GALLERY if path.parent.name == name)
    files = {one.name: one.read_bytes() for one in sorted(path.parent.glob("*.yaml"))}
    return files, read(path.read_text("utf-8"))


@cache
def library(name: str) -> tuple[Mistake, ...]:
    return tuple(mistakes(opened(name)[1]))


def told(name: str, made: tuple[Mistake, ...]) -> Told:
    """The errors of a proposal with mistakes: codes with the lines they stand in."""
    files, text = opened(name)
    lines = list(text.lines)
    for mistake in made:
        lines[mistake.line] = mistake.text
    found = faults_of({**files, START: "\n".join([*lines, ""]).encode()}, START, covering=False)
    return Counter((one.code, one.line - 1) for one in found if one.severity == "error")


def one(mistake: Mistake) -> Told:
    return Counter([(mistake.code, mistake.told)])


@cache
def alone(name: str, mistake: Mistake) -> bool:
    """Whether a mistake by itself gives its one error."""
    return told(name, (mistake,)) == one(mistake)


def apt(name: str, mistake: Mistake) -> bool:
    """Whether a mistake of this kind is told in one place only."""
    return mistake.kind not in AMPLE or alone(name, mistake)


def chosen(name: str, count: int, seed: int) -> tuple[Mistake, ...]:
    """As many mistakes that leave one another alone, of as many kinds as there are; none if there is no room for them."""
    drawn = random.Random(f"{name} {count} {seed}")
    by_kind: dict[str, list[Mistake]] = {}
    for mistake in library(name):
        by_kind.setdefault(mistake.kind, []).append(mistake)
    for _ in range(DRAWS):
        kinds = drawn.sample(sorted(by_kind), len(by_kind))
        found: list[Mistake] = []
        while kinds and len(found) < count:
            fitting = [one for one in by_kind[kinds.pop()] if all(clear(one, other) for other in found)]
            found += list(islice(filter(partial(apt, name), drawn.sample(fitting, len(fitting))), 1))
        if len(found) == count:
            return tuple(found)
    return ()


TOGETHER = [(name, count) for name in NAMES for count in range(1, MOST + 1) if MANY or name in OFTEN or count == MOST]


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize(("name", "count"), TOGETHER)
def test_each_of_several_mistakes_is_told_once_and_in_its_line(name: str, count: int, seed: int) -> None:
    made = chosen(name, count, seed)
    if not made and name not in OFTEN:
        pytest.skip(f"no room for {count} mistakes")
    assert told(name, made) == sum(map(one, made), Counter()), made


@pytest.mark.parametrize("name", NAMES)
def test_one_mistake_gives_one_error(name: str) -> None:
    firm = [mistake for mistake in library(name) if mistake.kind not in AMPLE]
    each = list({mistake.kind: mistake for mistake in random.Random(0).sample(firm, len(firm))}.values())
    drawn = firm if MANY else each if name in OFTEN else each[:FEW]
    assert [(mistake, told(name, (mistake,))) for mistake in drawn if not alone(name, mistake)] == []


def test_there_are_many_kinds_of_mistakes() -> None:
    kinds = {name: {mistake.kind for mistake in library(name)} for name in NAMES}
    assert len(set().union(*kinds.values())) >= 40
    assert {name: len(kinds[name]) >= 20 for name in OFTEN} == dict.fromkeys(OFTEN, True)


def test_a_proposal_as_it_is_has_no_error() -> None:
    assert {name: told(name, ()) for name in NAMES} == {name: Counter() for name in NAMES}
