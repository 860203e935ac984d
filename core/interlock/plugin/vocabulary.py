"""A vocabulary as a plugin ships it."""

from __future__ import annotations

from interlock.record import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A YAML file of families, kinds and predicates: resource ``file`` in the package ``package``."""

    name: str
    package: str
    file: str
