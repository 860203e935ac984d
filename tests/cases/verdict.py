"""What the checker says of files in memory. All that the cases know of the program stands here."""

from __future__ import annotations

import os.path
from collections.abc import Mapping
from typing import NamedTuple

from interlock.pipeline import Told as Found
from interlock.pipeline import examine
from interlock.plugin.host import READING, load
from interlock.report.compose import compose
from interlock.report.message import Places
from interlock.syntax.bundle import Missing
from interlock.syntax.grammar import CORE

PLUGINS = load(READING, core=CORE)


class Told(NamedTuple):
    """A diagnostic as it is printed, the help below its message; `at` is the text that it points at."""

    file: str
    line: int
    severity: str
    code: str
    message: str
    at: str


def faults_of(files: Mapping[str, bytes], start: str, *, covering: bool = True) -> list[Told]:
    """The diagnostics of the file `start`, of all that it names, and of its variants if asked for, sorted by place."""

    def opened(path: str) -> bytes | Missing:
        return files.get(os.path.normpath(path), Missing("no such file"))

    examined = examine(start, opened, PLUGINS, covering=covering)
    places = Places(examined.bundle.texts, examined.bundle.starts)
    return sorted(_told(found, places) for found in dict.fromkeys(examined.told))


def _told(found: Found, places: Places) -> Told:
    message = compose(found.fault, places, found.variant)
    site = found.fault.site
    source = places.texts.get(site.anchor.source)
    start = places.starts.get(site.anchor, 0)
    at = source.text[start + site.start : start + site.end] if source else ""
    words = f"{message.message}\n{message.help}"
    return Told(message.file, message.span.start.line, message.severity, message.code, words, at)
