"""The sorts of values that a key of a proposal may hold: a closed sum, interpreted once each for every purpose.

A plugin builds sorts with the functions at the end of this file; reading, resolving, the JSON Schema and the reference
page are interpretations of the same value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from interlock.record import NamedTuple


class TextSort(NamedTuple):
    """Any scalar, as its text; where ``said`` holds not a blank one."""

    said: bool = False


class WordSort(NamedTuple):
    """One of the given words; any kebab-case word if none is given."""

    choices: tuple[str, ...] = ()


class IdentifierSort:
    """A name that terms mention: letters, digits, `_` and `'`."""

    __slots__ = ()


class NameSort(NamedTuple):
    """A name in kebab-case that this item introduces into a namespace."""

    namespace: str


class FlagSort:
    """`true` or `false`."""

    __slots__ = ()


class CountSort:
    """A natural number, or a parameter's name."""

    __slots__ = ()


class NumberSort(NamedTuple):
    """A number, an interval or a parameter, in the stated unit (``"1"``: a pure number; ``""``: any unit)."""

    unit: str = "1"


class ConditionSort:
    """A positive formula over events and over failures at ports."""

    __slots__ = ()


class TermSort(NamedTuple):
    """A term; a type where ``type`` holds; one over the ports of a box where ``over`` names an earlier key that refers to it."""

    type: bool = False
    over: str = ""


class PropositionSort(NamedTuple):
    """A term of type Prop over the ports, or over an earlier telescope of the item where ``under`` names its key."""

    under: str = ""


class TelescopeSort:
    """A mapping in order from names to types: `S: Type` or `n: {type: Nat, default: 3}`."""

    __slots__ = ()


class InterfaceSort:
    """A mapping in order from `in x` or `out x` to a type or a port's long form."""

    __slots__ = ()


class FileSort:
    """A path `./x.yaml` below the root, or a bare name that a plugin ships."""

    __slots__ = ()


class DataSort:
    """A path below the root of a file of data, which the section's `attach` reads."""

    __slots__ = ()


class RefSort(NamedTuple):
    """A name that some item introduced into one of the namespaces (`event`, `claim`, `scenario`, ...)."""

    namespaces: tuple[str, ...]


class BoxSort:
    """A box of the proposal."""

    __slots__ = ()


class PortSort(NamedTuple):
    """A port of a box, dotted, or an outer port, bare; ``direction`` is `in`, `out` or empty for either."""

    direction: str = ""


class InputOfSort(NamedTuple):
    """An input of the box to which an earlier key of the item refers (``key`` names it)."""

    key: str


class SourceSort:
    """A source of wires: an inner output or outer input, and a way into its record: `keep.now.m`."""

    __slots__ = ()


class TargetSort:
    """A target of wires: an inner input or an outer output."""

    __slots__ = ()


class WireSort:
    """`source -> target, target`, naming wires of the proposal."""

    __slots__ = ()


class LearnSort(NamedTuple):
    """`port ~> target`, naming a learn wire of the proposal, or writing one where it is ``new``."""

    new: bool = False


class PhraseSort(NamedTuple):
    """Parts in a row inside one scalar; a string stands for itself: ``("<=", number, "per", word)``."""

    parts: tuple[str | Sort, ...]


class RecordSort(NamedTuple):
    """A mapping with these keys; the first may stand alone as a bare scalar. ``make`` is called with what they hold."""

    make: Callable[..., object]
    fields: tuple[tuple[str, Sort], ...]


class EitherSort(NamedTuple):
    """A sum: records are told apart by the key that leads them, other sorts are tried in order."""

    summands: tuple[Sort, ...]


class ManySort(NamedTuple):
    """A list; where ``some`` holds it has at least one member and inside a phrase stands with commas."""

    member: Sort
    some: bool = False


class NamedSort(NamedTuple):
    """A mapping whose keys are of the sort ``key`` and whose values are of the sort ``value``."""

    key: Sort
    value: Sort


class MaybeSort(NamedTuple):
    """A key that may be left out; inside a phrase, words that may be left out."""

    member: Sort


class DefaultSort(NamedTuple):
    """A key that stands for ``value`` when it is left out."""

    member: Sort
    value: object


class AnythingSort:
    """Whatever stands there, unread: the overlay of a variant."""

    __slots__ = ()


Sort: TypeAlias = (
    TextSort
    | WordSort
    | IdentifierSort
    | NameSort
    | FlagSort
    | CountSort
    | NumberSort
    | ConditionSort
    | TermSort
    | PropositionSort
    | TelescopeSort
    | InterfaceSort
    | FileSort
    | DataSort
    | RefSort
    | BoxSort
    | PortSort
    | InputOfSort
    | SourceSort
    | TargetSort
    | WireSort
    | LearnSort
    | PhraseSort
    | RecordSort
    | EitherSort
    | ManySort
    | NamedSort
    | MaybeSort
    | DefaultSort
    | AnythingSort
)


def text() -> Sort:
    """Any scalar."""
    return TextSort()


def reason() -> Sort:
    """Any scalar that says something."""
    return TextSort(said=True)


def word(*choices: str) -> Sort:
    """One of the choices, or any word in kebab-case."""
    return WordSort(choices)


def identifier() -> Sort:
    """A name that terms mention."""
    return IdentifierSort()


def name(namespace: str) -> Sort:
    """A name that is introduced here."""
    return NameSort(namespace)


def flag() -> Sort:
    """`true` or `false`."""
    return FlagSort()


def count() -> Sort:
    """A natural number."""
    return CountSort()


def number(unit: str = "1") -> Sort:
    """A number in a unit."""
    return NumberSort(unit)


def condition() -> Sort:
    """A condition on events and failures."""
    return ConditionSort()


def term(over: str = "") -> Sort:
    """A term."""
    return TermSort(over=over)


def type_() -> Sort:
    """A type."""
    return TermSort(type=True)


def proposition(under: str = "") -> Sort:
    """A proposition."""
    return PropositionSort(under)


def telescope() -> Sort:
    """Names with types, in order."""
    return TelescopeSort()


def interface() -> Sort:
    """Ports, in order."""
    return InterfaceSort()


def file() -> Sort:
    """A file or a shipped name."""
    return FileSort()


def data() -> Sort:
    """A file of data, which the section's `attach` reads."""
    return DataSort()


def ref(*namespaces: str) -> Sort:
    """A name that was introduced elsewhere."""
    return RefSort(namespaces)


def box() -> Sort:
    """A box."""
    return BoxSort()


def port(direction: str = "") -> Sort:
    """A port."""
    return PortSort(direction)


def input_of(key: str) -> Sort:
    """An input of the box named by an earlier key."""
    return InputOfSort(key)


def source() -> Sort:
    """A source of wires."""
    return SourceSort()


def target() -> Sort:
    """A target of wires."""
    return TargetSort()


def wire() -> Sort:
    """A reference to wires."""
    return WireSort()


def learn() -> Sort:
    """A learn wire of the proposal."""
    return LearnSort()


def phrase(*parts: str | Sort) -> Sort:
    """Parts in a row."""
    return PhraseSort(parts)


def record(make: Callable[..., object], **fields: Sort) -> RecordSort:
    """Keys and their sorts; `held_out` is the key `held-out`, `in_` the key `in`."""
    return RecordSort(make, tuple((key.rstrip("_").replace("_", "-"), sort) for key, sort in fields.items()))


def either(*summands: Sort) -> Sort:
    """A sum of sorts."""
    return EitherSort(summands)


def many(member: Sort) -> Sort:
    """A list."""
    return ManySort(member)


def some(member: Sort) -> Sort:
    """A list that is not empty."""
    return ManySort(member, some=True)


def named(key: Sort, value: Sort) -> Sort:
    """A mapping."""
    return NamedSort(key, value)


def maybe(member: Sort) -> Sort:
    """A key that may be left out."""
    return MaybeSort(member)


def default(member: Sort, value: object) -> Sort:
    """A key with a default."""
    return DefaultSort(member, value)


def anything() -> Sort:
    """Whatever stands there."""
    return AnythingSort()
