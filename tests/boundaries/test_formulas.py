"""Kernels that are formulas of the language, and functions of a plugin; what is wrong with them is told."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import numpy as np
import pytest

from interlock.analysis.answer import DIAGRAM, FUNCTIONS, Request
from interlock.analysis.plan import run
from interlock.plugin.function import Function
from interlock.plugin.host import EVERYTHING, load
from interlock.syntax.grammar import CORE
from interlock_boundaries.analyses import BITS
from interlock_boundaries.machine import machines
from tests.plugin.strangers import installed, plugin, point
from tests.swiss_cheese.proposals import checked

HEAD = "interlock: 1\nproposal: p\nuses: [./v.yaml]\n"
WORDS = """
interlock: 1
vocabulary: v
data: {Verdict: {constructors: {pass: Verdict, hold: Verdict}}}
functions:
  swap: {type: "(v : Verdict) -> Verdict", equations: ["swap pass = hold", "swap hold = pass"]}
  judge: {type: "(n : Nat) -> Verdict", equations: ["judge 0 = pass", "judge (n + 1) = hold"]}
  guess: {type: "(n : Nat) -> Verdict"}
"""


def box(ports: str, kernel: str, rest: str = "") -> str:
    """One box with these ports, which are the proposal's too, in a membrane."""
    rows = [port.strip().split(":")[0].split() for port in ports.split(", ")]
    wires = ", ".join(f"{name} -> model.{name}" if way == "in" else f"model.{name} -> {name}" for way, name in rows)
    outer = ", ".join(
        port if "{" not in port else port.split("{type: ")[0] + port.split("{type: ")[1].split(";")[0]
        for port in ports.split(", ")
    )
    inner = ports.replace(";", ",")
    return (
        f"ports: {{{outer}}}\nboxes: {{model: {{ports: {{{inner}}}}}}}\nwires: [{wires}]\n"
        f"boundaries: {{cell: {{inside: [model]}}}}\nkernels: {{{kernel}}}\n{rest}\n"
    )


def table(
    text: str, functions: Mapping[str, Callable[..., object]] | None = None
) -> dict[tuple[str, ...], dict[tuple[str, ...], float]]:
    """What the box does: for each value what has a chance, or is possible."""
    told, diagram = checked(HEAD + text, v=WORDS)
    assert diagram is not None, told
    found = machines(diagram, functions or {})
    assert found.wrong == ()
    kernel = found.boxes["model"].machine.kernel
    rows: dict[tuple[str, ...], dict[tuple[str, ...], float]] = {}
    for at in np.argwhere(kernel.table > 0):
        values = [axis.values[one] for axis, one in zip(kernel.axes, at, strict=True)]
        split = len(kernel.givens)
        rows.setdefault(tuple(values[:split]), {})[tuple(values[split:])] = float(kernel.table[tuple(at)])
    return rows


def said(text: str, functions: Mapping[str, Callable[..., object]] | None = None) -> list[tuple[str, str, str]]:
    told, diagram = checked(HEAD + text, v=WORDS)
    assert diagram is not None, told
    ran = run((BITS,), {DIAGRAM: diagram, FUNCTIONS: functions or {}}, Request())
    assert not ran.failed, ran.failed
    return [(one.finding.rule.code, one.finding.subject[0], one.finding.says.plain()) for one in ran.findings]


def test_a_formula_of_numbers_and_truth_values_is_computed_at_every_value() -> None:
    found = table(
        box(
            "in a: Fin 3, in b: Bool, out sum: Fin 5, out low: Bool",
            "k: {of: model, gives: {sum: a + a, low: (a <= 1) and b}}",
        )
    )
    assert found == {
        (str(a), b): {(str(2 * a), str(a <= 1 and b == "true").lower()): 1.0}
        for a in range(3)
        for b in ("true", "false")
    }


def test_functions_of_a_vocabulary_are_computed_and_outputs_may_say_what_they_are() -> None:
    ports = "in n: Fin 3, out v: {type: Verdict; is: swap (judge n)}, out w: Verdict"
    found = table(box(ports, "k: {of: model, gives: {w: judge n}}"))
    assert found == {("0",): {("hold", "pass"): 1.0}, ("1",): {("pass", "hold"): 1.0}, ("2",): {("pass", "hold"): 1.0}}


def test_a_box_whose_outputs_say_what_they_are_needs_no_item() -> None:
    other = "laws: {even: {of: {n: uniform}}}\nleakage: {q: {of: cell, under: even}}"
    text = box("in n: Fin 2, out v: {type: Verdict; is: judge n}", "", other)
    assert table(text) == {("0",): {("pass",): 1.0}, ("1",): {("hold",): 1.0}}
    assert said(text) == []


def test_of_what_is_kept_a_formula_says_what_comes_next() -> None:
    ports = "out last: Fin 4, in n: Fin 2"
    found = table(box(ports, 'k: {of: model, keeps: {last: {starts: "0"}}, gives: {last: min (last + n) 3}}'))
    assert found["1", "2"] == {("2", "3"): 1.0}  # it shows 2, and will hold 3
    assert found["1", "3"] == {("3", "3"): 1.0}


def test_a_parameter_counts_at_its_default() -> None:
    text = """
parameters: {n: {type: Nat, default: 2}}
ports: {in a: Fin 3, out b: Bool}
boxes: {model: {ports: {in a: Fin 3, out b: Bool}, parameters: {m: Nat}, }}
wires: [a -> model.a, model.b -> b]
boundaries: {cell: {inside: [model]}}
kernels: {k: {of: model, gives: {b: a < m}}}
"""
    own = text.replace(
        "{model: {ports: {in a: Fin 3, out b: Bool}, parameters: {m: Nat}, }}", "{model: {kind: Less, with: {m: n}}}"
    )
    words = WORDS + "kinds: {Less: {parameters: {m: Nat}, ports: {in a: Fin 3, out b: Bool}}}\n"
    told, diagram = checked(HEAD + own, v=words)
    assert diagram is not None, told
    kernel = machines(diagram, {}).boxes["model"].machine.kernel
    assert kernel.table.tolist() == [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]


@pytest.mark.parametrize(
    ("ports", "kernel", "at", "sentence"),
    [
        ("in n: Fin 3, out sum: Fin 4", "k: {of: model, gives: {sum: n + n}}", "gives", "4 is no value of output sum, which are 0, 1, 2, 3"),
        ("in n: Fin 3, out sum: Fin 4", "k: {of: model, gives: {sum: 7}}", "gives", "7 is no value of output sum, which are 0, 1, 2, 3"),
        ("in n: Fin 2, out v: Verdict", "k: {of: model, gives: {v: guess n}}", "gives", "what model.v is at 0 is not computed: a part of it has no equations, or takes too long"),
        ("in n: Fin 2, out v: Verdict", "k: {of: model}", "of", "model has neither `rows` nor `calls`, and nothing says what v is (`gives`, or `is` at the port)"),
        ("in n: Fin 2, out v: Verdict", "k: {of: model, gives: {w: judge n}}", "gives", "w is no output of model"),
        ("in n: Fin 2, out v: Verdict", "k: {of: model, calls: f, gives: {v: judge n}}", "gives", "what model does is said twice, by `calls` and by `gives`"),
        ("in n: Fin 20000, out v: Verdict", "k: {of: model, gives: {v: judge n}}", "gives", "what model does is computed for 20,000 values, above 16,384"),
        ("in n: Fin 2, out v: Verdict", "k: {of: model, gives: {v: judge n}, keeps: {m: {values: [a, b]}}}", "gives", "m is no output, so no formula may speak of it"),
    ],
)  # fmt: skip
def test_a_formula_that_gives_no_kernel_is_told(ports: str, kernel: str, at: str, sentence: str) -> None:
    assert said(box(ports, kernel)) == [("not-a-kernel", f"kernels:k/{at}", sentence)]


@pytest.mark.parametrize(("formula", "code"), [("n + true", "type-mismatch"), ("m", "unknown-name"), ("judge", "")])
def test_what_is_no_term_over_the_ports_is_an_error_of_the_check(formula: str, code: str) -> None:
    told, diagram = checked(
        HEAD + box("in n: Fin 2, out v: Verdict", f"k: {{of: model, gives: {{v: {formula}}}}}"), v=WORDS
    )
    assert list(told) == ([code] if code else [])
    if diagram is not None:  # a function is no value
        assert [
            code
            for code, _, _ in said(box("in n: Fin 2, out v: Verdict", f"k: {{of: model, gives: {{v: {formula}}}}}"))
        ] == ["not-a-kernel"]


NOISY = box("in secret: Bool, out reply: Bool", "k: {of: model, calls: noisy}")


def noisy(secret: str) -> dict[str, float]:
    return {secret: 0.9, {"true": "false", "false": "true"}[secret]: 0.1}


def test_a_function_of_a_plugin_is_called_with_the_values_as_they_are_written() -> None:
    assert table(NOISY, {"noisy": noisy}) == {
        ("true",): {("true",): 0.9, ("false",): 0.1},
        ("false",): {("false",): 0.9, ("true",): 0.1},
    }
    assert table(NOISY, {"noisy": lambda one: one}) == {("true",): {("true",): 1.0}, ("false",): {("false",): 1.0}}
    both = table(NOISY, {"noisy": lambda one: {"true", one}})
    assert both["false",] == {("true",): 1.0, ("false",): 1.0}


def raises(secret: str) -> str:
    raise ValueError(f"no {secret}")


def restless(secret: str) -> dict[str, float]:
    chance = random.random()
    return {"true": chance, "false": 1 - chance}


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (raises, "noisy raised ValueError: no true at true"),
        (restless, "noisy returned one thing at true, and another when it was called again"),
        (lambda secret: 7, "noisy returned at true 7, which is no row"),
        (lambda secret: {"true": "much"}, "noisy returned at true {'true': 'much'}, which is no row"),
        (lambda secret: {"true": 0.5}, "row true sums to 0.5, off by -0.5"),
        (lambda secret: {"true": float("inf")}, "true, true has the chance inf"),
        (lambda secret: {"true": 1.5, "false": -0.5}, "true, false has the chance -0.5"),
        (lambda secret: "maybe", "maybe is no value of output reply, which are true, false"),
        (lambda secret: "true, true", "true, true names 2 values, and there are 1 outputs"),
        (lambda secret: [], "nothing is possible in row true"),
        (lambda: "true", "noisy raised TypeError: <lambda>() takes 0 positional arguments but 1 was given at true"),
    ],
)  # fmt: skip
def test_a_function_that_gives_no_kernel_is_told_and_the_rest_goes_on(
    function: Callable[..., object], sentence: str
) -> None:
    function.__name__ = function.__qualname__ = "<lambda>" if function.__name__ == "<lambda>" else function.__name__
    found = said(NOISY, {"noisy": function})
    assert {(code, at) for code, at, _ in found} == {("not-a-kernel", "kernels:k/calls")}
    assert found[0][2] == sentence


def test_a_function_that_no_plugin_has_is_told_with_those_there_are() -> None:
    assert said(NOISY, {"copy": noisy}) == [
        ("not-a-kernel", "kernels:k/calls", "no plugin has a function noisy for kernels; those there are: copy")
    ]


def test_a_hook_brings_functions_by_name() -> None:
    with installed(lab=plugin(kernels=[Function("noisy", noisy)])):
        loaded = load(EVERYTHING, entry_points=[point("lab")], core=CORE)
    assert loaded.faults == ()
    assert loaded.plugins[0].adds == ("kernel noisy",)
    assert dict(loaded.functions()) == {"noisy": noisy}


PART = """
interlock: 1
proposal: part
ports: {out late: Bool, in secret: Bool, out odd: Bool}
boxes:
  delay: {memory: true, ports: {out late: Bool, in secret: Bool}}
  judge: {ports: {in now: Bool, in late: Bool, out odd: Bool}}
wires:
  - secret -> delay.secret, judge.now
  - delay.late -> late, judge.late
  - judge.odd -> odd
kernels:
  waits: {of: delay, keeps: {late: {starts: "false"}}, gives: {late: secret}}
  compares: {of: judge, gives: {odd: not (now = late)}}
"""
WHOLE = """
interlock: 1
proposal: whole
ports: {in secret: Bool, out late: Bool, out odd: Bool}
boxes: {part: {kind: ./part.yaml}}
wires: [secret -> part.secret, part.late -> late, part.odd -> odd]
boundaries: {cell: {inside: [part]}}
laws: {even: {of: {secret: uniform}}}
leakage: {q: {of: cell, under: even, steps: 3}, s: {of: cell, under: even, start: settled}}
"""


def test_a_box_that_is_a_diagram_does_what_its_boxes_do() -> None:
    told, diagram = checked(WHOLE, part=PART)
    assert diagram is not None, told
    ran = run((BITS,), {DIAGRAM: diagram}, Request())
    assert ran.findings == () and not ran.failed
    asked = {(str(row.wire), name): row for name, rows in ran.results[BITS].asked.items() for row in rows}
    shannon = {at: row.numbers.leaks["shannon"] for at, row in asked.items() if row.numbers}
    assert shannon["late", "q"] == pytest.approx(2.0)
    assert shannon["odd", "q"] == pytest.approx(3.0)
    assert shannon["odd", "s"] == 0.0  # what it kept is a fair bit, which masks the secret
    assert asked["odd", "q"].rests["kernel of part"] == "boxes within: formula, assumed"


def test_a_diagram_within_that_is_no_kernel_is_told_at_its_box() -> None:
    told, diagram = checked(WHOLE, part=PART.replace('{starts: "false"}', '{starts: "perhaps"}'))
    assert diagram is not None, told
    ran = run((BITS,), {DIAGRAM: diagram}, Request())
    first = ran.findings[0].finding
    assert (first.rule.code, first.subject) == ("not-a-kernel", ("boxes:part",))
    assert first.says.plain() == "within part: perhaps is no value of cell late, which are true, false"
