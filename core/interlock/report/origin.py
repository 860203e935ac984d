"""Where the elements of a diagram stand in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interlock.text.site import Site


@dataclass(frozen=True, slots=True)
class Origin:
    """The sites of elements by their text; what has none of its own stands where its box does."""

    source: str = ""
    sites: Mapping[str, Site] = field(default_factory=dict)

    def __call__(self, element: str) -> Site | None:
        """The site of an element, or of the nearest thing that holds it."""
        for name in _holders(element):
            if name in self.sites:
                return self.sites[name]
        return None


def _holders(element: str) -> tuple[str, ...]:
    """The element, then what holds it: a wire's target, a port's box, a nested element's outermost box."""
    bare = element.removeprefix("wire:")
    box = bare.rpartition(".")[0]
    return tuple(dict.fromkeys(filter(None, (element, bare, box, bare.partition("/")[0]))))
