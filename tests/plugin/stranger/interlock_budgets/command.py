"""`interlock budget-sheet`: what all budgets of an analysed proposal cost."""

from __future__ import annotations

import json
from typing import TextIO

import click


@click.command(name="budget-sheet")
@click.argument("analysed", type=click.File("r"), default="-")
@click.option("--rate", default=1.0, show_default=True, help="The price of an hour.")
def budget_sheet(analysed: TextIO, rate: float) -> None:
    """Add up the budgets in what `interlock analyze --format json` wrote."""
    boxes = json.load(analysed)["results"]["budget-sheet"]["boxes"]
    least, most = (sum(line[end] for line in boxes.values()) * rate for end in ("least", "most"))
    click.echo(f"{len(boxes)} budgets: {least:g} .. {most:g}")
