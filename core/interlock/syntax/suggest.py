"""The names nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 100  # characters compared; what is longer is no slip of the finger
CLOSE = 0.15  # how much less than the best a name may resemble a word to be offered beside it


def nearest(word: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """At most ``count`` of the known names that resemble ``word``, best first; none where nothing does.

    Linear in the number of names (3 ms a thousand, by difflib's ratio of matching blocks): who has very many unknown
    words asks for the first of them only.
    """
    from difflib import SequenceMatcher, get_close_matches

    if not word or len(word) > LONGEST:
        return ()
    candidates = [name for name in dict.fromkeys(known) if name != word and len(name) <= LONGEST]
    found = get_close_matches(word, candidates, count)
    likeness = [SequenceMatcher(None, name, word).ratio() for name in found]
    return tuple(name for name, ratio in zip(found, likeness, strict=True) if ratio >= likeness[0] - CLOSE)
