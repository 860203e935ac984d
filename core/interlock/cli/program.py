"""The program: commands by name, imported when one is run; what goes wrong ends in one line."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import click

from interlock.cli.exit import FAILED, STOPPED, CannotRunError, ForeignError
from interlock.plugin.discover import EntryPoint, discover, version_of


class _Entry(NamedTuple):
    """Where a command is defined, and what it does in a line."""

    place: str
    does: str


COMMANDS: Mapping[str, _Entry] = {
    "check": _Entry("interlock.cli.check:check", "Check proposals and vocabularies."),
    "validate": _Entry("interlock.cli.check:check", "The same as check."),
    "analyze": _Entry("interlock.cli.analyze:analyze", "Check, then run every analysis and lint."),
    "render": _Entry("interlock.cli.render:render", "Draw a proposal as svg, png, pdf or dot."),
    "report": _Entry("interlock.cli.report:report", "Write one self-contained page, html or md."),
    "export": _Entry("interlock.cli.export:export", "Write a proposal in a format that a plugin adds."),
    "kinds": _Entry("interlock.cli.kinds:kinds", "Show the kinds of boxes that are declared, and by whom."),
    "plugins": _Entry("interlock.cli.plugins:plugins", "Show the plugins, what each adds, and which failed."),
    "explain": _Entry("interlock.cli.explain:explain", "Show the page of a code."),
}


class Program(click.Group):
    """The commands of this program and of plugins; those of plugins are listed by name and imported when run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, ours first."""
        del ctx
        return [*COMMANDS, *(point.name for point in _foreign())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        del ctx
        if cmd_name in COMMANDS:
            return _resolve(COMMANDS[cmd_name].place)
        point = _point(cmd_name)
        if point is None:
            return None
        try:
            return _resolve(point.value)
        except Exception as error:
            raise _blame(point, error) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; an unknown one gets the nearest offered."""
        if args and not args[0].startswith("-") and args[0] not in (names := self.list_commands(ctx)):
            from difflib import get_close_matches

            near = get_close_matches(args[0], names, 2)
            meant = f"Did you mean {' or '.join(near)}?" if near else "`interlock --help` lists them."
            ctx.fail(f"there is no command {args[0]!r}. {meant}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; what a plugin's command raises is told as the plugin's mistake."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, CannotRunError, ForeignError, OSError):
            raise
        except Exception as error:
            point = _point(ctx.invoked_subcommand or "")
            if point is None:
                raise
            raise _blame(point, error) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from this file and the metadata of plugins; nothing is imported for it."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.does) for name, entry in COMMANDS.items()])
        foreign = _foreign()
        if foreign:
            with formatter.section("Commands of plugins"):
                formatter.write_dl([(point.name, f"From {point.distribution}.") for point in foreign])


def _tell_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click's form)
    del parameter
    if value:
        click.echo(f"interlock {version_of('interlock')}")
        ctx.exit()


@click.command(cls=Program, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version, help="Show the version."
)
def program() -> None:
    """Check, draw and analyse designs of safe AI systems.

    Results go to standard output, everything else to standard error. Exit code 0: nothing at or above --fail-on; 1:
    something; 2: it could not run.
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; whatever happens ends in an exit code, and a crash in one line that says how to see more."""
    import gc

    gc.set_threshold(50_000, 20, 20)  # data are trees that live to the end: the default looks at them in vain, for 5 %
    words = None if arguments is None else list(arguments)
    try:
        code: object = program.main(args=words, prog_name="interlock", standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.Abort:
        return STOPPED
    except click.ClickException as wrong:
        wrong.show()
        return FAILED
    except CannotRunError as wrong:
        click.echo(f"interlock: {wrong}", err=True)
        return FAILED
    except ForeignError as wrong:
        return _crash(str(wrong), wrong.__cause__ or wrong)
    except Exception as error:  # noqa: BLE001  (the last line of defence: no traceback for who did not ask for one)
        return _crash(f"this is a bug of ours ({_brief(error)}).", error)
    return code if isinstance(code, int) else 0


def debugging() -> bool:
    """Whether the user asked for tracebacks."""
    return os.environ.get("INTERLOCK_DEBUG", "") not in ("", "0")


def _crash(says: str, error: BaseException) -> int:
    if debugging():
        import traceback

        traceback.print_exception(error)
    click.echo(f"interlock: {says} INTERLOCK_DEBUG=1 shows the traceback.", err=True)
    return FAILED


def _blame(point: EntryPoint, error: Exception) -> ForeignError:
    return ForeignError(f"the command {point.name!r} of the plugin {point.distribution!r} failed ({_brief(error)}).")


def _brief(error: BaseException) -> str:
    reason = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}{': ' + reason if reason else ''}"


def _foreign() -> list[EntryPoint]:
    """The commands of plugins whose names are not ours, the first of each name."""
    points = {point.name: point for point in reversed(discover("interlock.commands")) if point.name not in COMMANDS}
    return sorted(points.values())


def _point(name: str) -> EntryPoint | None:
    return next((point for point in _foreign() if point.name == name), None)


def _resolve(place: str) -> click.Command:
    from importlib import import_module

    module, _, name = place.partition(":")
    command = getattr(import_module(module), name)
    if not isinstance(command, click.Command):
        raise TypeError(f"{place} is {type(command).__name__} and no command of click")
    return command
