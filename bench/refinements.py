"""What refinements cost: a thousand wires that each owe a proposition, against the same file without refinements.

Run from the root of the repository: `python -m bench.refinements`.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.cost import compiled, in_turn, interlock
from bench.table import Figure, Result, Table, markdown

BOXES = 1_000
ROUNDS = 5
PLAIN = ("Nat", "Nat")
ALIKE = ("{n : Nat | n > 3}", "{n : Nat | n > 2}")


def measure() -> Result:
    """Check the three files in turn: without refinements, with one question, with as many questions as boxes in 10."""
    with compiled(), TemporaryDirectory() as folder:
        write(Path(folder, "plain"), *PLAIN)
        write(Path(folder, "alike"), *ALIKE)
        write(Path(folder, "various"), *ALIKE, various=BOXES // 10)
        program = interlock()
        commands = {
            name: [program, "check", f"{folder}/{name}/proposal.yaml"] for name in ("plain", "alike", "various")
        }
        costs = in_turn(commands, ROUNDS)
    plain, alike, various = (costs[name] for name in commands)
    rows = tuple((name, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.peak:.0f}") for name, cost in costs.items())
    figures = (
        Figure(f"{BOXES:,} refinement wires / the same wires without", alike.wall / plain.wall, 3.0),
        Figure("the same in processor time", alike.cpu / plain.cpu),
        Figure(f"with {BOXES // 10} different questions", various.wall / plain.wall),
    )
    table = Table("Seconds, processor seconds, MiB", ("", "clock", "processor", "memory"), rows)
    return Result(f"Refinements (medians of {ROUNDS}, in turn)", figures, (table,))


def write(folder: Path, given: str, wanted: str, *, various: int = 1) -> None:
    """A chain of boxes that give the one type and want the other, of so many kinds with bounds of their own."""
    folder.mkdir()
    kinds = [
        f'  Step{at}: {{ports: {{in x: "{_raised(wanted, at)}", out y: "{_raised(given, various)}"}}}}'
        for at in range(various)
    ]
    (folder / "kit.yaml").write_text("\n".join(["interlock: 1", "vocabulary: kit", "kinds:", *kinds, ""]), "utf-8")
    lines = ["interlock: 1", "proposal: chain", "uses: [./kit.yaml]", "ports:"]
    lines += [f'  in x: "{_raised(given, various)}"', f'  out y: "{wanted}"', "boxes:"]
    lines += [f"  b{at}: Step{at % various}" for at in range(BOXES)]
    lines += ["wires:", "  - x -> b0.x", *(f"  - b{at}.y -> b{at + 1}.x" for at in range(BOXES - 1))]
    (folder / "proposal.yaml").write_text("\n".join([*lines, f"  - b{BOXES - 1}.y -> y", ""]), "utf-8")


def _raised(type_: str, by: int) -> str:
    """The refinement with its bound raised."""
    return type_.replace("> 3", f"> {3 + by}").replace("> 2", f"> {2 + by}")


if __name__ == "__main__":
    print(markdown(measure()))
