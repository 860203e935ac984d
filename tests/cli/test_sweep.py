"""Numbers are followed while a parameter takes one value after another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interlock.report.schema import analyze_schema
from tests.cli.test_commands import Interlock, interlock

__all__ = ["interlock"]

PROPOSAL = """\
interlock: 1
proposal: par
parameters: {p: {type: Real, default: 0.1}, q: {type: Real, default: 0.5}, word: {type: Type, default: Nat}}
ports: {out answer: Nat}
boxes:
  model: {ports: {out b: Nat}, failures: {events: {errs: {}}, rules: [harm at b if errs]}}
  filter: {ports: {in a: Nat, out b: Nat}, failures: {events: {missed: {}}, rules: [harm at b if harm at a and missed]}}
wires: [model.b -> filter.a, filter.b -> answer]
failures:
  types: {harm: {}}
  events: {model.errs: {probability: p}, filter.missed: {probability: q}}
hazards: {harmed: {top: harm at answer}, begun: {top: harm at model.b}, unknown: {top: e}}
""".replace("filter.missed: {probability: q}}", "filter.missed: {probability: q}, e: {}}")


@pytest.fixture(autouse=True)
def proposal(interlock: Interlock) -> None:
    Path("par.yaml").write_text(PROPOSAL, "utf-8")


def test_each_value_has_a_row_and_each_number_that_is_known_a_column(interlock: Interlock) -> None:
    ran = interlock("analyze", "par.yaml", "--sweep", "p=0.001, 0.1,0.75")
    assert ran.code == 0
    table = ran.out[ran.out.index("Sweep of p") :]
    assert [line.split() for line in table.splitlines()[1:6]] == [
        ["p", "harmed", "begun"],
        ["-----", "-----------", "-----"],
        ["0.001", "0", "..", "0.001", "0.001"],
        ["0.1", "0", "..", "0.1", "0.1"],
        ["0.75", "0.25", "..", "0.5", "0.75"],
    ]
    assert "begun: probability of begun per use, as declared." in " ".join(table.split())


def test_what_is_said_at_every_value_is_said_once_and_else_with_its_values(interlock: Interlock) -> None:
    ran = interlock("analyze", "par.yaml", "--sweep", "p=0.1,0.2,2")
    assert ran.code == 1
    assert ran.out.count("error[wrong-shape]") == 1 and "(at p = 2)" in ran.out
    assert ran.out.count("warning[no-barrier]") == 1 and "no barrier (at p = 0.1, 0.2)" in ran.out
    same = interlock("analyze", "par.yaml", "--sweep", "p=0.1,0.2")
    assert same.out.count("warning[no-barrier]") == 1 and "(at p" not in same.out


def test_other_settings_stay_while_one_is_swept(interlock: Interlock) -> None:
    ran = interlock(
        "analyze", "par.yaml", "--sweep", "q=0.2,0.4", "--set", "p=0.3", "--plot", "harmed", "--format", "json"
    )
    points = ran.json()["sweep"]["points"]
    assert [point["gauges"]["harmed"]["upper"] for point in points] == pytest.approx([0.2, 0.3])


def test_the_json_is_what_the_schema_says(interlock: Interlock) -> None:
    found = interlock("analyze", "par.yaml", "--sweep", "p=0.1,x", "--format", "json").json()
    assert list(found) == list(analyze_schema()["properties"])  # type: ignore[arg-type]
    assert (found["ok"], found["results"]) == (False, {})
    first, second = found["sweep"]["points"]
    assert found["sweep"]["parameter"] == "p"
    assert first["gauges"]["begun"] == {
        "lower": 0.1,
        "upper": 0.1,
        "measures": "probability of begun per use, as declared",
    }
    assert (second["value"], second["gauges"]["begun"]) == ("x", None)
    assert "sweep" not in interlock("analyze", "par.yaml", "--format", "json").json()
    json.dumps(found)


def test_each_number_is_drawn_over_the_parameter(interlock: Interlock) -> None:
    interlock("analyze", "par.yaml", "--sweep", "p=0.1,0.2", "--pictures", "drawn")
    assert {path.name for path in Path("drawn").iterdir()} == {"sweep-begun-over-p.svg", "sweep-harmed-over-p.svg"}


def test_two_numbers_are_drawn_against_each_other(interlock: Interlock) -> None:
    interlock("analyze", "par.yaml", "--sweep", "p=0.1,0.2", "--plot", "harmed,begun", "--pictures", "drawn")
    (drawn,) = Path("drawn").iterdir()
    assert drawn.name == "sweep-harmed-and-begun-over-p.svg"
    text = drawn.read_text("utf-8")
    assert "probability of harmed per use, whatever the dependence" in text
    assert "p = 0.1" in text and "at least" in text


def test_values_that_are_no_numbers_are_told_and_not_drawn(interlock: Interlock) -> None:
    ran = interlock("analyze", "par.yaml", "--sweep", "word=Nat,Int", "--pictures", "drawn")
    assert (ran.code, list(Path("drawn").iterdir())) == (0, [])
    assert "  Nat   0 .. 0.1  0.1" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--sweep", "p"), "is not of the form"),
        (("--sweep", "=1"), "is not of the form"),
        (("--plot", "harmed"), "says which parameter takes which values"),
        (("--sweep", "p=0.5..0.1"), "the first end is not below the second"),
        (("--sweep", "p=0..q"), "a range is of the form LOW..HIGH or LOW..HIGH:POINTS"),
        (("--sweep", "p=0..1:4:5"), "a range is of the form LOW..HIGH or LOW..HIGH:POINTS"),
        (("--sweep", "p=0..1:1"), "a range has two points at least"),
        (("--sweep", "p=0..1:1001"), "asks for 1,001 values, and at most 1,000 are gone through"),
        (("--sweep", "p=" + ",".join(map(str, range(1001)))), "asks for 1,001 values"),
        (("--sweep", "p=0.1", "--plot", "harm"), "there is no number to plot 'harm'. Did you mean harmed?"),
    ],
)
def test_what_cannot_be_swept_is_told(interlock: Interlock, words: tuple[str, ...], said: str) -> None:
    ran = interlock("analyze", "par.yaml", *words)
    assert (ran.code, said in ran.err) == (2, True)


def test_a_range_has_even_points_and_both_ends(interlock: Interlock) -> None:
    points = interlock("analyze", "par.yaml", "--sweep", "p=0..0.5:6,0.75", "--format", "json").json()["sweep"][
        "points"
    ]
    assert [point["value"] for point in points] == ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.75"]
    assert (
        len(interlock("analyze", "par.yaml", "--sweep", "p=0.1..0.2", "--format", "json").json()["sweep"]["points"])
        == 11
    )


def test_points_of_a_natural_parameter_are_whole_and_there_once(interlock: Interlock) -> None:
    text = PROPOSAL.replace("word: {type: Type, default: Nat}", "n: {type: '{k : Nat | k <= 9}', default: 3}")
    Path("par.yaml").write_text(text, "utf-8")
    ran = interlock("analyze", "par.yaml", "--sweep", "n=1..4:9", "--format", "json")
    assert [point["value"] for point in ran.json()["sweep"]["points"]] == ["1", "2", "3", "4"]
    assert ran.json()["ok"]


def test_a_parameter_that_is_not_there_is_an_error_once(interlock: Interlock) -> None:
    for values in ("1,2", "1..3:3"):
        ran = interlock("analyze", "par.yaml", "--sweep", f"z={values}")
        assert (ran.code, ran.out.count("the proposal has no parameter `z`")) == (1, 1)


def test_a_file_of_another_program_has_no_parameters_to_sweep(interlock: Interlock) -> None:
    Path("tree.xml").write_text("<opsa-mef/>", "utf-8")
    ran = interlock("analyze", "tree.xml", "--sweep", "p=1")
    assert (ran.code, "'tree.xml' is no proposal" in ran.err) == (2, True)
