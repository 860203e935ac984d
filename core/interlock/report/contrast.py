"""Two types side by side, what differs between «», what agrees cut short where it is long."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[\w'.]+|\s+|.", re.DOTALL)
_LIMIT = 400  # tokens; beyond this the comparison, quadratic at worst, is left at common ends


def contrast(expected: str, found: str, width: int = 160) -> tuple[str, str]:
    """Both texts with «» round the stretches in which they differ, each cut to about ``width`` characters."""
    left, right = _TOKEN.findall(expected), _TOKEN.findall(found)
    if left == right:
        return clip(expected, width), clip(found, width)
    if left[:1] != right[:1]:  # different heads: what happens to agree further on is no common ground
        return _whole(expected, width), _whole(found, width)
    blocks = _blocks(left, right)
    return (
        _mark(left, [(start, stop) for start, stop, _, _ in blocks], width),
        _mark(right, [(start, stop) for _, _, start, stop in blocks], width),
    )


def _whole(text: str, width: int) -> str:
    return f"«{clip(text, width)}»" if text else ""


def clip(text: str, width: int) -> str:
    """The text, or its beginning and an ellipsis where it is longer than ``width`` characters."""
    return text if len(text) <= width else text[: width - 1] + "…"


def _blocks(left: list[str], right: list[str]) -> list[tuple[int, int, int, int]]:
    """The stretches of tokens in which the two differ."""
    if len(left) + len(right) <= _LIMIT:
        from difflib import SequenceMatcher

        matched = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        return _joined([(a, b, c, d) for tag, a, b, c, d in matched if tag != "equal"], left)
    shortest = min(len(left), len(right))
    head = next((k for k in range(shortest) if left[k] != right[k]), shortest)
    most = shortest - head
    tail = next((k for k in range(most) if left[-1 - k] != right[-1 - k]), most)
    return [(head, len(left) - tail, head, len(right) - tail)]


def _joined(blocks: list[tuple[int, int, int, int]], left: list[str]) -> list[tuple[int, int, int, int]]:
    """Blocks with nothing but a blank or a sign between them made one: a difference is a phrase, not confetti."""
    joined: list[tuple[int, int, int, int]] = []
    for block in blocks:
        between = left[joined[-1][1] : block[0]] if joined else []
        if joined and not any(re.match(r"\w", token) for token in between):
            joined[-1] = (joined[-1][0], block[1], joined[-1][2], block[3])
        else:
            joined.append(block)
    return joined


def _mark(tokens: list[str], stretches: list[tuple[int, int]], width: int) -> str:
    """The tokens as text with marks; stretches that agree and are long keep the ends next to a difference."""
    room = max(12, width // (2 * len(stretches) + 1))
    parts: list[str] = []
    at = 0
    for index, (start, stop) in enumerate(stretches):
        same = "".join(tokens[at:start])
        parts.append(_shorten(same, room, left=index > 0, right=True))
        parts.append("«" + clip("".join(tokens[start:stop]), 2 * room) + "»" if stop > start else "")
        at = stop
    parts.append(_shorten("".join(tokens[at:]), room, left=True, right=False))
    return "".join(parts)


def _shorten(text: str, room: int, *, left: bool, right: bool) -> str:
    """At most about ``room`` characters of a text: its left end, its right end, or both."""
    if len(text) <= room:
        return text
    half = room // 2 if left and right else room
    return (text[:half] if left else "") + " … " + (text[-half:] if right else "")
