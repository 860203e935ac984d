"""Random proposals about models, specifications and policies, with a naive account of what each port carries.

A box of a kind is written down with its ports' types as words over its own inputs; a type of a diagram is a tuple of words
in which the inputs are replaced by what feeds them. Two ends fit exactly if their tuples are equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from hypothesis import strategies as st

KIT = """interlock: 1
vocabulary: kit
families:
  Model: Type
  Spec: "(m : Model) -> Type"
  Policy: "(m : Model) -> Type"
  Cert: "{m : Model} (s : Spec m) (p : Policy m) -> Type"
kinds:
  Modeller: {ports: {out model: Model}}
  Elicitor: {ports: {in model: Model, out spec: Spec model}}
  Planner: {ports: {in model: Model, in spec: Spec model, out policy: Policy model}}
  Trainer: {ports: {in model: Model, in old: Policy model, out new: Policy model}}
  Verifier: {ports: {in model: Model, in spec: Spec model, in policy: Policy model, out cert: Cert spec policy}}
  Gate: {ports: {in model: Model, in spec: Spec model, in policy: Policy model, in cert: Cert spec policy, out model': Model}}
"""

Carried = tuple[str, ...]
"""A family, then what it is about."""


class Port(NamedTuple):
    name: str
    incoming: bool
    type: Carried


KINDS: dict[str, tuple[Port, ...]] = {
    "Modeller": (Port("model", False, ("Model",)),),
    "Elicitor": (Port("model", True, ("Model",)), Port("spec", False, ("Spec", "model"))),
    "Planner": (
        Port("model", True, ("Model",)),
        Port("spec", True, ("Spec", "model")),
        Port("policy", False, ("Policy", "model")),
    ),
    "Trainer": (
        Port("model", True, ("Model",)),
        Port("old", True, ("Policy", "model")),
        Port("new", False, ("Policy", "model")),
    ),
    "Verifier": (
        Port("model", True, ("Model",)),
        Port("spec", True, ("Spec", "model")),
        Port("policy", True, ("Policy", "model")),
        Port("cert", False, ("Cert", "model", "spec", "policy")),
    ),
    "Gate": (
        Port("model", True, ("Model",)),
        Port("spec", True, ("Spec", "model")),
        Port("policy", True, ("Policy", "model")),
        Port("cert", True, ("Cert", "model", "spec", "policy")),
        Port("model'", False, ("Model",)),
    ),
}


@dataclass(frozen=True)
class Design:
    """Boxes with their kinds, and what feeds each of their inputs; sources stand before their targets."""

    boxes: tuple[tuple[str, str], ...]
    sources: dict[str, str]

    def text(self) -> str:
        """The proposal; what feeds nothing is fed to nothing, which is a warning."""
        boxes = "".join(f"  {name}: {kind}\n" for name, kind in self.boxes)
        wires = "".join(f"  - {source} -> {target}\n" for target, source in self.sources.items())
        return f"interlock: 1\nproposal: p\nuses: [./kit.yaml]\nboxes:\n{boxes}" + (f"wires:\n{wires}" if wires else "")

    def files(self) -> dict[str, bytes]:
        """The proposal and its vocabulary."""
        return {"proposal.yaml": self.text().encode(), "kit.yaml": KIT.encode()}

    def rewired(self, target: str, source: str) -> Design:
        """The design with another source for one target."""
        return Design(self.boxes, {**self.sources, target: source})

    def outputs(self) -> list[str]:
        """All sources."""
        return [f"{box}.{port.name}" for box, kind in self.boxes for port in KINDS[kind] if not port.incoming]

    def carried(self) -> dict[str, Carried]:
        """What each port carries, its own inputs replaced by what feeds them."""
        found: dict[str, Carried] = {}
        for box, kind in self.boxes:
            here: dict[str, str] = {}
            for port in KINDS[kind]:
                name = f"{box}.{port.name}"
                found[name] = (port.type[0], *(here[word] for word in port.type[1:]))
                here[port.name] = self.sources[name] if port.incoming else name
        return found

    def fits(self) -> bool:
        """Whether both ends of every wire carry the same."""
        carried = self.carried()
        return all(carried[source] == carried[target] for target, source in self.sources.items())

    def ordered(self) -> bool:
        """Whether every source stands in a box before its target's, so that there is no loop."""
        place = {name: at for at, (name, _) in enumerate(self.boxes)}
        return all(place[s.partition(".")[0]] < place[t.partition(".")[0]] for t, s in self.sources.items())


@st.composite
def designs(draw: st.DrawFn, most: int = 7) -> Design:
    """Well-typed designs: each input is fed by a source that carries what is due."""
    boxes: list[tuple[str, str]] = []
    sources: dict[str, str] = {}
    for at in range(draw(st.integers(1, most))):
        name, kind = f"b{at}", draw(st.sampled_from(list(KINDS)))
        fed = _fed(draw, Design((*boxes,), sources), name, kind)
        if fed is not None:
            boxes.append((name, kind))
            sources = {**sources, **fed}
    return Design(tuple(boxes), sources)


def _fed(draw: st.DrawFn, so_far: Design, name: str, kind: str) -> dict[str, str] | None:
    """Sources for the inputs of one more box, None where there is none for one of them."""
    carried = so_far.carried()
    here: dict[str, str] = {}
    fed: dict[str, str] = {}
    for port in KINDS[kind]:
        if not port.incoming:
            continue
        due = (port.type[0], *(here[word] for word in port.type[1:]))
        fitting = [source for source in so_far.outputs() if carried[source] == due]
        if not fitting:
            return None
        here[port.name] = fed[f"{name}.{port.name}"] = draw(st.sampled_from(fitting))
    return fed
