"""One reading of one item: whose offsets count, and what was found wrong so far."""

from __future__ import annotations

from interlock.syntax.expression import Word
from interlock.syntax.fault import SyntaxFault, TooDeep, TooLarge, TypeSyntax, WrongShape
from interlock.syntax.lexis import kebab
from interlock.syntax.node import Mapping, Node, Scalar, describe, empty, place
from interlock.syntax.surface import Item

LONGEST = 10_000  # characters of a scalar that is parsed
DEEPEST = 100  # parentheses and binders inside one another
FAULTS = 20  # told of one scalar; what comes after so many is their echo


class Reading:
    """Collects the faults of an item; readers append to it and go on.

    ``torn`` says that part of the text could not be read, so that nothing is told to be missing.
    """

    __slots__ = ("faults", "item", "torn")

    def __init__(self, item: Item, *, torn: bool = False) -> None:
        """A reading of ``item`` without faults."""
        self.item = item
        self.torn = torn
        self.faults: list[SyntaxFault] = []

    def misshapen(self, start: int, end: int, expected: str, found: str, help: str = "") -> None:
        """Tell that something else stands at [start, end) than what is due."""
        self.faults.append(WrongShape(self.item.site(start, end), expected, found, help))

    def misfit(self, node: Node, expected: str, help: str = "") -> None:
        """Tell that the whole node is not what is due."""
        self.misshapen(node.start, node.end, expected, describe(node), help)

    def misnamed(self, node: Scalar) -> None:
        """Tell that a name that no term mentions is not in kebab-case."""
        written = kebab(node.value)
        expected = "a name in kebab-case: small letters and digits, `-` between words"
        self.misfit(node, expected, f"write `{written}`" if written else "")

    def misspelt(self, start: int, end: int, found: str, expected: str, help: str = "") -> None:
        """Tell that a term does not parse at [start, end)."""
        self.faults.append(TypeSyntax(self.item.site(start, end), found, expected, help))

    def too_deep(self, start: int, end: int, limit: int = DEEPEST) -> None:
        """Tell that nesting at [start, end) goes beyond the limit."""
        self.faults.append(TooDeep(self.item.site(start, end), limit))

    def fits(self, scalar: Scalar) -> bool:
        """Whether the scalar is short enough to be parsed; if not, that is told."""
        if len(scalar.value) <= LONGEST:
            return True
        self.faults.append(TooLarge(self.item.site(scalar.start, scalar.end), LONGEST, "characters"))
        return False


def whole(scalar: Scalar) -> Word:
    """The value of a scalar as one word."""
    value, _, start, _, offsets = scalar
    if offsets is None:
        return Word(value, start, start + len(value))
    return Word(value, offsets[0], offsets[len(value)])


def within(scalar: Scalar, start: int, end: int) -> Word:
    """The characters [start, end) of the value as a word."""
    return Word(scalar.value[start:end], place(scalar, start), place(scalar, end))


def entries(node: Node, reading: Reading, expected: str) -> tuple[tuple[Scalar, Node], ...] | None:
    """The entries of a mapping, none where nothing stands; None and a fault for other shapes."""
    if isinstance(node, Mapping):
        return node.entries
    if empty(node):
        return ()
    reading.misfit(node, expected)
    return None
