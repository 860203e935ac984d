"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from interlock.cli.exit import THRESHOLDS
from interlock.pipeline import Setting

_Decorated = Callable[..., Any]  # what click's decorators take and give


def read_sets(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """`n=3` as a pair; click calls this for `--set`."""
    pairs = []
    for each in value:
        name, equals, given = each.partition("=")
        if not equals or not name.strip() or not given.strip():
            raise click.BadParameter(f"{each!r} is not of the form NAME=VALUE", ctx, parameter)
        pairs.append((name.strip(), given.strip()))
    return tuple(pairs)


format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Of what is printed.",
)
fail_option = click.option(
    "--fail-on",
    type=click.Choice(THRESHOLDS),
    default="error",
    show_default=True,
    help="The least grave thing that makes the exit code 1.",
)


set_option = click.option(
    "--set", "sets", multiple=True, metavar="NAME=VALUE", callback=read_sets, help="Another default of a parameter."
)


def setting_options(command: _Decorated) -> _Decorated:
    """`--variant` and `--set`."""
    variant = click.option("--variant", default="", metavar="NAME", help="A variant of the file; {} is the base.")
    return variant(set_option(command))


def setting(variant: str, sets: tuple[tuple[str, str], ...]) -> Setting:
    """The setting that the options ask for."""
    return Setting("" if variant == "{}" else variant, sets)
