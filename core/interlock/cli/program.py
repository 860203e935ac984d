"""The program: commands by name, imported when one is run; what goes wrong ends in one line."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

import click

from interlock.cli.exit import FAILED, STOPPED, CannotRunError, ForeignError
from interlock.plugin.discover import discover, version_of


class Deferred(click.Command):
    """A command that is known by its name and a line of help, and imported when it is run."""

    def __init__(self, name: str, place: str, does: str, distribution: str = "") -> None:
        """The command at ``place`` (`module:attribute`); ``distribution`` is that of the plugin whose it is."""
        super().__init__(name, help=does)
        self.place = place
        self.distribution = distribution

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """The context of the command itself, which takes over from here."""
        try:
            command = _resolve(self.place)
        except Exception as error:
            if not self.distribution:
                raise
            raise blame(self, error) from error
        return command.make_context(info_name, args, parent, **extra)


OURS = (
    Deferred("check", "interlock.cli.check:check", "Check proposals and vocabularies."),
    Deferred("validate", "interlock.cli.check:check", "The same as check."),
    Deferred("analyze", "interlock.cli.analyze:analyze", "Check, then run every analysis and lint."),
    Deferred("render", "interlock.cli.render:render", "Draw a proposal as svg, png, pdf or dot."),
    Deferred("report", "interlock.cli.report:report", "Write one self-contained page, html or md."),
    Deferred("diff", "interlock.cli.diff:diff", "Compare two proposals or variants, and what is found of each."),
    Deferred("export", "interlock.cli.export:export", "Write a proposal in a format that a plugin adds."),
    Deferred("gallery", "interlock.cli.gallery:gallery", "List the proposals that ship with the program."),
    Deferred("new", "interlock.cli.new:new", "Write the beginnings of a proposal, or copy one of the gallery."),
    Deferred("kinds", "interlock.cli.kinds:kinds", "Show the kinds of boxes that are declared, and by whom."),
    Deferred("plugins", "interlock.cli.plugins:plugins", "Show the plugins, what each adds, and which failed."),
    Deferred("explain", "interlock.cli.explain:explain", "Show the page of a code."),
)


class Commands(Mapping[str, click.Command]):
    """Our commands by name, then those of plugins, which are looked for when none of ours is meant."""

    def __init__(self) -> None:
        """Nothing is looked for yet."""
        self._ours = {command.name or "": command for command in OURS}

    def __getitem__(self, name: str) -> click.Command:
        """The command of that name."""
        return self._ours[name] if name in self._ours else self._foreign()[name]

    def __iter__(self) -> Iterator[str]:
        """Our names, then those of plugins in alphabetical order."""
        yield from (*self._ours, *self._foreign())

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)

    def _foreign(self) -> dict[str, Deferred]:
        """The commands of plugins whose names are not ours, the first of each name."""
        found: dict[str, Deferred] = {}
        for point in discover("interlock.commands"):
            if point.name not in self._ours:
                does = f"From the plugin {point.distribution}."
                found.setdefault(point.name, Deferred(point.name, point.value, does, point.distribution))
        return found


class Program(click.Group):
    """The commands of this program and of plugins."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, ours first."""
        del ctx
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; an unknown one gets the nearest offered."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            ctx.fail(f"there is no command {args[0]!r}. {self._instead(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)

    def _instead(self, word: str, known: list[str]) -> str:
        """What an unknown command may have meant: one spelt like it, one that says it does this, or a file to check."""
        from difflib import get_close_matches

        near = get_close_matches(word, known, 2)
        near = near or [name for name in known if (self.commands[name].help or "").lower().startswith(f"{word} ")]
        if near:
            return f"Did you mean {' or '.join(near[:2])}?"
        return f"Did you mean `check {word}`?" if os.path.isfile(word) else "`interlock --help` lists them."

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; what a plugin's command raises is told as the plugin's mistake."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, CannotRunError, ForeignError, OSError):
            raise
        except Exception as error:
            command = self.commands.get(ctx.invoked_subcommand or "")
            if isinstance(command, Deferred) and command.distribution:
                raise blame(command, error) from error
            raise


def _tell_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click's form)
    del parameter
    if value:
        click.echo(f"interlock {version_of('interlock')}")
        ctx.exit()


@click.command(
    cls=Program, commands=Commands(), context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True
)
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
        from interlock.plugin.shipped import UnreadableVocabularyError

        if isinstance(error, UnreadableVocabularyError):
            return _crash(f"{error}.", error)
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


def blame(command: Deferred, error: Exception) -> ForeignError:
    """The error of a plugin's command, told as the plugin's."""
    whose = f"the command {command.name!r} of the plugin {command.distribution!r}"
    return ForeignError(f"{whose} failed ({_brief(error)}).")


def _brief(error: BaseException) -> str:
    reason = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}{': ' + reason if reason else ''}"


def _resolve(place: str) -> click.Command:
    from importlib import import_module

    module, _, name = place.partition(":")
    command = getattr(import_module(module), name)
    if not isinstance(command, click.Command):
        raise TypeError(f"{place} is {type(command).__name__} and no command of click")
    return command
