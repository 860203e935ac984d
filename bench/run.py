"""Runs every benchmark and writes what they found to `bench/results.md`.

Run from the root of the repository, with the project installed in the interpreter: `python -m bench.run`, or with the
names of some benchmarks, whose results are then printed and not written.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Mapping
from statistics import median
from typing import Final

from bench import (
    aralia,
    boundaries,
    chain,
    cheese,
    draw,
    families,
    gallery,
    joint,
    kernels,
    lints,
    refinements,
    startup,
    variants,
)
from bench.cost import ROOT
from bench.table import Figure, Result, Table, markdown

PAGE = ROOT / "bench" / "results.md"


def pictures() -> Result:
    """Our share of the time of a picture of about a hundred boxes."""
    rounds = [draw.measure() for _ in range(draw.ROUNDS)]
    shares = ("painting", "engine", "dressing")
    row = tuple(f"{median(getattr(one, share) for one in rounds):.1f}" for share in shares)
    table = Table("Milliseconds", ("", "paint and print", "Graphviz", "dress"), (("SVG", *row),))
    figure = Figure("all but Graphviz / Graphviz, 100 boxes", median(one.ratio for one in rounds), 0.5)
    return Result(f"Pictures (medians of {draw.ROUNDS})", (figure,), (table,))


BENCHES: Final[Mapping[str, Callable[[], Result]]] = {
    "startup": startup.measure,
    "chain": chain.measure,
    "cheese": cheese.measure,
    "joint": joint.measure,
    "refinements": refinements.measure,
    "draw": pictures,
    "families": families.measure,
    "kernels": kernels.measure,
    "boundaries": boundaries.measure,
    "aralia": aralia.measure,
    "variants": variants.measure,
    "gallery": gallery.measure,
    "lints": lints.measure,
}


def machine() -> str:
    """What the figures were measured on, as far as it bears on them."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, {platform.python_implementation()} {platform.python_version()}"


def main() -> None:
    """Run the benchmarks that are named, or all of them; the whole page is written, the rest is printed."""
    names = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        raise SystemExit(f"no benchmark {unknown[0]!r}; known: {', '.join(BENCHES)}")
    results = [BENCHES[name]() for name in names]
    missed = [figure.name for result in results for figure in result.figures if not figure.is_met]
    head = (
        f"# Results\n\nWritten by `python -m bench.run` on {machine()}. README.md says how each figure is measured.\n"
    )
    page = "\n".join([head, *map(markdown, results)])
    if len(names) == len(BENCHES):
        PAGE.write_text(page, "utf-8")
    print(page)
    print(f"missed: {', '.join(missed)}" if missed else "every goal is met")


if __name__ == "__main__":
    main()
