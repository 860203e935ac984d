"""The DOT texts that paintings are compared with: `python -m tests.draw.golden` writes them anew."""

from __future__ import annotations

from pathlib import Path

from interlock.draw.dot import print_graph
from interlock.draw.paint import paint
from tests.draw import scenes

FOLDER = Path(__file__).parent / "golden"
GOLDEN = {
    "gated": scenes.GATED,
    "gated-route": scenes.GATED_ROUTE,
    "rlhf": scenes.RLHF,
    "control": scenes.CONTROL,
    "every-mark": scenes.EVERY_MARK,
}


def main() -> None:
    """Write every golden text."""
    FOLDER.mkdir(exist_ok=True)
    for name, scene in GOLDEN.items():
        (FOLDER / f"{name}.dot").write_text(print_graph(paint(scene)), encoding="utf-8")


if __name__ == "__main__":
    main()
