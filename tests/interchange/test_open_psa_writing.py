"""A proposal's hazards as fault trees: read back, and by SCRAM, they give the same numbers."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.answer import DIAGRAM, Request, Results
from interlock.analysis.plan import run
from interlock.api.kit import TRUE, Formula, Formulas
from interlock_interchange.open_psa.write import write
from interlock_swiss_cheese.analyses import PROPAGATION, SWISS_CHEESE
from interlock_swiss_cheese.answer import CutSetTable
from interlock_swiss_cheese.chance import Chance
from interlock_swiss_cheese.tree import fault_trees
from tests.analysis.kit.oracle import SOME, Function, functions
from tests.interchange.open_psa import answers, codes
from tests.swiss_cheese.proposals import checked

PROPOSAL = """
interlock: 1
proposal: layers
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {errs: {}, schemes: {}}, rules: [harm at answer if errs or schemes]}}
  filter:
    ports: {in answer: Text, out kept: Text}
    failures: {events: {missed: {}}, rules: [harm at kept if harm at answer and missed]}
  readers:
    ports: {in answer: Text, out kept: Text}
    failures:
      events: {one: {}, two: {}, three: {}}
      rules: ["harm at kept if harm at answer and 2 of (one, two, three)"]
wires: [model.answer -> filter.answer, filter.kept -> readers.answer, readers.kept -> answer]
failures:
  types: {harm: {}}
  events:
    model.errs: {probability: 0.1}
    model.schemes: {probability: 0.05}
    filter.missed: {probability: 0.01 .. 0.2}
    readers.one: {probability: 0.2}
    readers.two: {probability: 0.2}
    readers.three: {probability: 0.2}
hazards:
  harmed: {top: harm at answer}
  odd: {top: "exactly one of (model.errs, filter.missed)"}
"""


def exported(text: str) -> str:
    """A proposal in the format."""
    told, diagram = checked(text)
    assert diagram is not None, told
    return write(run((PROPAGATION,), {DIAGRAM: diagram}, Request()).results).decode()


def of_formula(top: Formula, chances: dict[str, float]) -> str:
    """A formula in the format, as the hazard `top`."""
    stated = {name: Chance(chance, chance, "stated") for name, chance in chances.items()}
    return write(Results({PROPAGATION: fault_trees({"top": top}, stated)})).decode()


def test_what_is_written_is_read_back_with_the_same_numbers() -> None:
    text = exported(PROPOSAL)
    assert codes(text) == []
    found = answers(text)
    odd, harmed = found["odd"].probability.declared, found["harmed"].probability.declared
    assert odd is not None
    assert harmed is not None
    assert odd.upper == pytest.approx(0.1 * 0.8 + 0.9 * 0.2)
    assert harmed.upper == pytest.approx((1 - 0.9 * 0.95) * 0.2 * 0.104)
    cuts = found["harmed"].minimal_cut_sets
    assert cuts is not None
    assert cuts.count == 6


def test_an_interval_is_written_by_its_upper_end_and_keeps_the_lower_as_an_attribute() -> None:
    (written,) = re.findall(r'"filter_missed">(.*?)</define-basic-event>', exported(PROPOSAL), re.DOTALL)
    assert '<attribute name="lower" value="0.01"/>' in written
    assert '<float value="0.2"/>' in written
    assert "<label>filter.missed</label>" in written


@SOME
@given(functions(6, monotone=False), st.lists(st.floats(0, 1), min_size=8, max_size=8))
def test_any_formula_comes_back_with_its_probability(function: Function, chances: list[float]) -> None:
    stated = {f"x{at}": chance for at, chance in enumerate(chances)}
    text = of_formula(function.formula, stated)
    assert codes(text) == []
    again = answers(text)["top"].probability.declared
    ran = run((SWISS_CHEESE,), {PROPAGATION: fault_trees({"top": function.formula}, _sure(stated))}, Request())
    first = ran.results[SWISS_CHEESE].hazards["top"].probability.declared
    assert first is not None
    assert again is not None
    assert again.upper == pytest.approx(first.upper, rel=1e-12, abs=1e-15)


def test_no_operator_is_written_with_an_argument_twice() -> None:
    arena = Formulas()
    a, b, c = map(arena.atom, "abc")
    both = arena.conj((b, c))
    text = of_formula(arena.at_least(4, (a, a, a, both, both, b)), dict.fromkeys("abc", 0.5))
    (inside,) = re.findall(r"<atleast.*?</atleast>", text, re.DOTALL)
    named = re.findall(r'name="(\w+)"', inside)
    assert len(named) == len(set(named)) == 6
    assert answers(text)["top"].minimal_cut_sets == CutSetTable(1, {2: 1}, (("a", "b"),), None)


def _sure(stated: dict[str, float]) -> dict[str, Chance]:
    return {name: Chance(chance, chance, "stated") for name, chance in stated.items()}


def test_names_that_differ_in_what_the_format_lacks_stay_apart() -> None:
    arena = Formulas()
    top = arena.disj(map(arena.atom, ("a.b", "a-b", "a b", "1", "top", "ü")))
    text = of_formula(top, dict.fromkeys(("a.b", "a-b", "a b", "1", "top", "ü"), 0.5))
    assert codes(text) == []
    cuts = next(iter(answers(text).values())).minimal_cut_sets
    assert cuts is not None
    assert cuts.count == 6


def test_a_hazard_that_always_happens_is_a_constant() -> None:
    assert '<constant value="true"/>' in of_formula(TRUE, {})


@pytest.mark.skipif(shutil.which("scram") is None, reason="needs SCRAM: apt-get install scram")
def test_scram_finds_the_same_probabilities_and_as_many_cut_sets(tmp_path: Path) -> None:
    file = tmp_path / "model.xml"
    file.write_text(exported(PROPOSAL), "utf-8")
    done = subprocess.run(
        ["scram", "--bdd", "-l", "20", "--probability", "1", str(file)], capture_output=True, text=True, check=True
    )
    found = {
        name: (int(products), float(probability))
        for name, products, probability in re.findall(
            r'<sum-of-products name="(\w+)".*?products="(\d+)" probability="([^"]+)"', done.stdout
        )
    }
    ours = answers(exported(PROPOSAL))
    for name in ("harmed", "odd"):
        declared, cuts = ours[name].probability.declared, ours[name].minimal_cut_sets
        assert declared is not None
        assert cuts is not None
        assert found[name][1] == pytest.approx(declared.upper, rel=1e-5)
    assert found["harmed"][0] == 6
