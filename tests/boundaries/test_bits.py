"""What leaves membranes in bits, as an author writes it; and what is said of kernels that are none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.exhibit import Table
from interlock.analysis.finding import Finding
from interlock.analysis.plan import run
from interlock_boundaries.analyses import BITS
from interlock_boundaries.bits_answer import Bits, Passing
from interlock_boundaries.bits_table import show
from interlock_boundaries.kernel_rules import channel
from tests.swiss_cheese.proposals import checked

HEAD = "interlock: 1\nproposal: p\n"


def analysed(text: str, **others: str) -> tuple[Bits, tuple[Finding, ...]]:
    told, diagram = checked(HEAD + text, **others)
    assert diagram is not None, told
    ran = run((BITS,), {DIAGRAM: diagram}, Request())
    assert not ran.failed
    return ran.results[BITS], tuple(said.finding for said in ran.findings)


def membranes(text: str, **others: str) -> Mapping[str, tuple[Passing, ...]]:
    found, findings = analysed(text, **others)
    assert findings == ()
    return found.membranes


class Leaving(NamedTuple):
    """The one wire that leaves a membrane, with its numbers."""

    wire: str
    shannon: float
    min_entropy: float
    least: float
    most: float
    admitted: float | None


def only(rows: tuple[Passing, ...]) -> Leaving:
    (row,) = (one for one in rows if one.way == "outward")
    assert (
        row.numbers is not None
        and row.numbers.shannon_capacity_least is not None
        and row.numbers.shannon_capacity_most is not None
    ), row.refused
    leaks = row.numbers.leaks
    return Leaving(
        row.wire,
        leaks["shannon"],
        leaks["min-entropy"],
        row.numbers.shannon_capacity_least,
        row.numbers.shannon_capacity_most,
        row.admitted,
    )


def refused(rows: tuple[Passing, ...]) -> list[str]:
    return [one.refused for one in rows if one.refused]


def said(text: str, **others: str) -> list[str]:
    return [one.says.plain() for one in analysed(text, **others)[1]]


def row(kernel: str, inputs: str = "in secret: Bool", output: str = "Bool") -> str:
    """One box in a membrane with a kernel."""
    fed = [part.split()[1].rstrip(":") for part in inputs.split(", ")] if inputs else []
    ports = ", ".join(part for part in (inputs, f"out reply: {output}") if part)
    wires = ", ".join([*(f"{name} -> model.{name}" for name in fed), "model.reply -> reply"])
    return (
        f"ports: {{{ports}}}\nboxes: {{model: {{ports: {{{ports}}}}}}}\nwires: [{wires}]\n"
        f"boundaries: {{cell: {{inside: [model], admits: [{wires}]}}}}\nkernels: {kernel}\n"
    )


def test_a_symmetric_channel_in_a_membrane_lets_out_what_the_books_say() -> None:
    found = only(membranes(channel())["cell"])
    assert found.wire == "reply"
    assert found.shannon == pytest.approx(0.5310, abs=5e-5)
    assert found.min_entropy == pytest.approx(math.log2(1.8))
    assert found.least == pytest.approx(0.5310, abs=5e-5)
    assert found.most - found.least <= 1.1e-6
    assert found.admitted == 1.0


def test_an_erasure_and_a_z_channel_have_their_capacities() -> None:
    erasure = '{k: {of: model, rows: {"true": {"0": 0.7, "2": 0.3}, "false": {"1": 0.7, "2": 0.3}}}}'
    assert only(membranes(row(erasure, output="Fin 3"))["cell"]).least == pytest.approx(0.7, abs=1e-6)
    z = '{k: {of: model, rows: {"true": {"true": 0.5, "false": 0.5}, "false": "false"}}}'
    found = only(membranes(row(z))["cell"])
    assert found.least == pytest.approx(0.3219, abs=5e-5)
    assert found.shannon < found.least


def test_a_box_that_ignores_what_it_is_told_lets_exactly_nothing_out() -> None:
    found = only(membranes(row('{k: {of: model, rows: {"true": "false", "false": "false"}}}'))["cell"])
    assert (found.shannon, found.min_entropy, found.least) == (0.0, 0.0, 0.0)


def test_a_box_without_inputs_has_one_row_and_tells_nothing() -> None:
    found = only(membranes(row('{k: {of: model, rows: {"-": {"true": 0.5, "false": 0.5}}}}', inputs=""))["cell"])
    assert (found.shannon, found.least) == (0.0, 0.0)


TWO = """
uses: [./v.yaml]
ports: {in secret: Verdict, out reply: Bool, out log: Verdict}
boxes:
  judge: {ports: {in x: Verdict, out y: Fin 2}}
  scribe: {ports: {in y: Fin 2, out z: Bool}}
  outside: {ports: {in z: Bool, out z': Bool}}
wires: [secret -> judge.x, judge.y -> scribe.y, scribe.z -> outside.z, outside.z' -> reply, secret -> log]
boundaries:
  inner: {inside: [judge], admits: [secret -> judge.x, judge.y -> scribe.y]}
  outer: {inside: [inner, scribe], admits: [secret -> judge.x, scribe.z -> outside.z]}
  whole: {inside: [outer, outside]}
kernels:
  judges: {of: judge, rows: {fine: {"0": 0.9, "1": 0.1}, bad: {"0": 0.1, "1": 0.9}}}
  writes: {of: scribe, rows: {"0": {"true": 0.9, "false": 0.1}, "1": {"true": 0.1, "false": 0.9}}}
"""
VERDICTS = "interlock: 1\nvocabulary: v\ndata: {Verdict: {constructors: {fine: Verdict, bad: Verdict}}}\n"


def test_nested_membranes_are_cascades_over_declared_data() -> None:
    found = membranes(TWO, v=VERDICTS)
    one, both = only(found["inner"]), only(found["outer"])
    assert one.wire == "scribe.y"
    assert one.shannon == pytest.approx(0.5310, abs=5e-5)
    assert both.shannon == pytest.approx(1 + 0.82 * math.log2(0.82) + 0.18 * math.log2(0.18))
    assert refused(found["whole"]) == ["outside without a kernel"]


def test_two_ports_fed_by_one_source_inside_see_one_sample() -> None:
    text = """
ports: {in key: Bool, out same: Bool}
boxes:
  coin: {ports: {out side: Bool}}
  both: {ports: {in a: Bool, in b: Bool, in key: Bool, out same: Bool}}
wires: [coin.side -> both.a, coin.side -> both.b, key -> both.key, both.same -> same]
boundaries: {cell: {inside: [coin, both]}}
kernels:
  tosses: {of: coin, rows: {"-": {"true": 0.5, "false": 0.5}}}
  masks:
    of: both
    rows: {"true, true, true": "true", "true, true, false": "false", "true, false, true": "true", "true, false, false": "true",
           "false, true, true": "true", "false, true, false": "true", "false, false, true": "true", "false, false, false": "false"}
"""
    found = only(membranes(text)["cell"])
    assert found.least == pytest.approx(1.0, abs=1e-6)  # a = b always, so the key is told whole


def test_more_than_is_admitted_is_an_error_at_the_wire() -> None:
    (finding,) = analysed(channel(capacity="0.5"))[1]
    assert finding.rule.code == "capacity-exceeded"
    assert finding.subject == ("boundaries:cell", "wire:reply")
    assert "up to 0.531 bit per use" in finding.says.plain()
    assert analysed(channel(capacity="0.54"))[1] == ()


def test_of_two_capacities_for_a_wire_the_least_counts_wherever_it_stands() -> None:
    wire = "{{wire: model.reply -> reply, capacity: {} bit / use}}"
    for first, second in (("0.5", "2"), ("2", "0.5")):
        text = channel().replace(wire.format("1"), f"{wire.format(first)}, {wire.format(second)}")
        assert [one.rule.code for one in analysed(text)[1]] == ["capacity-exceeded"]


@pytest.mark.parametrize(
    ("kernel", "sentence"),
    [
        ('{k: {of: model, rows: {"true": {"true": 0.8, "false": 0.1}, "false": "true"}}}', "row true sums to 0.9, off by -0.1"),
        ('{k: {of: model, rows: {"true": {"true": 1.5, "false": -0.5}, "false": "true"}}}', "true, false has the chance -0.5"),
        ('{k: {of: model, rows: {"true": "true"}}}', "model has no row for 1 of its inputs: false"),
        ('{k: {of: model, rows: {"true": "yes", "false": "true"}}}', "yes is no value of output reply, which are true, false"),
        ('{k: {of: model, rows: {"on": "true", "true": "true", "false": "true"}}}', "on is no value of input secret, which are true, false"),
        ('{k: {of: model, rows: {"true, true": "true", "true": "true", "false": "true"}}}', "true, true names 2 values, and there are 1 inputs"),
        ('{k: {of: model, rows: {"true": {"true": 0.1 .. 0.2, "false": 0.8}, "false": "true"}}}', "the chance of true in row true is no single number"),
        ('{k: {of: model, rows: {"true": ["true"], "false": {"true": 1}}}}', "some rows of model state chances and others what is possible"),
        ('{k: {of: model, rows: {" true": "true", "true": "true", "false": "true"}}}', "the row true of model stands twice"),
        ('{k: {of: model, rows: {"true": [], "false": ["true"]}}}', "nothing is possible in row true"),
    ],
)  # fmt: skip
def test_what_is_no_kernel_is_told_row_by_row_and_the_membrane_has_no_numbers(kernel: str, sentence: str) -> None:
    found, findings = analysed(row(kernel))
    assert [one.says.plain() for one in findings] == [sentence]
    assert findings[0].rule.code == "not-a-kernel"
    assert findings[0].subject[0].startswith("kernels:k/")
    assert refused(found.membranes["cell"]) == ["model without a kernel"]


def test_types_without_end_and_absurd_sizes_are_refused_by_their_size() -> None:
    nat = '{k: {of: model, rows: {"0": "true"}}}'
    assert said(row(nat, "in secret: Nat")) == ["model.secret has not finitely many values that could be listed: Nat"]
    large = row(nat, "in a: Fin 2000, in b: Fin 2000")
    assert said(large) == ["the kernel of model has 8,000,000 numbers, above 1,048,576"]


def test_more_ports_than_arrays_have_axes_are_refused_though_each_has_one_value() -> None:
    names = [f"s{at}" for at in range(70)]
    ports = ", ".join(f"in {name}: Fin 1" for name in names)
    wires = ", ".join(f"{name} -> model.{name}" for name in names)
    text = f"""
ports: {{{ports}, out reply: Bool}}
boxes: {{model: {{ports: {{{ports}, out reply: Bool}}}}}}
wires: [{wires}, model.reply -> reply]
kernels: {{k: {{of: model, rows: {{"{", ".join("0" for _ in names)}": "true"}}}}}}
"""
    assert [one.says.plain() for one in analysed(text)[1]] == ["71 axes needed, above 32"]


def test_two_kernels_of_one_box_are_one_too_many() -> None:
    rows = '{"true": "true", "false": "true"}'
    assert said(row(f"{{k: {{of: model, rows: {rows}}}, l: {{of: model, rows: {rows}}}}}")) == [
        "model has a kernel already"
    ]


def test_an_output_before_an_input_may_not_use_it() -> None:
    text = """
ports: {in secret: Bool, out reply: Bool}
boxes: {model: {ports: {out reply: Bool, in secret: Bool}}}
wires: [secret -> model.secret, model.reply -> reply]
boundaries: {cell: {inside: [model]}}
kernels: {k: {of: model, rows: {"true": "true", "false": "false"}}}
"""
    assert said(text) == [
        "the kernel of model lets reply depend on secret, on which the interface says that it does not"
    ]


def test_relations_have_no_chances_and_tell_what_is_possible() -> None:
    found = membranes(row('{k: {of: model, rows: {"true": ["true", "false"], "false": "true"}}}'))
    (told,) = (one for one in found["cell"] if one.way == "outward")
    assert told.numbers is not None and told.numbers.mode == "possibilistic"
    assert told.numbers.leaks == {"narrowing": 1.0, "certain": 0.0}
    assert told.numbers.shannon_capacity_least is None


def test_the_table_names_each_measure_and_what_was_refused() -> None:
    (table,) = show(membranes_of(TWO))
    assert isinstance(table, Table)
    assert "shannon 0.531, min-entropy 0.848" in table.rows[0][2]
    assert [line[:2] for line in table.rows if line[1].endswith(" outwards")] == [
        ("inner", "wire:scribe.y, outwards"),
        ("outer", "wire:outside.z, outwards"),
    ]
    assert "whole, wire:reply, outwards: refused, outside without a kernel." in table.note
    assert show(Bits()) == ()


def membranes_of(text: str) -> Bits:
    return analysed(text, v=VERDICTS)[0]


def test_a_proposal_without_kernels_is_not_looked_at() -> None:
    assert membranes(row("{}")) == {}
