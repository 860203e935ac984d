"""From a chart to its SVG."""

from __future__ import annotations

from typing import assert_never

from interlock.analysis.chart import Bars, BowTie, Chart, Grid, Plot
from interlock.draw.chart.bars import draw_bars
from interlock.draw.chart.bowtie import draw_bowtie
from interlock.draw.chart.grid import draw_grid
from interlock.draw.chart.plot import draw_plot


def draw_chart(chart: Chart, told: str = "") -> str:
    """The SVG of a chart; `told` is what it shows, in words. The same chart gives the same text."""
    match chart:
        case Bars():
            return draw_bars(chart, told)
        case Grid():
            return draw_grid(chart, told)
        case BowTie():
            return draw_bowtie(chart, told)
        case Plot():
            return draw_plot(chart, told)
        case _:
            assert_never(chart)
