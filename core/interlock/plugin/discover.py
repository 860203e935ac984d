"""Entry points of installed distributions, by reading the one small file of each that lists them.

`importlib.metadata.entry_points` parses the metadata of everything installed and takes 30 to 50 ms for it; here only
files that name a group of ours are looked at twice. Format: "Entry points specification" of packaging.python.org.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from interlock.record import NamedTuple

_INFO = (".dist-info", ".egg-info")


class EntryPoint(NamedTuple):
    """An object that a distribution offers under a name in a group; ``value`` is `module:attribute`."""

    group: str
    name: str
    value: str
    distribution: str = ""
    version: str = ""


def discover(group: str, path: Iterable[str] | None = None) -> tuple[EntryPoint, ...]:
    """The entry points of a group, sorted; of a distribution found twice on the path the first counts."""
    seen: set[str] = set()
    found: list[EntryPoint] = []
    for folder in sys.path if path is None else path:
        for info in _infos(folder or "."):
            distribution, _, version = info.name.rsplit(".", 1)[0].partition("-")
            key = distribution.lower().replace(".", "_")
            if key not in seen:
                seen.add(key)
                found += _entries(info, group, distribution, version)
    return tuple(sorted(found))


def _infos(folder: str) -> list[os.DirEntry[str]]:
    """The metadata folders in a folder of the path, by name; none where it cannot be read (a zip file, a gap)."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry for entry in entries if entry.name.endswith(_INFO)), key=lambda entry: entry.name)
    except OSError:
        return []


def _entries(info: os.DirEntry[str], group: str, distribution: str, version: str) -> list[EntryPoint]:
    try:
        with open(os.path.join(info.path, "entry_points.txt"), "rb") as file:
            written = file.read()
    except OSError:
        return []
    if b"[" + group.encode() + b"]" not in written.replace(b" ", b""):
        return []
    lines = written.decode("utf-8", "replace").splitlines()
    return [
        EntryPoint(group, name, value, distribution.replace("_", "-"), version.split("-")[0])
        for name, value in _assignments(lines, group)
    ]


def _assignments(lines: Iterable[str], group: str) -> Iterator[tuple[str, str]]:
    inside = False
    for line in map(str.strip, lines):
        if line.startswith("["):
            inside = line.strip("[] ") == group
        elif inside and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield name.strip(), value.split("[")[0].strip()


def version_of(distribution: str) -> str:
    """The version of an installed distribution that offers something to us; empty if none does."""
    points = (*discover(distribution), *discover(f"{distribution}.commands"))
    return next((point.version for point in points if point.distribution == distribution), "")
