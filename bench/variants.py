"""What variants add to the check of a large proposal: a thousand boxes with five small ones against none.

Run from the root of the repository: `python -m bench.variants`.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.cost import compiled, in_turn, interlock
from bench.table import Figure, Result, markdown
from bench.wiring import Chain, write

BOXES = 1_000
ROUNDS = 5
VARIANTS = """
variants:
  one-more: {boxes: {extra: First}}
  labelled: {boxes: {b500: {labels: {}}}}
  shorter: {drop: [boxes.b999]}
  of-another-kind: {replace: {b999: Kind0}}
  documented: {boxes: {b1: {doc: The second.}}}
"""


def measure() -> Result:
    """Both files in turn, in seconds of processors."""
    with compiled(), TemporaryDirectory() as folder:
        bare = write(Chain(BOXES), Path(folder, "bare"))
        varied = write(Chain(BOXES), Path(folder, "varied"))
        varied.write_text(varied.read_text("utf-8") + VARIANTS, "utf-8")
        program = interlock()
        costs = in_turn({"bare": [program, "check", str(bare)], "varied": [program, "check", str(varied)]}, ROUNDS)
    ratio = costs["varied"].cpu / costs["bare"].cpu
    return Result(
        f"Variants (medians of {ROUNDS}, in turn)",
        (Figure("1,000 boxes with five small variants / without", ratio, 3.0),),
    )


if __name__ == "__main__":
    print(markdown(measure()))
