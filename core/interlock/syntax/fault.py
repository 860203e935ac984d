"""The author's mistakes that the text of a file alone shows, each with a code, a place and what its words need.

The code is a field, so that mistakes of two classes are never equal. Sentences about them are written in report.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from interlock.record import NamedTuple
from interlock.text.site import Site


class NotUtf8(NamedTuple):
    """A byte that continues no UTF-8 sequence, or 0 of what is no text; ``offset`` counts bytes from the start of the file."""

    site: Site
    offset: int
    byte: int
    code: Literal["not-utf8"] = "not-utf8"


class YamlSyntax(NamedTuple):
    """What libyaml has against the text, in its own words; ``fix`` is the line as it could stand, or empty."""

    site: Site
    problem: str
    context: str
    fix: str = ""
    code: Literal["yaml-syntax"] = "yaml-syntax"


class NeedsQuotes(NamedTuple):
    """A plain scalar that YAML reads as something else because of ``found``; ``fix`` is its line with quotes."""

    site: Site
    written: str
    found: str
    fix: str
    code: Literal["yaml-syntax"] = "yaml-syntax"


class TabIndentation(NamedTuple):
    """A tab where blanks are due."""

    site: Site
    code: Literal["yaml-syntax"] = "yaml-syntax"


class Unprintable(NamedTuple):
    """A character that may not stand in YAML: a control character or half of a surrogate pair."""

    site: Site
    character: str
    code: Literal["yaml-syntax"] = "yaml-syntax"


class SecondDocument(NamedTuple):
    """A document mark behind which more follows: a file holds one document."""

    site: Site
    code: Literal["yaml-syntax"] = "yaml-syntax"


class Tagged(NamedTuple):
    """A tag such as `!!python/object`: values are what their section says, never what a tag says."""

    site: Site
    tag: str
    code: Literal["yaml-syntax"] = "yaml-syntax"


class UnknownAlias(NamedTuple):
    """`*name` without an earlier complete `&name`."""

    site: Site
    name: str
    known: tuple[str, ...]
    code: Literal["yaml-syntax"] = "yaml-syntax"


class DuplicateKey(NamedTuple):
    """A key that a mapping already has at ``first``."""

    site: Site
    key: str
    first: Site
    code: Literal["duplicate-key"] = "duplicate-key"


class UnknownKey(NamedTuple):
    """A key that has no meaning here; ``nearest`` are those of ``known`` closest to it, best first.

    ``term`` is the term in braces as which the mapping reads, if it may be one that lacks its quotes.
    """

    site: Site
    key: str
    known: tuple[str, ...]
    nearest: tuple[str, ...] = ()
    term: str = ""
    code: Literal["unknown-key"] = "unknown-key"


class WrongShape(NamedTuple):
    """A value that is not what its key asks for, both as noun phrases: `a list of wires`, `a mapping`."""

    site: Site
    expected: str
    found: str
    help: str = ""
    code: Literal["wrong-shape"] = "wrong-shape"


class TooLarge(NamedTuple):
    """More than ``limit`` of ``unit`` (`bytes`, `characters`, `nodes`, `files`, `faults`)."""

    site: Site
    limit: int
    unit: str
    code: Literal["too-large"] = "too-large"


class TooDeep(NamedTuple):
    """Nesting beyond ``limit`` levels."""

    site: Site
    limit: int
    code: Literal["too-deep"] = "too-deep"


class TypeSyntax(NamedTuple):
    """A term or type that does not parse: what stands there and what was due."""

    site: Site
    found: str
    expected: str
    help: str = ""
    code: Literal["type-syntax"] = "type-syntax"


class NoSuchFile(NamedTuple):
    """A file that is named and cannot be read; ``reason`` as the opener gave it."""

    site: Site
    path: str
    reason: str = ""
    code: Literal["no-such-file"] = "no-such-file"


class UnknownVocabulary(NamedTuple):
    """A bare name in `uses` or `kind` under which nobody ships a file."""

    site: Site
    name: str
    known: tuple[str, ...]
    nearest: tuple[str, ...] = ()
    code: Literal["unknown-vocabulary"] = "unknown-vocabulary"


class OutsideRoot(NamedTuple):
    """A path that leaves the root of the proposal, is absolute, or is a URL; it was not read."""

    site: Site
    path: str
    root: str
    code: Literal["outside-root"] = "outside-root"


class ImportCycle(NamedTuple):
    """Files that use one another in a circle; ``cycle`` begins and ends with the same file."""

    site: Site
    cycle: tuple[str, ...]
    code: Literal["import-cycle"] = "import-cycle"


class UnknownVariant(NamedTuple):
    """A variant that the file does not have."""

    site: Site
    variant: str
    known: tuple[str, ...]
    nearest: tuple[str, ...] = ()
    code: Literal["unknown-name"] = "unknown-name"


class UnknownParameter(NamedTuple):
    """A parameter that is set and that the proposal does not have."""

    site: Site
    parameter: str
    known: tuple[str, ...]
    nearest: tuple[str, ...] = ()
    code: Literal["unknown-name"] = "unknown-name"


class NothingDropped(NamedTuple):
    """A member of `drop` that names no item."""

    site: Site
    name: str
    known: tuple[str, ...]
    nearest: tuple[str, ...] = ()
    code: Literal["unknown-name"] = "unknown-name"


class NothingEdited(NamedTuple):
    """A box that `replace` names, or a wire on which `insert` is to put one, and that is not there.

    ``what`` is `box` or `wire`.
    """

    site: Site
    what: str
    name: str
    nearest: tuple[str, ...] = ()
    code: Literal["unknown-name"] = "unknown-name"


class Dropped(NamedTuple):
    """A note: what went with a name that a variant drops, as anchor keys (`claims:sound`).

    ``gone`` went as a whole, ``trimmed`` lost what named it.
    """

    site: Site
    name: str
    gone: tuple[str, ...]
    trimmed: tuple[str, ...]
    code: Literal["dropped"] = "dropped"
    severity: Literal["note"] = "note"


SyntaxFault: TypeAlias = (
    NotUtf8
    | YamlSyntax
    | NeedsQuotes
    | TabIndentation
    | Unprintable
    | SecondDocument
    | Tagged
    | UnknownAlias
    | DuplicateKey
    | UnknownKey
    | WrongShape
    | TooLarge
    | TooDeep
    | TypeSyntax
    | NoSuchFile
    | UnknownVocabulary
    | OutsideRoot
    | ImportCycle
    | UnknownVariant
    | UnknownParameter
    | NothingDropped
    | NothingEdited
    | Dropped
)
