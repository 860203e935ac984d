"""Where z3 is not installed all is checked but what needs it, and what was not decided is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from interlock.check.prove import Fact, Proved, Prover, Refuted, Unproved
from interlock.elaborate.fault import NotProved
from interlock.kernel.builtin import EQUAL, LESS, NAT
from interlock.kernel.context import Context
from interlock.kernel.evaluate import Machine
from interlock.kernel.term import Apply, Free, Literal
from interlock.pipeline import examine
from interlock.syntax.bundle import Missing
from tests.cases.verdict import PLUGINS
from tests.check.examining import codes, look
from tests.check.test_path_sets import Gate, chained
from tests.check.test_reasoning import GOOD, LIGHT, PLAIN, RED, L, ask, call

FLAGSHIP = Path(__file__).parents[2] / "proposals" / "guaranteed-safe-ai" / "proposal.yaml"
PAGE = """interlock: 1
proposal: p
ports: {in x: Nat, out y: Nat}
boxes: {a: {ports: {in x: Nat, out y: {type: Nat, guarantee: y <= x}}}}
wires: [x -> a.x, a.y -> y]
"""


@pytest.fixture(autouse=True)
def _no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)


def test_the_flagship_proposal_is_checked() -> None:
    text = FLAGSHIP.read_bytes()
    found = examine("proposal.yaml", lambda path: text if path == "proposal.yaml" else Missing("no"), PLUGINS)
    assert found.diagram is not None


def test_what_has_no_refinement_is_checked() -> None:
    assert codes(PAGE) == []


def test_what_needs_arithmetic_is_not_decided_and_that_is_said() -> None:
    (told,) = look(PAGE + "claims: {c: y <= x + 1}\n").told
    assert isinstance(told.fault, NotProved)
    assert (told.fault.code, told.fault.missing) == ("not-proved", "no-solver")


def test_claims_about_names_and_functions_of_these_are_proved_refuted_and_have_path_sets() -> None:
    shut = Gate("not (x = allow)", "y = worse x ask")
    found = chained([Gate(None, "not (y = allow)"), shut], "rank y >= 1")
    assert found.diagram is not None
    (claim,) = found.diagram.claims
    assert (claim.status, claim.paths, claim.whole) == ("proved", (("b0.y", "b1.y"),), True)
    (told,) = chained([shut], "rank y >= 1").told
    assert isinstance(told.fault, NotProved)
    assert told.fault.code == "refuted"
    assert told.fault.counterexample == (("x", "allow"),)


def test_what_has_few_values_is_decided() -> None:
    assert isinstance(ask(Apply(LESS, (call("rank", L), Literal(3))), [], PLAIN, {"l": LIGHT}), Proved)
    assert isinstance(ask(Apply(EQUAL, (LIGHT, L, RED)), [], PLAIN, {"l": LIGHT}), Refuted)
    spun = Apply(EQUAL, (LIGHT, call("spin", Free("n"), RED), RED))
    found = ask(spun, [], PLAIN, {"n": NAT})
    assert isinstance(found, Refuted)
    assert found.counterexample == (("n", "1"),)
    assert ask(Apply(GOOD, (call("turn", L),)), [Apply(GOOD, (L,))], PLAIN, {"l": LIGHT}) == Unproved(
        "no-solver", (Apply(GOOD, (L,)),)
    )


def test_what_small_numbers_make_true_is_known_to_go_together() -> None:
    place = Context(PLAIN, {"n": NAT}, (), Machine(entries=PLAIN.entries))
    above, below = (Fact("", Apply(LESS, pair)) for pair in ((Literal(5), Free("n")), (Free("n"), Literal(5))))
    assert Prover().consistent([above], place) is True
    assert Prover().consistent([above, below], place) is None
