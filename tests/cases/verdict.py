"""What the checker says of files in memory. All that the cases know of the program stands here."""

from __future__ import annotations

import os.path
from collections.abc import Mapping
from typing import NamedTuple

from interlock.check.stage import Shelves, check
from interlock.report.compose import compose
from interlock.report.message import Places
from interlock.syntax.bundle import Missing, bundle
from interlock.syntax.read import read
from interlock.text.outcome import Fault
from tests.syntax.strangers import SECTIONS


class Told(NamedTuple):
    """A diagnostic as it is printed; `at` is the text that it points at."""

    file: str
    line: int
    severity: str
    code: str
    message: str
    at: str


def faults_of(files: Mapping[str, bytes], start: str) -> list[Told]:
    """The diagnostics of the file `start` and all that it names, sorted by place."""

    def opened(path: str) -> bytes | Missing:
        return files.get(os.path.normpath(path), Missing("no such file"))

    gathered = bundle(start, opened, {})
    faults: list[Fault] = list(gathered.faults)
    if start in gathered.value.files:
        read_pages = {name: read(surface, SECTIONS) for name, surface in gathered.value.surfaces.items()}
        faults += [fault for page in read_pages.values() for fault in page.faults]
        pages = {name: page.value for name, page in read_pages.items()}
        faults += check(Shelves(pages, gathered.value.uses, gathered.value.named), start).faults
    places = Places(gathered.value.texts, gathered.value.starts)
    return sorted(_told(fault, places) for fault in dict.fromkeys(faults))


def _told(fault: Fault, places: Places) -> Told:
    message = compose(fault, places)
    site = fault.site
    source = places.texts.get(site.anchor.source)
    start = places.starts.get(site.anchor, 0)
    at = source.text[start + site.start : start + site.end] if source else ""
    return Told(message.file, message.span.start.line, message.severity, message.code, message.message, at)
