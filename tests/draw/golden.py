"""The DOT texts and charts that drawings are compared with: `python -m tests.draw.golden` writes them anew."""

from __future__ import annotations

from pathlib import Path

from interlock.analysis.chart import Chart
from interlock.draw.chart.draw import draw_chart
from interlock.draw.dot import print_graph
from interlock.draw.paint import paint
from interlock.report.tabulate import describe, tabulate
from tests.draw import charts, scenes

FOLDER = Path(__file__).parent / "golden"
GOLDEN = {
    "gated": scenes.GATED,
    "gated-route": scenes.GATED_ROUTE,
    "rlhf": scenes.RLHF,
    "control": scenes.CONTROL,
    "every-mark": scenes.EVERY_MARK,
}


def drawing(chart: Chart) -> str:
    """A chart as it stands in a page."""
    return draw_chart(chart, describe(tabulate(chart)))


def main() -> None:
    """Write every golden text."""
    FOLDER.mkdir(exist_ok=True)
    for name, scene in GOLDEN.items():
        (FOLDER / f"{name}.dot").write_text(print_graph(paint(scene)), encoding="utf-8")
    for name, chart in charts.CHARTS.items():
        (FOLDER / f"{name}.svg").write_text(drawing(chart), encoding="utf-8")


if __name__ == "__main__":
    main()
