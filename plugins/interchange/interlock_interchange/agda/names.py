"""Names as Agda takes them: each of ours has one, and no two have the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

KEYWORDS = frozenset(
    [
        "abstract",
        "coinductive",
        "constructor",
        "data",
        "do",
        "eta-equality",
        "field",
        "forall",
        "hiding",
        "import",
        "in",
        "inductive",
        "infix",
        "infixl",
        "infixr",
        "instance",
        "interleaved",
        "let",
        "macro",
        "module",
        "mutual",
        "no-eta-equality",
        "open",
        "overlap",
        "pattern",
        "postulate",
        "primitive",
        "private",
        "public",
        "quote",
        "quoteTerm",
        "record",
        "renaming",
        "rewrite",
        "syntax",
        "tactic",
        "to",
        "unquote",
        "unquoteDecl",
        "unquoteDef",
        "using",
        "variable",
        "where",
        "with",
        "opaque",
        "unfolding",
        "Set",
        "Prop",
        "SSet",
    ]
)
"""Words with a meaning of their own in Agda."""

NUMBERED = re.compile(r"(Set|Prop|SSet)[0-9]*")


class Names:
    """The names given so far; ``taken`` are those of the prelude."""

    def __init__(self, taken: Iterable[str]) -> None:
        """Nothing of a proposal is named yet."""
        self._taken = set(taken)
        self._given: dict[tuple[str, str], str] = {}

    def __getitem__(self, key: tuple[str, str]) -> str:
        """The name of a thing: its sort and what it is called; made when it is first asked for."""
        if key not in self._given:
            self._given[key] = self._fresh(key[1].rpartition(".")[2] if key[0] == "constant" else key[1], ())
        return self._given[key]

    def local(self, wanted: str, within: Sequence[str]) -> str:
        """A name for a bound variable that hides nothing."""
        return self._fresh(wanted if wanted != "_" else "x", within, keep=False)

    def _fresh(self, wanted: str, within: Sequence[str], *, keep: bool = True) -> str:
        name = wanted.replace("_", "‿").replace(".", "·").replace("/", "·").replace(" ", "·")
        while name in self._taken or name in within or name in KEYWORDS or NUMBERED.fullmatch(name):
            name += "′"
        if keep:
            self._taken.add(name)
        return name


def defined(prelude: str) -> frozenset[str]:
    """What the prelude declares or imports, so that nothing of a proposal hides it; fields stand in their records."""
    found = (word for groups in _DECLARED.findall(prelude) for group in groups for word in re.split(r"[ ;]+", group))
    return frozenset(word.strip("_") for word in found if word)


_DECLARED = re.compile(
    r"^(?:data|record) (\S+)|^(\w\S*) :|^  ([^\s:(][^:(\n]*) :|constructor (\S+)|using \(([^)]*)\)|renaming \(\S+ to ([^)]*)\)",
    re.MULTILINE,
)
