"""The opener that reads from disk: regular files below the root, up to a size; nothing else is ever opened."""

from __future__ import annotations

import os
import sys

from interlock.cli.exit import CannotRunError
from interlock.syntax.bundle import Missing, Opener

LIMIT = 8 * 1024 * 1024 + 1
"""Bytes that are read of a file: one more than it may have, so that who parses sees that it is too large."""

_MARK = "interlock.toml"


def disk(root: str) -> Opener:
    """The opener for files below ``root``; a symbolic link counts as what it leads to. `-` is standard input."""
    top = os.path.realpath(root or ".")

    def read(path: str) -> bytes | Missing:
        if path == "-":
            return sys.stdin.buffer.read(LIMIT)
        real = os.path.realpath(path)
        if os.path.commonpath([top, real]) != top:
            return Missing("it leads out of the folder of the proposal")
        if not os.path.isfile(real):
            return Missing("it is no regular file" if os.path.exists(real) else "there is no such file")
        try:
            with open(real, "rb") as file:
                return file.read(LIMIT)
        except OSError as error:
            return Missing(error.strerror or "it cannot be read")

    return read


def find_root(start: str) -> str:
    """The nearest folder above a file that has an `interlock.toml`, else the folder of the file; `-` is here."""
    folder = os.path.dirname(start) or "."
    if start == "-":
        return "."
    above = folder
    while not os.path.isfile(os.path.join(above, _MARK)):
        if os.path.realpath(above) == os.path.realpath(os.path.join(above, "..")):
            return folder
        above = os.path.normpath(os.path.join(above, ".."))
    return above


def require(start: str) -> None:
    """Refuses to begin with what is no readable file.

    Raises:
        CannotRunError: there is no such file, it is a folder, or it may not be read.
    """
    if start == "-":
        return
    if "\0" in start or not os.path.exists(start):
        raise CannotRunError(f"there is no file {start!r}")
    if os.path.isdir(start):
        inside = os.path.join(start, "proposal.yaml")
        advice = f"; did you mean {inside!r}?" if os.path.isfile(inside) else ""
        raise CannotRunError(f"{start!r} is a folder{advice}")
    if not os.path.isfile(start):
        raise CannotRunError(f"{start!r} is no regular file; `-` reads standard input")
    if not os.access(start, os.R_OK):
        raise CannotRunError(f"{start!r} cannot be read")
