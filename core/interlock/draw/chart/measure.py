"""How wide text is, and how it is broken into lines that fit.

The widths are those of DejaVu Sans by classes of letters, rounded up; Helvetica, Arial and Liberation Sans are narrower,
so that what fits here fits there. An estimate is enough: every text has room around it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WIDTHS: Final = {
    **dict.fromkeys("ijl'|", 0.29),
    **dict.fromkeys(" .,:;!I", 0.35),
    **dict.fromkeys('ft()[]-r"/\\', 0.42),
    **dict.fromkeys("<>=+~", 0.84),
    **dict.fromkeys("mwGOQDHNUKRV", 0.84),
    **dict.fromkeys("MW@%", 1.0),
}
_CAPITAL, _LETTER, _WIDE, _OTHER = 0.72, 0.64, 1.05, 0.8
_BOLD = 1.12
_WORD = re.compile(r"\S+|\s+")
_PIECE = re.compile(r"[^./_\-]*[./_\-]|[^./_\-]+")
ELLIPSIS: Final = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how many units a text takes at a size, rather too many than too few."""
    return sum(map(_advance, text)) * size * (_BOLD if bold else 1.0)


def _advance(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if letter.isascii():
        return _CAPITAL if letter.isupper() else _LETTER
    if unicodedata.combining(letter):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER


def fit(text: str, room: float, size: float, lines: int = 1, *, bold: bool = False) -> tuple[str, ...]:
    """The text in so many lines at most, each no wider than the room; an ellipsis stands for what is left out.

    Lines are broken at blanks; a word that is too long for one behind `.`, `/`, `-` or `_`, or anywhere if need be.
    """
    words = _WORD.findall(" ".join(text.split()))
    waiting = [piece for word in words for piece in _cut(word, room, size, bold=bold)]
    made: list[str] = []
    line = ""
    for at, piece in enumerate(waiting):
        if width((line + piece).rstrip(), size, bold=bold) <= room:
            line += piece if line else piece.lstrip()
            continue
        if len(made) + 1 == lines:
            return (*made, _shortened(line + "".join(waiting[at:]), room, size, bold=bold))
        made.append(line.rstrip())
        line = piece.lstrip()
    return tuple(one for one in (*made, line.rstrip()) if one)


def _cut(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """A word in pieces that are no wider than the room, of one letter at least; whole if it fits."""
    if width(word, size, bold=bold) <= room:
        return [word]
    pieces: list[str] = []
    for piece in _PIECE.findall(word):
        rest = piece
        while width(rest, size, bold=bold) > room and len(rest) > 1:
            most = _most(rest, room, size, bold=bold)
            pieces.append(rest[:most])
            rest = rest[most:]
        pieces.append(rest)
    return pieces


def _shortened(text: str, room: float, size: float, *, bold: bool) -> str:
    """The beginning of a text and an ellipsis."""
    kept = _most(text, room - width(ELLIPSIS, size, bold=bold), size, bold=bold)
    return text[:kept].rstrip() + ELLIPSIS


def _most(text: str, room: float, size: float, *, bold: bool) -> int:
    """How many letters of a text fit, one at least."""
    used = 0.0
    for at, letter in enumerate(text):
        used += _advance(letter) * size * (_BOLD if bold else 1.0)
        if used > room:
            return max(1, at)
    return len(text)
