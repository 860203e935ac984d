"""Sentences with holes, so that findings carry values and the report decides how these are printed."""

from __future__ import annotations

from interlock.record import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template with `{name}` holes and what fills them: element texts, numbers or words."""

    template: str
    holes: tuple[tuple[str, str], ...] = ()

    def plain(self) -> str:
        """The sentence as plain text."""
        return self.template.format_map(dict(self.holes))


def say(template: str, **holes: object) -> Sentence:
    """A sentence: ``say("{route} meets no barrier", route="a -> b")``."""
    return Sentence(template, tuple((name, str(value)) for name, value in holes.items()))
