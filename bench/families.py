"""How checking families of boxes depends on how many boxes they have: not at all.

Run from the root of the repository: `python -m bench.families`.
"""

from __future__ import annotations

from statistics import median
from time import process_time

from bench.table import Figure, Result, Table, markdown
from interlock.pipeline import examine
from interlock.plugin.loaded import Loaded
from interlock.syntax.bundle import Missing

FAMILIES = 300
NUMBERS = (0, 10, 1_000, 1_000_000)
ROUNDS = 9
_KIT = """interlock: 1
vocabulary: kit
families: {Model: Type, Spec: "(m : Model) -> Type"}
kinds:
  Modeller: {ports: {out model: Model}}
  Elicitor: {ports: {in model: Model, out spec: Spec model}}
  Reviser: {ports: {in model: Model, in old: Spec model, out new: Spec model}}
"""


def proposal(number: int) -> str:
    """A chain of families of so many boxes, wired member by member: each revises the last one's specifications."""
    names = [f"r{at}" for at in range(FAMILIES)]
    boxes = [f"  w: {{kind: Modeller, replicate: {number}}}", f"  e: {{kind: Elicitor, replicate: {number}}}"]
    boxes += [f"  {name}: {{kind: Reviser, replicate: {number}}}" for name in names]
    wires = ["  - w[*].model -> " + ", ".join(f"{name}[*].model" for name in ("e", *names))]
    ends = ["e[*].spec", *(f"{name}[*].new" for name in names)]
    wires += [f"  - {source} -> {name}[*].old" for source, name in zip(ends, names, strict=False)]
    return "\n".join(["interlock: 1", "proposal: p", "uses: [./kit.yaml]", "boxes:", *boxes, "wires:", *wires, ""])


def seconds(number: int) -> float:
    """Seconds of processors that one check takes, the kernel's included."""
    files = {"p.yaml": proposal(number).encode(), "kit.yaml": _KIT.encode()}
    start = process_time()
    found = examine("p.yaml", lambda path: files.get(path.removeprefix("./"), Missing("")), Loaded())
    taken = process_time() - start
    assert found.diagram is not None, [told.fault for told in found.told]
    return taken


def measure() -> Result:
    """Medians of rounds in which the numbers take turns."""
    rounds = [{number: seconds(number) for number in NUMBERS} for _ in range(ROUNDS + 1)][1:]
    costs = {number: median(one[number] for one in rounds) for number in NUMBERS}
    ratio = median(one[1_000_000] / one[10] for one in rounds)
    rows = tuple((f"{number:,}", f"{cost * 1000:.0f}") for number, cost in costs.items())
    table = Table(f"{FAMILIES} families of so many boxes", ("boxes in each", "ms"), rows)
    figure = Figure("1,000,000 boxes in each family / 10", ratio, 1.2)
    return Result(f"Families (medians of {ROUNDS}, in turn)", (figure,), (table,))


if __name__ == "__main__":
    print(markdown(measure()))
