"""Terms and types: from the text of a scalar to a tree with places, by operator precedence.

Written by hand: an LALR parser made by lark took 3.4 times as long on types of 30 characters, before any tree of ours
was built, and stopped at the first mistake. Here chains of operators cost no stack, and each mistake is got over.
"""

from __future__ import annotations

import re

from interlock.record import NamedTuple
from interlock.syntax.binder import BinderCursor
from interlock.syntax.cursor import told, word
from interlock.syntax.expression import (
    Apply,
    Arrow,
    Binder,
    Expression,
    Lambda,
    Name,
    Numeral,
    Operation,
    Prefix,
    Projection,
    Quantified,
    Quoted,
    Universe,
    Unreadable,
    Word,
)
from interlock.syntax.lexis import IDENTIFIER, KEYWORDS, NAME, TERM, Token, tokens, well_formed
from interlock.syntax.node import Scalar, place
from interlock.syntax.number import unit_text
from interlock.syntax.reading import DEEPEST, Reading

HIGHEST = 200  # levels of a tree, each name that is bound counting as one: what later stages take

_INFIX = {
    "->": 10,
    "=>": 10,
    "or": 20,
    "and": 30,
    "=": 50,
    "<=": 50,
    ">=": 50,
    "<": 50,
    ">": 50,
    "+": 60,
    "-": 60,
    "*": 70,
    "/": 70,
    "^": 80,
}
_PREFIX = {"not": 40, "-": 75}
_ARROW, _COMPARISON = 10, 50
_ARGUMENT = frozenset(("name", "numeral", "text", "Type", "(", "{"))
_UNOPENED = {")": "no `(` is open here", "}": "no `{` is open here"}
_SPINE = re.compile(rf"{NAME}(?: +{NAME})*")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def term(scalar: Scalar, reading: Reading) -> Expression:
    """The term that a scalar's text says; `Unreadable` where it says none, and then the reading has the fault."""
    value = scalar.value
    if len(value) <= DEEPEST and _SPINE.fullmatch(value):
        names = [
            Name(found[0], place(scalar, found.start()), place(scalar, found.end()))
            for found in IDENTIFIER.finditer(value)
        ]
        if KEYWORDS.isdisjoint(name.text for name in names):
            return Apply(names[0], tuple(names[1:]), names[0].start, names[-1].end) if len(names) > 1 else names[0]
    return excerpt(scalar, 0, len(value), reading)


def excerpt(scalar: Scalar, start: int, end: int, reading: Reading) -> Expression:
    """The term that characters [start, end) of the value say."""
    if not reading.fits(scalar):
        return Unreadable(scalar.start, scalar.end)
    found = tokens(scalar, TERM, start, end)
    parsed = _TermCursor(found, reading, scalar).all()
    if len(found) > HIGHEST and _higher(parsed, HIGHEST):
        reading.too_deep(found[0].start, found[-1].end, HIGHEST)
        return Unreadable(found[0].start, found[-1].end)
    return parsed


def _higher(root: Expression, limit: int) -> bool:
    """Whether the tree has more levels than the limit; what binders bind lies below each of their names."""
    stack: list[tuple[object, int]] = [(root, 1)]
    while stack:
        part, level = stack.pop()
        if level > limit:
            return True
        if not isinstance(part, tuple) or isinstance(part, Word):
            continue
        if isinstance(part, Arrow | Lambda | Quantified):
            level += sum(max(1, len(binder.names)) for binder in part.binders) - 1
        below = level if type(part) in (tuple, Binder) else level + 1
        stack.extend((inner, below) for inner in part if isinstance(inner, tuple))
    return False


class _Operand(NamedTuple):
    """A term with its parentheses."""

    term: Expression
    start: int
    end: int


class _Operator(NamedTuple):
    """An operator that waits for its right operand; a run of binders with its arrow is a prefix operator."""

    word: Token
    power: int
    prefix: bool = False
    binders: tuple[Binder, ...] = ()


class _TermCursor(BinderCursor):
    """Reads terms; the stack of the machine grows with parentheses and quantifiers only."""

    __slots__ = ("depth", "scalar")

    def __init__(self, found: list[Token], reading: Reading, scalar: Scalar) -> None:
        super().__init__(found, reading)
        self.depth = 0
        self.scalar = scalar

    def all(self) -> Expression:
        """The term, up to the end; of one in which a bracket stays open nobody knows what was meant to be in it."""
        start = self.token.start
        parsed = self.expression()
        self.close("end", "an operator or the end", _UNOPENED.get(self.kind, ""))
        return Unreadable(start, self.behind()) if self.unclosed else parsed

    def expression(self) -> Expression:
        if self.depth >= DEEPEST:
            return self.give_up()
        self.depth += 1
        operators: list[_Operator] = []
        operands: list[_Operand] = []
        while True:
            first = self.prefixes(operators)
            start = self.token.start if first is None else first.start
            parsed = self.application(first)
            operands.append(_Operand(parsed, start, max(start, self.behind())))
            if not self.infix(operators, operands):
                break
        while operators:
            _reduce(operators.pop(), operands)
        self.depth -= 1
        return operands[0].term

    def prefixes(self, operators: list[_Operator]) -> Expression | None:
        """Push `not`, `-` and runs of binders before `->`; what turns out to be a record type is the operand."""
        while True:
            token = self.token
            if token.kind in _PREFIX:
                self.require(operators, _PREFIX[token.kind], token)
                operators.append(_Operator(self.advance(), _PREFIX[token.kind], prefix=True))
            elif self.binds():
                group = self.group()
                if not isinstance(group, Binder):
                    return group
                self.require(operators, _ARROW, token)
                operators.append(self.run(group))
            else:
                return None

    def require(self, operators: list[_Operator], power: int, token: Token) -> None:
        """Tell if what binds loosely stands right of what binds tightly."""
        if operators and operators[-1].power > power and not self.silent:
            before = f"a term behind `{operators[-1].word.text}`"
            self.reading.misspelt(
                token.start, token.end, told(token), before, "put parentheses around what begins here"
            )

    def run(self, first: Binder) -> _Operator:
        """`(x : A) {y : B} ->`."""
        groups = [first]
        while self.binds():
            groups.append(self.binder())
        arrow = self.token
        if arrow.kind == "->":
            self.advance()
        else:
            self.unexpected("`->`", "`(x : A)` binds x in what follows `->`; a term has no type beside it")
        return _Operator(arrow, _ARROW, prefix=True, binders=tuple(groups))

    def infix(self, operators: list[_Operator], operands: list[_Operand]) -> bool:
        """Push the operator that stands here, if one does, after reducing what binds at least as tightly."""
        power = _INFIX.get(self.kind)
        if power is None:
            return False
        while operators and operators[-1].power >= power and not (operators[-1].power == power == _ARROW):
            chained = operators[-1].power == power == _COMPARISON
            if chained:
                self.unexpected("`and`, `or` or the end", "comparisons do not chain: `a <= b and b <= c`")
            _reduce(operators.pop(), operands)
            if chained:
                last = operands[-1]
                operands[-1] = last._replace(term=Unreadable(last.start, last.end))
        operators.append(_Operator(self.advance(), power))
        return True

    def application(self, first: Expression | None) -> Expression:
        """An atom and the atoms it is applied to."""
        start = self.token.start if first is None else first.start
        head = self.projections(self.atom() if first is None else first, start)
        arguments: list[Expression] = []
        while self.kind in _ARGUMENT:
            begin = self.token.start
            if self.kind == "(" and self.binds():
                self.unexpected("an argument", "a binder stands at the start of a function type")
                arguments.append(Unreadable(begin, self.group().end))
            else:
                arguments.append(self.projections(self.atom(), begin))
        return Apply(head, tuple(arguments), start, self.behind()) if arguments else head

    def projections(self, record: Expression, start: int) -> Expression:
        """`.x.y` behind an atom."""
        while self.kind == ".":
            self.advance()
            if self.kind == "name":
                field = self.advance()
                record = Projection(record, word(field), start, field.end)
            else:
                self.unexpected("the name of a field")
        return record

    def atom(self) -> Expression:
        """A name, a literal, a universe, something in brackets, or a quantifier with all that follows."""
        token = self.token
        match token.kind:
            case "name":
                self.advance()
                return Name(token.text, token.start, token.end)
            case "numeral":
                return self.numeral()
            case "text":
                return self.quoted()
            case "Type":
                return self.universe()
            case "(":
                self.advance()
                inner = self.expression()
                self.close(")", "`)` or an operator", "close the `(`" if self.kind == "end" else "")
                return inner
            case "{":
                return self.braces()
            case "forall" | "exists" | "fun":
                return self.binding()
            case _:
                return self.missing()

    def missing(self) -> Unreadable:
        """Tell that a term is due here."""
        start = self.token.start
        self.unexpected("a term")
        if self.kind not in _INFIX:
            self.resume()
        return Unreadable(start, max(start, self.behind()))

    def numeral(self) -> Numeral | Unreadable:
        """`3`, `0.5`, `1e-4`."""
        if not well_formed(self.token.text):
            self.unexpected("a number such as `3`, `0.5` or `1e-4`")
            token = self.advance()
            return Unreadable(token.start, token.end)
        token = self.advance()
        return Numeral(token.text, token.start, token.end)

    def quoted(self) -> Quoted:
        r"""`"a text"`, in which `\"`, `\\`, `\n` and `\t` may stand."""
        token = self.token
        if any(found[1] not in _ESCAPES for found in _ESCAPE.finditer(token.text)):
            self.unexpected("a text", 'behind a backslash stands `"`, `\\`, `n` or `t`')
        self.advance()
        value = _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), token.text[1:-1])
        unit = unit_text(self.scalar, token.at + 1, token.at + len(token.text) - 1, self.reading)
        return Quoted(value, token.start, token.end, unit)

    def universe(self) -> Universe:
        """`Type` or `Type 1`."""
        token = self.advance()
        level = self.token
        if level.kind == "numeral" and level.text.isdecimal() and well_formed(level.text):
            self.advance()
            return Universe(int(level.text), token.start, level.end)
        return Universe(0, token.start, token.end)


def _reduce(operator: _Operator, operands: list[_Operand]) -> None:
    """Replace the operands of an operator by what it makes of them."""
    right = operands.pop()
    if operator.binders:
        start = operator.binders[0].start
        made: Expression = _arrow(operator.binders, right, start)
    elif operator.prefix:
        start = operator.word.start
        made = Prefix(word(operator.word), right.term, start, right.end)
    else:
        left = operands.pop()
        start = left.start
        if operator.word.kind == "->":
            made = _arrow((Binder((), left.term, implicit=False, start=left.start, end=left.end),), right, start)
        else:
            made = Operation(word(operator.word), left.term, right.term, start, right.end)
    operands.append(_Operand(made, start, right.end))


def _arrow(binders: tuple[Binder, ...], right: _Operand, start: int) -> Arrow:
    """A function type; `A -> (B -> C)` is the one type with two binders that `A -> B -> C` is."""
    codomain = right.term
    if isinstance(codomain, Arrow):
        return Arrow(binders + codomain.binders, codomain.codomain, start, right.end)
    return Arrow(binders, codomain, start, right.end)
