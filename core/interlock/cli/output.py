"""What leaves the program: lines to standard output, files that are whole or not there."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterable
from typing import TextIO

import click

from interlock.cli.exit import CannotRunError
from interlock.report.excerpt import Line
from interlock.report.text import plain


def write_file(path: str, content: bytes) -> None:
    """Writes a file under a temporary name and renames it, so that a stop leaves the old file or none.

    Raises:
        CannotRunError: the folder is not there or may not be written to.
    """
    import tempfile

    try:
        handle, temporary = tempfile.mkstemp(prefix=".interlock-", dir=os.path.dirname(path) or ".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(temporary, 0o666 & ~_mask())
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise CannotRunError(f"{path!r} cannot be written: {error.strerror or error}") from error


def show(lines: Iterable[Line], *, aside: bool = False) -> None:
    """Prints styled lines: in colour on a terminal, plain elsewhere; ``aside`` is to standard error."""
    shown = list(lines)
    stream = sys.stderr if aside else sys.stdout
    if not shown:
        return
    if on_terminal(stream) and os.environ.get("TERM") != "dumb":
        from interlock.report.terminal import paint

        paint(shown, stream, colourless="NO_COLOR" in os.environ)
    else:
        print_text(plain(shown), aside=aside)


def print_text(text: str, *, aside: bool = False) -> None:
    """Prints text as UTF-8 whatever the locale says, so that the output is the same everywhere.

    Raises:
        CannotRunError: the stream takes no more, say because a disk is full. One that was closed is none.
    """
    _echo(text.encode("utf-8", "backslashreplace"), aside=aside)


def put(path: str, content: bytes) -> None:
    """Writes to a file, or to standard output for `-`, and says where."""
    if path == "-":
        _echo(content, aside=False)
    else:
        write_file(path, content)
        click.echo(f"wrote {path}", err=True)


def _echo(content: bytes, *, aside: bool) -> None:
    try:
        click.echo(content, nl=False, err=aside)
    except OSError as error:
        if error.errno == errno.EPIPE:  # who reads has seen enough
            raise
        nowhere = os.open(os.devnull, os.O_WRONLY)  # for what is left in the stream, which is tried again at the end
        os.dup2(nowhere, (sys.stderr if aside else sys.stdout).fileno())
        raise CannotRunError(f"the output cannot be written: {error.strerror or error}") from error


def on_terminal(stream: TextIO | None) -> bool:
    """Whether somebody reads the stream on a terminal; Python has None for one that was closed before it began."""
    return stream is not None and stream.isatty()


def width() -> int:
    """The columns of the terminal, 100 where there is none."""
    if not on_terminal(sys.stdout):
        return 100
    import shutil

    return max(40, min(160, shutil.get_terminal_size((100, 24)).columns))


def _mask() -> int:
    """The permissions that new files do not get; the system tells them only by setting them."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
