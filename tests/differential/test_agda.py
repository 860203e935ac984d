"""Agda accepts the export of a random diagram exactly if it is well-typed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pytest

from tests.differential.agda import AGDA, MISSING, accepted, inner, over_prelude, shared
from tests.differential.diagram import Diagram
from tests.differential.generate import diagram
from tests.differential.mutate import mutant
from tests.differential.naive import judge, ordered

pytestmark = pytest.mark.skipif(AGDA is None, reason=MISSING)

ALL = "INTERLOCK_MANY" in os.environ
GOOD, BAD = (350, 150) if ALL else (60, 6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("agda")
    shared(made)
    return made


def diagrams(*, good: bool) -> Iterator[tuple[int, Diagram]]:
    """Well-typed diagrams with at least one box, or ill-typed ones that have an order of ports."""
    for seed in count():
        made = diagram(seed)
        for found in (made, mutant(made, seed)):
            if found.boxes and (judge(found) == "") is good and ordered(found) is not None:
                yield seed, found


def test_agda_accepts_what_is_well_typed(folder: Path) -> None:
    some = list(islice(diagrams(good=True), GOOD))
    text = "\n".join(inner(found, f"D{at}") for at, (_, found) in enumerate(some))
    good, said = accepted(folder, "Good", over_prelude("Good", text))
    assert good, said


def test_agda_refuses_an_output_whose_type_is_too_large(folder: Path) -> None:
    """Here `p0 : T` with T : Type 1, which nothing else in the module forbids."""
    made = mutant(diagram(114), 114)
    assert judge(made) == "Tele"
    assert not accepted(folder, "Large", over_prelude("Large", inner(made, "D")))[0]


def test_agda_refuses_what_is_ill_typed(folder: Path) -> None:
    for seed, found in islice(diagrams(good=False), BAD):
        good, _ = accepted(folder, "Bad", over_prelude("Bad", inner(found, "D")))
        assert not good, (seed, judge(found))
