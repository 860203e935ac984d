"""How much of a picture's time is ours: everything but Graphviz, as a share of Graphviz, for about 100 boxes.

Prints one line a measure, in milliseconds, and the ratio last; the bar is 0.5. Run from the root of the repository.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple, TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

T = TypeVar("T")
ROUNDS = 9


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The time of a run in milliseconds, and its result."""
    start = perf_counter()
    result = work()
    return (perf_counter() - start) * 1000, result


class Shares(NamedTuple):
    """One round, in milliseconds."""

    painting: float
    engine: float
    dressing: float

    @property
    def ratio(self) -> float:
        """All but the engine, over the engine."""
        return (self.painting + self.dressing) / self.engine


def measure() -> Shares:
    """Draw the scene once, each step timed; a round holds all steps, so that a busy machine slows them alike."""
    from interlock.draw.dot import print_graph
    from interlock.draw.graphviz import Picture, draw
    from interlock.draw.paint import paint
    from interlock.draw.svg import dress
    from interlock.draw.tell import tell_scene
    from tests.draw.scenes import HUNDRED

    painting, text = timed(lambda: print_graph(paint(HUNDRED)))
    engine, picture = timed(lambda: draw(text, "svg"))
    if not isinstance(picture, Picture):
        raise SystemExit(picture.remedy)
    dressing, _ = timed(lambda: dress(picture.content, HUNDRED.title, tell_scene(HUNDRED)))
    return Shares(painting, engine, dressing)


def main() -> None:
    """Print the medians over all rounds."""
    rounds = [measure() for _ in range(ROUNDS)]
    print(f"paint and print  {median(shares.painting for shares in rounds):8.1f} ms")
    print(f"Graphviz         {median(shares.engine for shares in rounds):8.1f} ms")
    print(f"dress            {median(shares.dressing for shares in rounds):8.1f} ms")
    print(f"ours / Graphviz  {median(shares.ratio for shares in rounds):8.3f}")


if __name__ == "__main__":
    main()
