"""Failure types as a forest: each is a case of at most one other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from interlock.api.record import dataclass, field

ANY = "any"


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The declared failure types; ``parents`` maps each to the type of which it is a case, or None."""

    parents: Mapping[str, str | None]
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def above(self, failure: str) -> tuple[str, ...]:
        """The type itself, what it is a case of, and so on upwards; a circle ends where it closes."""
        line = self._lines.get(failure)
        if line is None:
            found: dict[str, None] = {}
            at: str | None = failure
            while at is not None and at not in found:
                found[at] = None
                at = self.parents.get(at)
            line = self._lines[failure] = tuple(found)
        return line

    def matches(self, failure: str, named: str) -> bool:
        """Whether a failure of this type is one of the named type, which may be `any`."""
        return named == ANY or failure == named or named in self.above(failure)

    def covered(self, failure: str, named: Collection[str]) -> bool:
        """Whether the type or one above it is among those named; `any` covers all."""
        return ANY in named or any(one in named for one in self.above(failure))

    def among(self, failures: Iterable[str], named: str) -> list[str]:
        """Those of the types that are cases of the named one, in their order."""
        return [failure for failure in failures if self.matches(failure, named)]
