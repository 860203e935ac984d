"""What has changed between two nodes, key by key, in the words of their author."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.record import NamedTuple
from interlock.syntax.node import Mapping, Node, Scalar, Sequence

_PLAIN = re.compile(r"[^\s{}\[\],:#&*!|>'\"%@`?\-][^{}\[\],:#\"]*\Z")


class Edit(NamedTuple):
    """The keys that lead to a place, and the texts that stood and that stand there; None: nothing."""

    path: tuple[str, ...]
    before: str | None
    after: str | None


def edits(before: Node, after: Node, path: tuple[str, ...] = ()) -> Iterator[Edit]:
    """What leads from one node to the other: of mappings key by key, of lists member by member."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        old, new = before.keyed(), after.keyed()
        for key in dict.fromkeys((*old, *new)):
            if key in old and key in new:
                yield from edits(old[key], new[key], (*path, key))
            else:
                yield Edit(
                    (*path, key), *(None if node is None else write(node) for node in (old.get(key), new.get(key)))
                )
    elif isinstance(before, Sequence) and isinstance(after, Sequence):
        was, now = list(map(write, before.members)), list(map(write, after.members))
        yield from (Edit(path, text, None) for text in left_over(was, now))
        yield from (Edit(path, None, text) for text in left_over(now, was))
    elif write(before) != write(after):
        yield Edit(path, write(before), write(after))


def left_over(texts: list[str], others: list[str]) -> list[str]:
    """The texts without as many of each as the others have."""
    spare = list(others)
    found = []
    for text in texts:
        if text in spare:
            spare.remove(text)
        else:
            found.append(text)
    return found


def write(node: Node) -> str:
    """A node as YAML in one line."""
    if isinstance(node, Scalar):
        value = " ".join(node.value.split())
        return value if not node.style or _PLAIN.match(value) else '"' + value.replace('"', '\\"') + '"'
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{key.value}: {write(value)}" for key, value in node.entries) + "}"
    return "[" + ", ".join(map(write, node.members)) + "]"
