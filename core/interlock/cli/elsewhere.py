"""What vocabularies of plugins declare that a file does not use: asked where a name of it is not found."""

from __future__ import annotations

from interlock.elaborate.fault import UnknownThing
from interlock.plugin.loaded import Loaded
from interlock.plugin.shipped import Shipped, UnreadableVocabularyError
from interlock.report.words.wording import choice
from interlock.syntax.grammar import VOCABULARY
from interlock.syntax.parse import parse
from interlock.text.outcome import Fault
from interlock.text.source import Source

_SECTIONS = {
    what: tuple(section.name for section in VOCABULARY if section.introduces in spaces)
    for what, spaces in {
        "kind": ("kind",),
        "label": ("label",),
        "unit": ("unit",),
        "name": ("family", "data", "predicate", "function"),
    }.items()
}
"""The sections of a vocabulary in which there may be what was looked for."""


class Elsewhere:
    """The vocabularies of plugins; one is parsed once, and only if a name that is not found stands in its text."""

    def __init__(self, loaded: Loaded) -> None:
        """Nothing is read yet."""
        self._shipped = Shipped(loaded.vocabularies, "")
        self._declared: dict[str, dict[str, frozenset[str]]] = {}

    def advice(self, fault: Fault) -> str:
        """What brings the name that a fault does not find; empty if nothing does."""
        if not isinstance(fault, UnknownThing) or fault.within or fault.what not in _SECTIONS:
            return ""
        found = [name for name in self._shipped if fault.name in self._names(name, fault)]
        return f"The vocabulary {choice(found)} declares it: add that to `uses`." if found else ""

    def _names(self, vocabulary: str, fault: UnknownThing) -> frozenset[str]:
        """What a vocabulary declares of the sort that is looked for."""
        if vocabulary not in self._declared:
            try:
                source = Source(*self._shipped[vocabulary])
            except UnreadableVocabularyError:  # told where somebody uses it
                return frozenset()
            if f"{fault.name}:" not in source.text:
                return frozenset()
            sections = parse(source).value.surface.sections
            self._declared[vocabulary] = {section: frozenset(items) for section, items in sections.items()}
        declared = self._declared[vocabulary]
        return frozenset().union(*(declared.get(section, frozenset()) for section in _SECTIONS[fault.what]))
