"""The text as YAML 1.2 sees it: characters it refuses are told and replaced, breaks it does not know are hidden.

libyaml follows YAML 1.1, where NEL, LS and PS end a line. They are hidden from it behind characters that the text does
not use, one for one, so that no place moves.
"""

from __future__ import annotations

import re

from interlock.record import dataclass
from interlock.syntax.fault import SyntaxFault, TooLarge, Unprintable
from interlock.text.site import Anchor, Site

SIZE = 8 * 1024 * 1024
"""Characters, and bytes, that a file may have."""

SHOWN = 20
"""Characters that are complained of one by one."""

# Said by what is refused: a class of all that is allowed takes eighteen times as long to compile.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_INDICATOR = re.compile(r"[\[\]{}:,#&*!|>'\"%@`?]")
_UNKNOWN_BREAK = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Visible:
    """The text that libyaml reads, as long as the text of the file, and the way back for values."""

    name: str
    text: str
    back: dict[int, str]

    @property
    def masked(self) -> bool:
        """Whether some characters are hidden."""
        return bool(self.back)

    def unmask(self, value: str) -> str:
        """The value with hidden characters put back."""
        return value.translate(self.back) if self.back else value

    def hide(self, start: int, stop: int) -> Visible | None:
        """The text in which [start, stop) is plain: what has a meaning in YAML is hidden; None if nothing has."""
        indicators = sorted(set(_INDICATOR.findall(self.text, start, stop)))
        if not indicators:
            return None
        there = _masks(self.text, indicators)
        hidden = self.text[start:stop].translate(there)
        back = {mask: chr(code) for code, mask in there.items()}
        return Visible(self.name, self.text[:start] + hidden + self.text[stop:], {**self.back, **back})


def look(name: str, text: str) -> tuple[Visible, tuple[SyntaxFault, ...]]:
    """The text as libyaml may read it, with what had to be replaced."""
    file = Anchor(name, "")
    if len(text) > SIZE:
        return Visible(name, "", {}), (TooLarge(Site(file, SIZE, SIZE), SIZE, "characters"),)
    faults: list[SyntaxFault] = []
    for count, found in enumerate(_UNPRINTABLE.finditer(text)):
        site = Site(file, found.start(), found.end())
        if count == SHOWN:
            faults.append(TooLarge(site, SHOWN, "unprintable characters"))
            break
        faults.append(Unprintable(site, found.group()))
    if faults:
        text = _UNPRINTABLE.sub("\ufffd", text)
    if text.isascii():
        return Visible(name, text, {}), tuple(faults)
    return _mask(name, text), tuple(faults)


def _mask(name: str, text: str) -> Visible:
    hidden = sorted(set(_UNKNOWN_BREAK.findall(text)))
    if not hidden:
        return Visible(name, text, {})
    there = _masks(text, hidden)
    return Visible(name, text.translate(there), {mask: chr(code) for code, mask in there.items()})


def _masks(text: str, characters: list[str]) -> dict[int, int]:
    """A character of its own for each of the given ones that does not occur in the text."""
    used = set(text)
    free = (code for code in range(0xF0000, 0xFFFFE) if chr(code) not in used)
    return dict(zip(map(ord, characters), free, strict=False))
