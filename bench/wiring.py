"""A chain of boxes with five dependent wires each, in the file format and as definitions for Coq.

Every box takes a model, a goal for it, a plan for both, a warrant for all three, and a log whose length is one more than
the horizon of the model; and gives the same of its own. So the type of each wire but one mentions other wires.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PORTS = ("model", "goal", "plan", "warrant", "log")
HEAD = ("interlock: 1", "proposal: chain", "title: A chain of dependent wires", "uses: [./kinds.yaml]")
_INDICES = "S A : Type} {h : Nat"
_SUBJECTS = ("(m : Model S A h)", "(g : Goal m)", "(p : Plan m g)")


class Chain(NamedTuple):
    """So many boxes of so many kinds; those in ``wrong`` get the warrant of the box before the one they stand behind.

    With names of their ``own`` no two kinds call their ports alike, so that no interface is written twice.
    """

    boxes: int
    kinds: int = 20
    wrong: frozenset[int] = frozenset()
    own: bool = False

    def suffix(self, box: int) -> str:
        """What is added to the names of a box's ports."""
        return str(box % self.kinds) if self.own and box >= 0 else ""

    def source(self, box: int, port: str) -> int:
        """The box (-1: the first of all, which only gives) whose output goes to an input."""
        return box - 2 if port == "warrant" and box in self.wrong else box - 1

    def line(self, box: int, port: str) -> int:
        """The line of the proposal, counted from 1, on which a wire stands."""
        return len(HEAD) + 2 + self.boxes + 1 + len(PORTS) * box + PORTS.index(port) + 1


def write(chain: Chain, folder: Path) -> Path:
    """The proposal and its vocabulary in a folder; the path of the proposal."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kinds.yaml").write_text("".join(f"{line}\n" for line in vocabulary(chain)))
    path = folder / "chain.yaml"
    path.write_text("".join(f"{line}\n" for line in proposal(chain)))
    return path


def proposal(chain: Chain) -> Iterator[str]:
    """The lines of the proposal: a box a line, a wire a line."""
    yield from HEAD
    yield "boxes:"
    yield "  first: First"
    yield from (f"  b{box}: Kind{box % chain.kinds}" for box in range(chain.boxes))
    yield "wires:"
    for box in range(chain.boxes):
        yield from (f"  - {_output(chain, box, port)} -> b{box}.{port}{chain.suffix(box)}" for port in PORTS)


def _output(chain: Chain, box: int, port: str) -> str:
    source = chain.source(box, port)
    return f"first.{port}" if source < 0 else f"b{source}.{port}Out{chain.suffix(source)}"


def vocabulary(chain: Chain) -> Iterator[str]:
    """The lines of the vocabulary: families, and kinds that are alike but for their names."""
    m, g, p = _SUBJECTS
    yield "interlock: 1\nvocabulary: chain\nfamilies:\n  State: {type: Type}\n  Act: {type: Type}"
    yield '  Model: {type: "(S : Type) (A : Type) (h : Nat) -> Type"}'
    yield f'  Goal: {{type: "{{{_INDICES}}} {m} -> Type"}}'
    yield f'  Plan: {{type: "{{{_INDICES}}} {m} {g} -> Type"}}'
    yield f'  Warrant: {{type: "{{{_INDICES}}} {m} {g} {p} -> Type"}}'
    yield "kinds:\n  First:\n    ports:"
    yield from _ports("out", "", "State Act 9", "State 10")
    for kind in range(chain.kinds):
        yield f"  Kind{kind}:\n    parameters: {{S: Type, A: Type, h: Nat}}\n    ports:"
        yield from _ports("in", chain.suffix(kind), "S A h", "S (h + 1)")
        yield from _ports("out", f"Out{chain.suffix(kind)}", "S A h", "S (h + 1)")


def _ports(way: str, suffix: str, indices: str, row: str) -> Iterator[str]:
    """The five ports of one direction."""
    model, goal, plan, warrant, log = (port + suffix for port in PORTS)
    types = (
        f"Model {indices}",
        f"Goal {model}",
        f"Plan {model} {goal}",
        f"Warrant {model} {goal} {plan}",
        f"Vec {row}",
    )
    names = (model, goal, plan, warrant, log)
    return (f"      {way} {name}: {type_}" for name, type_ in zip(names, types, strict=True))


def coq(chain: Chain) -> Iterator[str]:
    """The same wiring for Coq: a parameter a kind, a definition a box, and records with primitive projections."""
    subjects = "(m : Model X A h) (g : Goal m) (p : Plan m g)"
    yield "Set Primitive Projections.\nParameters State Act : Set."
    yield "Parameter Vec : Set -> nat -> Set.\nParameter Model : Set -> Set -> nat -> Set."
    yield "Parameter Goal : forall {X A : Set} {h : nat}, Model X A h -> Set."
    yield "Parameter Plan : forall {X A : Set} {h : nat} (m : Model X A h), Goal m -> Set."
    yield f"Parameter Warrant : forall {{X A : Set}} {{h : nat}} {subjects}, Set."
    yield (
        "Record Given (X A : Set) (h : nat) : Set := give { model : Model X A h; goal : Goal model; "
        "plan : Plan model goal; warrant : Warrant model goal plan; log : Vec X (S h) }."
    )
    yield from (f"Arguments {port} {{X A h}}." for port in PORTS)
    yield "Parameter first : Given State Act 9."
    inputs = f"{subjects} (w : Warrant m g p) (l : Vec X (S h))"
    for kind in range(chain.kinds):
        yield f"Parameter Kind{kind} : forall {{X A : Set}} {{h : nat}} {inputs}, Given X A h."
    for box in range(chain.boxes):
        arguments = " ".join(f"({port} {_box(chain.source(box, port))})" for port in PORTS)
        yield f"Definition b{box} := Kind{box % chain.kinds} {arguments}."


def _box(box: int) -> str:
    return "first" if box < 0 else f"b{box}"
