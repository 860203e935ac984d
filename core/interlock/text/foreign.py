"""Mistakes in a text that is not ours: what an importer of a plugin has against a file, in its own words."""

from __future__ import annotations

from interlock.record import NamedTuple
from interlock.text.rule import Rule
from interlock.text.say import Sentence
from interlock.text.site import Site


class ForeignFault(NamedTuple):
    """A mistake of a kind that a plugin knows, its place, what is said of it, and what to do about it."""

    rule: Rule
    site: Site
    says: Sentence
    help: str = ""

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code
