"""What a sort asks for, as the noun phrase that a fault of shape carries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from interlock.syntax.sort import (
    AnythingSort, BoxSort, ConditionSort, CountSort, DefaultSort, EitherSort, FileSort, FlagSort, InputOfSort,
    InterfaceSort, LearnSort, ManySort, MaybeSort, NamedSort, NameSort, NumberSort, PhraseSort, PortSort,
    PropositionSort, RecordSort, RefSort, Sort, SourceSort, TargetSort, TelescopeSort, TermSort, TextSort, WireSort,
    WordSort,
)


def expectation(sort: Sort) -> str:
    """The sort as a noun phrase: `a port`, `one of low, high`, ``a mapping with `says` ``."""
    match sort:
        case WordSort(choices) if choices:
            return alternatives(f"`{choice}`" for choice in choices)
        case NameSort(namespace):
            return f"a new name ({namespace})"
        case RefSort(namespaces):
            return f"a name ({' or '.join(namespaces)})" if namespaces else "a name"
        case PhraseSort(parts):
            return f"`{form(parts)}`"
        case RecordSort(_, fields):
            return f"a mapping with `{fields[0][0]}`" if fields else "an empty mapping"
        case EitherSort(summands):
            return alternatives(expectation(summand) for summand in summands)
        case NamedSort(key, value):
            return f"a mapping from {expectation(key)} to {expectation(value)}"
        case ManySort(member):
            return f"a list, each member {expectation(member)}"
        case MaybeSort(member) | DefaultSort(member, _):
            return expectation(member)
        case _:
            return _plain(sort)


def _plain(
    sort: TextSort | WordSort | FlagSort | CountSort | NumberSort | ConditionSort | TermSort | PropositionSort
    | TelescopeSort | InterfaceSort | FileSort | BoxSort | PortSort | InputOfSort | SourceSort | TargetSort | WireSort
    | LearnSort | AnythingSort,
) -> str:
    match sort:
        case TextSort():
            return "a text"
        case WordSort():
            return "a word such as `red-team`"
        case FlagSort():
            return "`true` or `false`"
        case CountSort():
            return "a natural number or a parameter"
        case NumberSort():
            return "a number such as `0.2`, `0.01 .. 0.05` or a parameter"
        case ConditionSort():
            return "a condition on events and failures"
        case TermSort(type=True):
            return "a type"
        case TermSort():
            return "a term"
        case PropositionSort():
            return "a proposition"
        case TelescopeSort():
            return "a mapping from names to types"
        case InterfaceSort():
            return "a mapping from `in NAME` and `out NAME` to types"
        case FileSort():
            return "a path such as `./part.yaml` or a shipped name"
        case AnythingSort():
            return "anything"
        case _:
            return _wired(sort)


def _wired(sort: BoxSort | PortSort | InputOfSort | SourceSort | TargetSort | WireSort | LearnSort) -> str:
    match sort:
        case BoxSort():
            return "a box"
        case PortSort(direction):
            return {"in": "an input", "out": "an output"}.get(direction, "a port")
        case InputOfSort():
            return "an input"
        case SourceSort():
            return "the source of a wire"
        case TargetSort():
            return "the target of a wire"
        case WireSort():
            return "`source -> target, target`"
        case LearnSort():
            return "`port ~> target`"
        case _:
            assert_never(sort)


def alternatives(phrases: Iterable[str]) -> str:
    """Noun phrases joined by `or`, none twice."""
    return " or ".join(dict.fromkeys(phrases))


def form(parts: tuple[str | Sort, ...]) -> str:
    """A phrase as its users see it: `PORT from BOX`."""
    return " ".join(part if isinstance(part, str) else _hole(part) for part in parts)


def _hole(sort: Sort) -> str:
    match sort:
        case MaybeSort(PhraseSort(parts)):
            return f"[{form(parts)}]"
        case MaybeSort(member) | DefaultSort(member, _):
            return f"[{_hole(member)}]"
        case PhraseSort(parts):
            return form(parts)
        case EitherSort(summands):
            return "-or-".join(dict.fromkeys(_hole(summand) for summand in summands))
        case ManySort(member):
            return f"{_hole(member)}, ..."
        case WordSort(choices) if choices:
            return "|".join(choices)
        case RefSort(namespaces) if namespaces:
            return namespaces[0].upper()
        case _:
            return type(sort).__name__.removesuffix("Sort").upper()
