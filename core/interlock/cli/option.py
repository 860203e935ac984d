"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from interlock.check.solve import MOST_STEPS, STEP_LIMIT
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


_STEPS = "interlock.solver_steps"


def keep_steps(ctx: click.Context, parameter: click.Parameter, value: int) -> None:
    """Leave the number for `setting`; click calls this for `--solver-steps`."""
    ctx.meta[_STEPS] = value


steps_option = click.option(
    "--solver-steps",
    type=click.IntRange(min=1, max=MOST_STEPS),
    default=STEP_LIMIT,
    show_default=True,
    expose_value=False,
    callback=keep_steps,
    help="How many steps the solver may take for one question: not seconds, so that all machines agree.",
)


def setting_options(command: _Decorated) -> _Decorated:
    """`--variant`, `--set` and `--solver-steps`."""
    variant = click.option("--variant", default="", metavar="NAME", help="A variant of the file; {} is the base.")
    return variant(set_option(steps_option(command)))


def setting(variant: str, sets: tuple[tuple[str, str], ...]) -> Setting:
    """The setting that the options ask for."""
    steps: int = click.get_current_context().meta.get(_STEPS, STEP_LIMIT)
    return Setting("" if variant == "{}" else variant, sets, steps)
