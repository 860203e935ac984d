"""Which namespaces a section introduces and refers to."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.syntax.section import Section
from interlock.syntax.sort import (
    DefaultSort,
    EitherSort,
    ManySort,
    MaybeSort,
    NamedSort,
    NameSort,
    PhraseSort,
    RecordSort,
    RefSort,
    Sort,
)


def introduced(section: Section) -> frozenset[str]:
    """The namespaces that names of the section's items, or names inside them, enter."""
    inside = {sort.namespace for sort in _sorts(section.item) if isinstance(sort, NameSort)}
    return frozenset(inside | ({section.introduces} if section.introduces else set()))


def referred(section: Section) -> tuple[str, ...]:
    """The namespaces that references inside the section's items look into, in order, each once."""
    refs = (sort.namespaces for sort in _sorts(section.item) if isinstance(sort, RefSort))
    return tuple(dict.fromkeys(namespace for namespaces in refs for namespace in namespaces))


def _sorts(sort: Sort) -> Iterator[Sort]:
    """The sort and all within it."""
    yield sort
    for inner in _parts(sort):
        yield from _sorts(inner)


def _parts(sort: Sort) -> tuple[Sort, ...]:
    match sort:
        case PhraseSort(parts):
            return tuple(part for part in parts if not isinstance(part, str))
        case RecordSort(_, fields):
            return tuple(inner for _, inner in fields)
        case EitherSort(summands):
            return summands
        case ManySort(member) | MaybeSort(member) | DefaultSort(member):
            return (member,)
        case NamedSort(key, value):
            return (key, value)
        case _:
            return ()
