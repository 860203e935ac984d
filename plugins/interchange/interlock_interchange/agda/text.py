"""Small pieces of Agda's text: universes, integers, parentheses."""

from __future__ import annotations

_SMALL = "₀₁₂₃₄₅₆₇₈₉"


def universe(level: int) -> str:
    """`Set`, `Set₁` and so on."""
    return "Set" + ("".join(_SMALL[int(digit)] for digit in str(level)) if level else "")


def bare(text: str) -> str:
    """A text without the parentheses that enclose all of it."""
    if not text.startswith("("):
        return text
    depth, quoted = 0, False
    for at, sign in enumerate(text):
        quoted ^= sign == '"' and text[at - 1] != "\\"
        depth += 0 if quoted else (sign == "(") - (sign == ")")
        if depth == 0:
            return text[1:-1] if at == len(text) - 1 else text
    return text


def wrapped(text: str) -> str:
    """A text of several words in parentheses."""
    return f"({text})" if " " in text else text


def integer(value: int) -> str:
    """A literal of Int."""
    return f"(natural {value})" if value >= 0 else f"(negative {-value})"
