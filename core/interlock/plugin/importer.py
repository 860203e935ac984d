"""Files of other programs, read as results from which analyses start."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interlock.analysis.answer import Key
from interlock.record import dataclass, field
from interlock.text.outcome import Outcome
from interlock.text.rule import Rule
from interlock.text.site import Site
from interlock.text.source import Source


@dataclass(frozen=True, slots=True)
class Roots:
    """What a file of another program is: results that need not be computed, since they stand there.

    Attributes:
        values: Results by their keys; what is reached from them runs.
        names: The names that the file introduces, by namespace (`hazard`), so that they can be asked for.
        sites: Where the elements of the results stand.
    """

    values: Mapping[Key, object] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sites: Mapping[str, Site] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Importer:
    """An interchange format that is read: files with these suffixes may stand where a proposal may be analysed.

    ``read`` gives what could be made of the text, and `ForeignFault`s of ``rules`` for the rest.
    """

    format: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Outcome[Roots]]
    rules: tuple[Rule, ...] = ()
    doc: str = ""
