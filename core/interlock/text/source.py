"""A named text and the map from its offsets to lines and columns."""

from __future__ import annotations

from bisect import bisect_right

from interlock.record import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A text under the name by which messages call it (a path as the user gave it, or `<stdin>`)."""

    name: str
    text: str

    def line_starts(self) -> tuple[int, ...]:
        """The offsets at which lines begin; a line ends at LF, CR or CR LF."""
        starts = [0]
        text = self.text
        at = 0
        for line in text.splitlines(keepends=True):
            at += len(line)
            if line.endswith(("\n", "\r")):
                starts.append(at)
            # `splitlines` also breaks at form feed, NEL and U+2028, which are no line breaks for a user's editor.
        return tuple(starts)


def position(starts: tuple[int, ...], offset: int) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1, the column in characters."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
