"""`interlock render`: the picture."""

from __future__ import annotations

from typing import cast, get_args

import click

from interlock.cli.drawing import draw, light
from interlock.cli.exit import FOUND, GOOD, CannotRunError
from interlock.cli.option import setting, setting_options
from interlock.cli.output import put
from interlock.cli.progress import progress
from interlock.cli.session import load_plugins, open_session, tell_errors
from interlock.draw.graphviz import Format
from interlock.plugin.host import READING


@click.command()
@click.argument("file")
@click.option("-o", "--output", required=True, metavar="OUT", help="The file to write; its suffix is the format.")
@setting_options
@click.option(
    "--highlight", "hazards", multiple=True, metavar="HAZARD", help="Light the barriers and the thinnest route."
)
@click.option("--layer", "layers", multiple=True, metavar="NAME", help="Light what a plugin's layer marks.")
@click.option("--level", type=click.IntRange(min=0), help="How many levels of nested proposals are opened.")
def render(
    *,
    file: str,
    output: str,
    variant: str,
    sets: tuple[tuple[str, str], ...],
    hazards: tuple[str, ...],
    layers: tuple[str, ...],
    level: int | None,
) -> int:
    """Draw a proposal as svg, png, pdf or dot, by the suffix of OUT."""
    form = picture_format(output)
    lit = bool(hazards or layers)
    loaded = load_plugins(READING | {"analyses", "layers", "kernels"} if lit else READING)
    session = open_session(file, loaded, setting(variant, sets), searching=lit)  # a bare picture shows no path sets
    diagram = session.examined.diagram
    if diagram is None:
        tell_errors(session)
        return FOUND
    with progress(f"drawing {file}"):
        marks = light(diagram, loaded, hazards, layers) if lit else None
        picture = draw(diagram, form, marks, level)
    put(output, picture.content)
    return GOOD


def picture_format(path: str) -> Format:
    """The format that the suffix of a path means.

    Raises:
        CannotRunError: it means none.
    """
    suffix = path.rpartition(".")[2].lower()
    if suffix not in get_args(Format):
        raise CannotRunError(f"{path!r} ends in none of .{', .'.join(get_args(Format))}")
    return cast(Format, suffix)
