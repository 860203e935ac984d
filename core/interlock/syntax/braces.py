"""Mappings that their author meant as a term in braces: `in x: {n : Nat | n > 3}`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interlock.syntax.node import Node, Scalar
from interlock.syntax.sort import PropositionSort, RecordSort, TermSort
from interlock.syntax.suggest import nearest

SLIP = 3
"""Letters of a word that may be a slip of a key; a shorter one is a variable."""

Pairs = Sequence[tuple[Scalar, Node]]


def unquoted(sort: RecordSort, keys: Iterable[str], pairs: Pairs) -> str:
    """The term as which a mapping without a known key reads, where a term could stand for it; else nothing."""
    if not (sort.fields and isinstance(sort.fields[0][1], TermSort | PropositionSort)):
        return ""
    known = tuple(keys)
    parts: list[str] = []
    for key, value in pairs:
        if not isinstance(value, Scalar) or (len(key.value) >= SLIP and nearest(key.value, known)):
            return ""
        parts.append(f"{key.value} : {value.value}" if value.value else key.value)
    return f"{{{', '.join(parts)}}}"
