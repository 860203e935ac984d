"""Each short cut of elaboration gives what elaboration in general gives: on the cases, and on random diagrams."""

from __future__ import annotations

import pytest

from interlock.check.checked import CheckedDiagram
from interlock.elaborate import expression, walk
from interlock.elaborate.alike import Alike
from interlock.elaborate.library import Library
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.quote import quote
from interlock.kernel.term import Term
from interlock.pipeline import examine
from interlock.plugin.loaded import Loaded
from interlock.syntax.bundle import Missing
from tests.cases.test_cases import CASES
from tests.cases.verdict import faults_of
from tests.differential.forms import Unspeakable
from tests.differential.generate import diagram
from tests.differential.lift import lifted
from tests.differential.mutate import mutant
from tests.differential.verdict import elaborated

RANDOM = 60
SHORTCUTS = ("families at variables", "boxes alike", "types over parameters", "hopeless wires", "kinds alike")


def without(shortcut: str, patch: pytest.MonkeyPatch) -> None:
    """Take one short cut away."""
    match shortcut:
        case "families at variables":
            patch.setattr(expression, "spine", lambda *_: None)
        case "boxes alike":
            patch.setattr(Alike, "recall", lambda *_: False)
        case "types over parameters":
            patch.setattr(Alike, "types", lambda _, opened, __: (None,) * len(opened.interface.telescope.ports))
        case "hopeless wires":
            patch.setattr(walk, "hopeless", lambda *_: False)
        case _:
            shared = Library._interface

            def alone(library: Library, *given: object) -> object:
                library._interfaces.clear()
                return shared(library, *given)  # type: ignore[arg-type]

            patch.setattr(Library, "_interface", alone)


@pytest.mark.parametrize("shortcut", SHORTCUTS)
def test_cases_have_the_same_verdict_without_a_short_cut(shortcut: str, monkeypatch: pytest.MonkeyPatch) -> None:
    some = [case for at, case in enumerate(CASES) if at % len(SHORTCUTS) == SHORTCUTS.index(shortcut)]
    told = [faults_of(case.files, case.start) for case in some]
    without(shortcut, monkeypatch)
    for case, before in zip(some, told, strict=True):
        assert faults_of(case.files, case.start) == before, case.title


@pytest.mark.parametrize("shortcut", SHORTCUTS)
def test_random_diagrams_are_elaborated_to_the_same_without_a_short_cut(
    shortcut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [made for seed in range(RANDOM) for made in (diagram(seed), mutant(diagram(seed), seed))]
    for made in found:
        try:
            codes, checked = elaborated(made, stated=False)
        except Unspeakable:
            continue
        with monkeypatch.context() as patch:
            without(shortcut, patch)
            again, other = elaborated(made, stated=False)
        assert sorted(codes) == sorted(again)
        assert structure(checked) == structure(other)


def structure(checked: CheckedDiagram | None) -> object:
    """The arguments of boxes and the types of ports, with names for bound variables."""
    if checked is None:
        return None
    arguments = {name: [written(term) for _, term in box.arguments] for name, box in checked.boxes.items()}
    return arguments, {name: [written(term) for term in box.types] for name, box in checked.wiring.boxes.items()}


def written(term: Term) -> object:
    """A closed term in normal form."""
    return lifted(quote(evaluate(term, (), Machine()), 0, Machine()), ())


KINDS = """interlock: 1
vocabulary: kit
families:
  Model: {type: "(S : Type) -> Type"}
  Spec: {type: "{S : Type} (m : Model S) -> Type"}
kinds:
  Ka: {parameters: {S: Type}, ports: {in m: Model S, out s: Spec m}}
  Kb: {parameters: {S: Type}, ports: {in m: Model S, out s: Spec m}}
  Kc: {parameters: {S: Type}, ports: {in m: Model S, out t: Spec m}}
  Wa: {ports: {in m: Modle Nat}}
  Wb: {ports: {in m: Modle Nat}}
"""
PROPOSAL = """interlock: 1
proposal: three
uses: [./kit.yaml]
parameters: {T: Type}
ports: {in m: Model T}
boxes: {a: Ka, b: Kb, c: Kc}
wires:
  - m -> a.m, b.m, c.m
"""


def looked(kinds: str) -> tuple[CheckedDiagram | None, list[tuple[str, str]]]:
    files = {"p.yaml": PROPOSAL.encode(), "kit.yaml": kinds.encode()}
    found = examine("p.yaml", lambda path: files.get(path.removeprefix("./"), Missing("")), Loaded())
    return found.diagram, [(told.fault.code, told.fault.site.anchor.key) for told in found.told]


def test_kinds_that_are_written_alike_share_a_telescope_and_others_do_not() -> None:
    right = KINDS.replace("  Wa: {ports: {in m: Modle Nat}}\n  Wb: {ports: {in m: Modle Nat}}\n", "")
    checked, _ = looked(right)
    assert checked is not None
    assert checked.judged is not None
    boxes = checked.judged.script.boxes
    assert boxes["a"].telescope is boxes["b"].telescope
    assert boxes["a"].telescope is not boxes["c"].telescope
    assert checked.boxes["b"].kind == "kit.Kb"


def test_a_mistake_that_two_kinds_share_is_told_of_both_each_at_its_place() -> None:
    _, told = looked(KINDS)
    wrong = [(code, key) for code, key in told if code != "unused-source"]
    assert [code for code, _ in wrong] == ["unknown-name", "unknown-name"]
    assert len({key for _, key in wrong}) == 2
