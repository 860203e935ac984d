"""Which file a word names: by the word, the file that says it and the root, without a look at any disk."""

from __future__ import annotations

import posixpath
import re

_PATH = re.compile(r"\.{1,2}/|/|~|[A-Za-z]:[\\/]|[A-Za-z][\w+.\-]*://|.*[/\\]|.*\.ya?ml\Z", re.DOTALL)
_RELATIVE = re.compile(r"(?!~|[A-Za-z]:|[A-Za-z][\w+.\-]*://)[^\\\x00-\x1f]+\Z")


def is_path(word: str) -> bool:
    """Whether a word means a file (`./x.yaml`, but also what is no path below a root), not a shipped name."""
    return _PATH.match(word) is not None


def resolve(word: str, speaker: str, root: str) -> str | None:
    """The normalised path that ``word`` means in the file ``speaker``; None where it does not lie below the root.

    Both paths are as the caller writes them, relative to one folder or absolute.
    """
    if not _RELATIVE.match(word) or word.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(speaker), word))
    return path if _below(path, root) else None


def _below(path: str, root: str) -> bool:
    """Whether a normalised path lies in the folder ``root``."""
    root = posixpath.normpath(root or ".")
    if path.startswith("/") != root.startswith("/"):
        return False
    risen, parts = _risen(path)
    root_risen, root_parts = _risen(root)
    if not root_parts:
        return risen <= root_risen
    return risen == root_risen and parts[: len(root_parts)] == root_parts


def _risen(path: str) -> tuple[int, list[str]]:
    """How many folders up a normalised path begins, and its parts from there."""
    parts = [part for part in path.split("/") if part not in (".", "")]
    risen = 0
    while risen < len(parts) and parts[risen] == "..":
        risen += 1
    return risen, parts[risen:]
