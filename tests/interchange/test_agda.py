"""The export to Agda: what is checked there, what is taken on trust, and that Agda agrees."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from interlock.analysis.answer import DIAGRAM, Results, UnwritableError
from interlock.check.checked import CheckedDiagram
from interlock.kernel.term import Free, Term
from interlock.pipeline import examine
from interlock.plugin.host import READING, load
from interlock.syntax.bundle import Missing
from interlock.syntax.grammar import CORE
from interlock_interchange import plugin
from interlock_interchange.agda.names import Names
from tests.differential.agda import AGDA, MISSING, accepted

PLUGINS = load(READING, core=CORE)
GALLERY = sorted((Path(__file__).parents[2] / "proposals").glob("*/proposal.yaml"))
EXPORTER = next(each for each in plugin.exporters() if each.format == "agda")

KIT = """interlock: 1
vocabulary: kit
families:
  Model: Type
  Spec: "(m : Model) -> Type"
  Log: "(n : Nat) -> Type"
  Bag: {type: "(S : Type) -> Type", variance: {S: covariant}}
predicates: {good: "(n : Nat) -> Prop"}
lemmas: {all: {says: "forall (n : Nat), good n"}}
kinds:
  Elicitor: {ports: {in model: Model, out spec: Spec model}}
  Checker: {ports: {in model: Model, in spec: Spec model}}
  Join: {parameters: {n: Nat, k: Nat}, ports: {in x: Log n, in y: Log k, out z: Log (n + k)}}
  Pick: {ports: {out n: "{n : Nat | n < 3 and good n}"}}
  Need: {ports: {in n: "{n : Nat | good n}", in r: Real, in a: "Credal Nat"}}
  Bags: {ports: {in b: "Bag Nat"}}
  Delay: {parameters: {X: Type}, memory: true, ports: {out now: X, in next: X}}
"""


def checked(ports: str, boxes: str, wires: list[str]) -> CheckedDiagram:
    lines = "".join(f"  - {wire}\n" for wire in wires)
    text = f"interlock: 1\nproposal: of-two-parts\nuses: [./kit.yaml]\nports:\n{ports}boxes: {boxes}\nwires:\n{lines}"
    files = {"p.yaml": text.encode(), "kit.yaml": KIT.encode()}
    examined = examine("p.yaml", lambda path: files.get(path.removeprefix("./"), Missing("")), PLUGINS)
    assert examined.diagram is not None, examined.told
    return examined.diagram


def exported(diagram: CheckedDiagram) -> str:
    return EXPORTER.write(Results({DIAGRAM: diagram})).decode()


@pytest.fixture
def agrees(tmp_path: Path) -> Callable[[str], bool]:
    """Whether Agda accepts a module; the test is skipped where it is not installed."""
    if AGDA is None:
        pytest.skip(MISSING)

    def judged(text: str) -> bool:
        name = re.findall(r"^module (\S+) where", text, re.MULTILINE)[0]
        return accepted(tmp_path, name, text)[0]

    return judged


TWO = "  in one: Model\n  in two: Model\n"
WIRED = ["one -> e.model, c.model", "e.spec -> c.spec", "two -> o"]
PAIR = (TWO + "  out o: Model\n", "{e: Elicitor, c: Checker}", WIRED)


def test_a_box_applies_the_module_of_its_kind_and_a_wire_is_a_definition() -> None:
    text = exported(checked(*PAIR))
    assert "module Elicitor (box : Box) where" in text
    assert "c·spec : Checker.type·spec c♯ c·model\n" in text
    assert "c·spec = e·spec\n" in text


def test_agda_refuses_another_model_and_accepts_the_right_one(agrees: Callable[[str], bool]) -> None:
    diagram = checked(*PAIR)
    assert agrees(exported(diagram))
    assert not agrees(exported(rewired(diagram, "c.model", Free("two"))))
    assert not agrees(exported(rewired(diagram, "c.model", Free("three"))))
    assert not agrees(exported(rewired(diagram, "c.model", None)))


def rewired(diagram: CheckedDiagram, target: str, source: Term | None) -> CheckedDiagram:
    """The diagram as it would be with another source for a target; the kernel has not seen it."""
    assert diagram.judged is not None
    script = diagram.judged.script
    sources = {**script.sources, target: source} if source is not None else dict(script.sources)
    if source is None:
        del sources[target]
    return replace(diagram, judged=diagram.judged._replace(script=replace(script, sources=sources)))


def test_what_a_refinement_owes_is_a_postulate_that_the_head_lists(agrees: Callable[[str], bool]) -> None:
    ports = '  in i: "Fin 4"\n  in d: Dist Nat\n'
    text = exported(checked(ports, "{p: Pick, q: Need}", ["p.n -> q.n", "i -> q.r", "d -> q.a"]))
    assert "postulate owed·q·n·1 : Holds (good (Refined.value p·n))" in text
    assert "--   owed·q·n·1, at q·n" in text
    assert "q·r = (integer (natural (Fin.number i)))" in text
    assert "q·a = (hull d)" in text
    assert "--   the lemma kit.all, which is left out" in text
    assert agrees(text)


def test_what_holds_by_variance_of_refinements_is_a_cast(agrees: Callable[[str], bool]) -> None:
    text = exported(checked('  in b: "Bag {n : Nat | good n}"\n', "{c: Bags}", ["b -> c.b"]))
    assert "postulate cast·c·b·1 : Bag (Refined Nat (λ n → good n)) → Bag Nat" in text
    assert agrees(text)


def test_an_interface_that_computes_is_written_out_for_each_box(agrees: Callable[[str], bool]) -> None:
    ports = "  in a: Nat\n  in b: Nat\n  in x: Log a\n  in y: Log b\n  out z: Log (b + a)\n"
    text = exported(checked(ports, "{j: Join}", ["x -> j.x", "y -> j.y", "j.z -> z"]))
    assert "module Join (box : Box) (n : Nat) (k : Nat) where" in text
    assert "--   the type of j·z, since" in text
    assert "type·j·z : Set\ntype·j·z = Log (a + b)\npostulate j·z : type·j·z" in text
    assert agrees(text)


def test_an_output_that_stands_before_an_input_is_no_function_of_it(agrees: Callable[[str], bool]) -> None:
    text = exported(checked("  in m: Model\n  out o: Model\n", "{d: Delay}", ["m -> d.next", "d.now -> o"]))
    assert "d·now = Delay.now d♯ d·X" in text
    assert agrees(text)


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.parent.name)
def test_agda_accepts_the_gallery(path: Path, agrees: Callable[[str], bool]) -> None:
    diagram = examine("proposal.yaml", lambda name: path.with_name(name).read_bytes(), PLUGINS).diagram
    assert diagram is not None
    if any(box.copies is not None for box in diagram.boxes.values()):
        with pytest.raises(UnwritableError, match="families of boxes"):
            exported(diagram)
    else:
        assert agrees(exported(diagram))


def test_names_are_words_of_agda_and_no_two_are_one() -> None:
    names = Names(["Nat"])
    assert names["constant", "kit.where"] == "where′"
    assert names["constant", "kit.Set2"] == "Set2′"
    assert names["constant", "kit.a_b"] == "a‿b"
    assert names["port", "a‿b"] == "a‿b′"
    assert names["constant", "kit.Nat"] == "Nat′"
    assert names.local("Nat", ["Nat′"]) == "Nat′′"
