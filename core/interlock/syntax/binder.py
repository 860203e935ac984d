"""Names with their types in terms: binders in parentheses and braces, records, refinements, quantifiers."""

from __future__ import annotations

from abc import ABC, abstractmethod

from interlock.syntax.cursor import Cursor, hint, told, word
from interlock.syntax.expression import (
    Binder,
    Expression,
    Lambda,
    Quantified,
    RecordType,
    RecordValue,
    Refinement,
    Unreadable,
    Word,
)

_RESUME = frozenset((",", ")", "}", "->", "=>", "|"))
_ONWARD = frozenset((",", "->", "=>", "|"))  # what a further term follows


class BinderCursor(Cursor, ABC):
    """Reads what binds names; ``expression`` is what its heir adds."""

    __slots__ = ()

    @abstractmethod
    def expression(self) -> Expression:
        """Operands and operators until something else comes."""

    def unexpected(self, expected: str, help: str = "") -> None:
        """Tell that the next token is not what is due."""
        token = self.token
        if self.missed():
            self.reading.misspelt(token.start, token.end, told(token), expected, help or hint(token))

    def resume(self) -> None:
        """Skip to where a term may end or go on."""
        self.skip(_RESUME)

    def close(self, closer: str, expected: str, help: str = "") -> None:
        """Read the closing token; if something else stands here, tell it, and look for more mistakes up to it."""
        if self.kind != closer:
            self.unexpected(expected, help)
        while self.kind not in (closer, "end"):
            self.resume()
            if self.kind != closer and self.advance().kind in _ONWARD:
                self.expression()
        self.unclosed |= self.kind != closer
        self.advance()

    def binds(self) -> bool:
        """Whether `(x y :` or `{x y :` stands here."""
        return self.kind in ("(", "{") and self.names_before_colon(self.at + 1)

    def names_before_colon(self, start: int) -> bool:
        """Whether `x y :` stands there."""
        at = start
        while self.tokens[at].kind == "name":
            at += 1
        return at > start and self.tokens[at].kind == ":"

    def group(self, *, implicit: bool = False) -> Binder | Expression:
        """`(x y : A)`, or what braces hold: an implicit binder if that is said, or if `->` or a binder follows."""
        if self.kind == "{":
            parsed = self.braces()
            follows = implicit or self.kind == "->" or self.binds()
            return _implicit(parsed) if follows else parsed
        start = self.advance().start
        names = self.names()
        self.advance()
        type_ = self.expression()
        self.close(")", "`)` or an operator", "close the `(`")
        return Binder(names, type_, implicit=False, start=start, end=self.behind())

    def names(self) -> tuple[Word, ...]:
        """`x y z`."""
        found: list[Word] = []
        while self.kind == "name":
            found.append(word(self.advance()))
        if not found:
            self.unexpected("a name")
        return tuple(found)

    def braces(self) -> RecordType | RecordValue | Refinement:
        """`{x : A, y : B}`, `{x = t, y = u}` or `{x : A | p}`."""
        start = self.advance().start
        separator = ""
        fields: list[tuple[Word, Expression]] = []
        while self.kind not in ("}", "end"):
            names = self.names()
            separator = separator or (self.kind if self.kind == "=" else ":")
            fields.extend(self.fields(names, separator))
            if self.kind == "|" and separator == ":" and len(fields) == 1:
                return self.refinement(fields[0], start)
            if self.kind != ",":
                break
            self.advance()
        self.close("}", "`,`, `}` or an operator", "close the `{`" if self.kind == "end" else "")
        if separator == "=":
            return RecordValue(tuple(fields), start, self.behind())
        return RecordType(tuple(fields), start, self.behind())

    def fields(self, names: tuple[Word, ...], separator: str) -> list[tuple[Word, Expression]]:
        """`: A` or `= t` behind the names of fields."""
        if self.kind == separator:
            self.advance()
            held = self.expression()
            return [(name, held) for name in names]
        if names:
            self.unexpected(f"`{separator}`", "a record type is `{x : A, y : B}`, a record `{x = t, y = u}`")
        self.resume()
        return [(name, Unreadable(name.start, name.end)) for name in names]

    def refinement(self, field: tuple[Word, Expression], start: int) -> Refinement:
        """`| p}`."""
        self.advance()
        proposition = self.expression()
        self.close("}", "`}` or an operator", "close the `{`" if self.kind == "end" else "")
        return Refinement(*field, proposition, start, self.behind())

    def binding(self) -> Lambda | Quantified:
        """`fun x (y : B) => t`, `forall (x : A), p`, `exists (x : A), p`."""
        keyword = self.advance()
        binders: list[Binder] = []
        separator = "=>" if keyword.kind == "fun" else ","
        while self.binds() or (keyword.kind == "fun" and self.kind == "name"):
            binders.append(self.bound())
        if not binders and self.names_before_colon(self.at):
            binders.append(self.bare())
        if not binders or self.kind != separator:
            self.unexpected(f"`{separator}`" if binders else "a binder", "a binder is written `(x : A)`")
            if not binders:
                self.resume()
        if self.kind == separator:
            self.advance()
        body = self.expression()
        if keyword.kind == "fun":
            return Lambda(tuple(binders), body, keyword.start, self.behind())
        return Quantified(word(keyword), tuple(binders), body, keyword.start, self.behind())

    def bound(self) -> Binder:
        """One binder of `fun`, `forall` or `exists`."""
        if self.kind == "name":
            name = word(self.advance())
            return Binder((name,), None, implicit=False, start=name.start, end=name.end)
        return self.binder()

    def bare(self) -> Binder:
        """`x y : A` without its parentheses, which is told."""
        start = self.token.start
        self.unexpected("`(`", "a binder is written `(x : A)`")
        names = self.names()
        self.advance()
        type_ = self.expression()
        return Binder(names, type_, implicit=False, start=start, end=self.behind())

    def binder(self) -> Binder:
        """A group that can only be a binder."""
        group = self.group(implicit=True)
        if isinstance(group, Binder):
            return group
        if not self.silent:
            self.reading.misspelt(group.start, group.end, "a record type", "a binder such as `{x : A}`")
        return Binder((), group, implicit=True, start=group.start, end=group.end)


def _implicit(parsed: RecordType | RecordValue | Refinement) -> Binder | Expression:
    """`{x y : A}` read as a binder; what else braces hold stays what it is."""
    if not isinstance(parsed, RecordType) or len({id(type_) for _, type_ in parsed.fields}) != 1:
        return parsed
    names = tuple(name for name, _ in parsed.fields)
    return Binder(names, parsed.fields[0][1], implicit=True, start=parsed.start, end=parsed.end)
