"""The grammar of every section as the file format's page shows it, written from the sections' own data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from interlock.plugin.discover import discover
from interlock.plugin.host import OURS, READING, load
from interlock.plugin.loaded import Loaded
from interlock.syntax.expectation import form
from interlock.syntax.grammar import CORE
from interlock.syntax.interface import FIELD, PORT
from interlock.syntax.section import Section
from interlock.syntax.sort import (
    DefaultSort,
    EitherSort,
    FlagSort,
    InputOfSort,
    InterfaceSort,
    LearnSort,
    ManySort,
    MaybeSort,
    NamedSort,
    NumberSort,
    PhraseSort,
    PortSort,
    RecordSort,
    Sort,
    TelescopeSort,
    TermSort,
    WireSort,
)

WIDTH = 100
PLAIN: dict[type[Sort], str] = {
    TelescopeSort: "{NAME: PARAMETER, ...}",
    InterfaceSort: "{in NAME: PORT, out NAME: PORT, ...}",
    InputOfSort: "INPUT",
    FlagSort: "true|false",
    WireSort: "SOURCE -> TARGET, ...",
    LearnSort: "PORT ~> TARGET",
}


def shipped() -> Loaded:
    """What the plugins of this distribution declare of the file."""
    ours = [point for point in discover("interlock") if point.distribution == OURS]
    return load(READING, ours, CORE)


def declared() -> tuple[Section, ...]:
    """Core's sections, then those of plugins."""
    return (*CORE, *shipped().sections)


def sections() -> dict[str, str]:
    """The generated parts: the overview, the grammar of each section, and that of parameters and ports."""
    every = sorted(declared(), key=lambda section: section.at != "proposal")
    found = {"sections": overview(every)}
    for name, group in groupby(sorted(every, key=title), key=title):
        found[name] = fence(lines(list(group)))
    found["grammar of a parameter"] = fence(["PARAMETER = TYPE | {...}", *keys(FIELD)])
    found["grammar of a port"] = fence(["PORT = TYPE | {...}", *keys(PORT), *added("port")])
    return found


def title(section: Section) -> str:
    """The name of a section's generated part."""
    return f"grammar of {section.name}{'' if section.at == 'proposal' else f' in a {section.at}'}"


def fence(text: Sequence[str]) -> str:
    """A block of plain text."""
    return "\n".join(["```text", *text, "```"])


def overview(every: Sequence[Section]) -> str:
    """All sections as a table."""
    rows = ["| section | of a | from | what it holds |", "|---|---|---|---|"]
    loaded = shipped()
    for section in every:
        whose = (loaded.contributor("section", section.name) if section not in CORE else "") or "core"
        rows.append(f"| `{section.name}` | {section.at} | {whose} | {section.doc} |")
    return "\n".join(rows)


def lines(group: Sequence[Section]) -> list[str]:
    """The grammar of the sections of one name at one place."""
    first = group[0]
    head = "- ITEM" if first.listed else "ITEM" if first.whole or first.at in ("kind", "box", "port") else "NAME: ITEM"
    said = [f"{first.name}: {head}"]
    for section in group:
        for summand in section.summands():
            said += item(summand, first.at)
        if section.pending:
            said.append(f"note: {section.pending}")
    return said


def item(sort: Sort, at: str) -> list[str]:
    """One form of an item."""
    if not isinstance(sort, RecordSort):
        return [f"ITEM = {spell(sort)}"]
    where = {"InterfaceSort": "kind"}.get(type(sort.fields[0][1]).__name__, "")
    place = where if at in ("proposal", "vocabulary") else ""
    more = added("box") if sort.fields[0][0] == "kind" else added("kind") if place == "kind" else []
    return ["ITEM = {...}", *keys(sort), *more]


def added(place: str) -> list[str]:
    """The keys that sections add at a kind, box or port."""
    return [f"  {section.name}?: see below" for section in declared() if section.at == place]


def keys(record: RecordSort) -> list[str]:
    """A line for each key of a record; what is too long for one goes on below."""
    return [line for name, sort in record.fields for line in entry(name, sort, "  ")]


def entry(name: str, sort: Sort, indent: str) -> Iterator[str]:
    """The lines of one key."""
    mark, inner = ("?", sort.member) if isinstance(sort, MaybeSort) else ("", sort)
    line = f"{indent}{name}{mark}: {spell(inner)}"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{indent}{name}{mark}:"
    yield from broken(inner, indent + "  ")


def broken(sort: Sort, indent: str) -> Iterator[str]:
    """A sort that is too long for a line, over several."""
    match sort:
        case RecordSort(_, fields):
            for name, inner in fields:
                yield from entry(name, inner, indent)
        case EitherSort(summands):
            for summand in summands:
                yield f"{indent}| {spell(summand)}"
        case ManySort(member):
            yield f"{indent}list of"
            yield from broken(member, indent + "  ")
        case NamedSort(key, value):
            yield f"{indent}{spell(key)}: {{...}}"
            yield from broken(value, indent + "  ")
        case MaybeSort(member) | DefaultSort(member, _):
            yield from broken(member, indent)
        case _:
            yield indent + spell(sort)


def spell(sort: Sort) -> str:
    """A sort on one line."""
    match sort:
        case PhraseSort(parts):
            return " ".join(part if isinstance(part, str) else worded(part) for part in parts)
        case RecordSort(_, fields):
            return "{" + ", ".join(next(entry(*field, "")) if short(field) else field[0] for field in fields) + "}"
        case EitherSort(summands):
            return " | ".join(dict.fromkeys(map(spell, summands)))
        case ManySort(member):
            return f"[{spell(member)}, ...]"
        case NamedSort(key, value):
            return f"{{{spell(key)}: {spell(value)}, ...}}"
        case MaybeSort(member):
            return spell(member)
        case DefaultSort(member, value):
            return f"{spell(member)} (if left out: {value})"
        case TermSort(type=True):
            return "TYPE"
        case NumberSort(unit) if unit not in ("", "1"):
            return f"NUMBER {unit}"
        case PortSort("in" | "out" as direction):
            return f"{direction}put".upper()
        case _:
            return PLAIN.get(type(sort)) or form((sort,))


def worded(sort: Sort) -> str:
    """A sort inside a phrase, in brackets where it may be left out."""
    return f"[{spell(sort.member)}]" if isinstance(sort, MaybeSort) else spell(sort)


def short(field: tuple[str, Sort]) -> bool:
    """Whether a key of a record inside a line is spelt with what it holds."""
    return not isinstance(field[1], RecordSort)
