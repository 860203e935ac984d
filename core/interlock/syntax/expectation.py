"""What a sort asks for, as the noun phrase that a fault of shape carries."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.syntax.sort import (
    AnythingSort,
    BoxSort,
    ConditionSort,
    CountSort,
    DataSort,
    DefaultSort,
    EitherSort,
    FileSort,
    FlagSort,
    IdentifierSort,
    InputOfSort,
    InterfaceSort,
    LearnSort,
    ManySort,
    MaybeSort,
    NamedSort,
    NameSort,
    NumberSort,
    PhraseSort,
    PortSort,
    PropositionSort,
    RecordSort,
    RefSort,
    Sort,
    SourceSort,
    TargetSort,
    TelescopeSort,
    TermSort,
    TextSort,
    WireSort,
    WordSort,
)

_LED = "a mapping with "

_PLAIN: dict[type[Sort], str] = {
    TextSort: "a text",
    WordSort: "a word in kebab-case such as `red-team`",
    IdentifierSort: "a name of letters, digits, `_` and `'`",
    FlagSort: "`true` or `false`",
    CountSort: "a natural number or a parameter",
    NumberSort: "a number such as `0.2`, `0.01 .. 0.05` or a parameter",
    ConditionSort: "a condition on events and failures",
    TermSort: "a term",
    PropositionSort: "a proposition",
    TelescopeSort: "a mapping from names to types",
    InterfaceSort: "a mapping from `in NAME` and `out NAME` to types",
    DataSort: "a path such as `./july.csv`",
    FileSort: "a path such as `./part.yaml` or a shipped name",
    AnythingSort: "anything",
    BoxSort: "a box",
    InputOfSort: "an input",
    SourceSort: "the source of a wire",
    TargetSort: "the target of a wire",
    WireSort: "`source -> target, target`",
    LearnSort: "`port ~> target`",
}


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
            return f"{_LED}`{fields[0][0]}`" if fields else "an empty mapping"
        case EitherSort(summands):
            return alternatives(expectation(summand) for summand in summands)
        case NamedSort(key, value):
            return f"a mapping from {expectation(key)} to {expectation(value)}"
        case ManySort(member):
            return f"a list, each member {expectation(member)}"
        case MaybeSort(member) | DefaultSort(member, _):
            return expectation(member)
        case TermSort(type=True):
            return "a type"
        case PortSort(direction):
            return {"in": "an input", "out": "an output"}.get(direction, "a port")
        case _:
            return _PLAIN[type(sort)]


def alternatives(phrases: Iterable[str]) -> str:
    """Noun phrases joined by `or`, none twice; mappings that differ in their first keys are one phrase."""
    found = list(dict.fromkeys(phrases))
    keys = [phrase.removeprefix(_LED) for phrase in found if phrase.startswith(_LED)]
    others = [phrase for phrase in found if not phrase.startswith(_LED)]
    return " or ".join([*others, *([_LED + _listed(keys)] if keys else [])])


def _listed(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


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
