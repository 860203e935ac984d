"""Patterns of equations, read against the types that they take apart."""

from __future__ import annotations

from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.fault import DuplicateName, Misshapen, TermMismatch, TooLarge, WrongArity
from interlock.elaborate.metavariable import is_unknown
from interlock.elaborate.scope import Ambiguous, Meaning, builtin
from interlock.kernel.builtin import NAT, UNKNOWN
from interlock.kernel.clause import NEXT, PATTERN_LIMIT, ZERO, Case, Pattern, Variable
from interlock.kernel.evaluate import domain, evaluate, expose, instantiate
from interlock.kernel.number import ONE, normal, plus, polynomial
from interlock.kernel.term import Apply, Closure, Constant, Literal, Pi, Term
from interlock.syntax import expression as s

_WILD = "_"


class Patterns:
    """The patterns of one equation, read from left to right; ``place`` has the variables so far."""

    __slots__ = ("e", "failed", "first", "place")

    def __init__(self, place: Place, e: Elaboration) -> None:
        """No variables yet."""
        self.place, self.e, self.failed = place, e, False
        self.first: dict[str, s.Name] = {}

    def bind(self, name: str, type_: Term) -> Term:
        """A new variable of a type."""
        variable = self.place.context.variable
        self.place = self.place.bind(name, type_)
        return variable

    def read(self, node: s.Expression, type_: Term) -> tuple[Pattern, Term]:
        """A pattern of a type, and its value over the variables."""
        if isinstance(node, s.Name) and (node.text == _WILD or self._constructor(node) is None):
            return self._variable(node, type_)
        if is_unknown(type_) or isinstance(node, s.Unreadable) or getattr(node, "start", None) is None:
            return self._fail()
        if isinstance(node, s.Numeral):
            return self._numeral(node, type_)
        if isinstance(node, s.Operation) and node.operator.text == "+":
            return self._sum(node, type_)
        head, arguments = (node.head, node.arguments) if isinstance(node, s.Apply) else (node, ())
        constructor = self._constructor(head)
        if constructor is None:
            return self._misshapen(
                node, "a pattern: a variable, a constructor with patterns, `0` or `n + 1`", "another term"
            )
        return self._case(node, constructor, arguments, type_)

    def _fail(self) -> tuple[Pattern, Term]:
        self.failed = True
        return Variable(_WILD), UNKNOWN

    def _misshapen(self, node: s.Expression, expected: str, found: str) -> tuple[Pattern, Term]:
        self.e.faults.append(Misshapen(self.e.site(node), expected, found))
        return self._fail()

    def _variable(self, node: s.Name, type_: Term) -> tuple[Pattern, Term]:
        first = self.first.setdefault(node.text, node)
        if first is not node and node.text != _WILD:
            self.e.faults.append(DuplicateName(self.e.site(node), node.text, self.e.site(first)))
            return self._fail()
        # What an underscore binds has a name that no text can mention.
        return Variable(node.text), self.bind(" " if node.text == _WILD else node.text, type_)

    def _constructor(self, node: s.Expression) -> Constant | Literal | None:
        """The constructor that a name means, bare or with its vocabulary's."""
        declarations = self.place.scope.declarations
        meaning: Meaning | Ambiguous | None = None
        if isinstance(node, s.Name):
            declared = declarations.constant(node.text)
            meaning = builtin(node.text) if declared is None else declared
        elif isinstance(node, s.Projection) and isinstance(node.record, s.Name):
            meaning = declarations.qualified(node.record.text, node.field.text)
        found = meaning.term if isinstance(meaning, Meaning) else None
        if isinstance(found, Literal):
            return found
        signature = self.e.signature
        return found if isinstance(found, Constant) and signature.owner(found.name) else None

    def _numeral(self, node: s.Numeral, type_: Term) -> tuple[Pattern, Term]:
        if not node.text.isdigit():
            return self._misshapen(node, "a natural number in a pattern", f"`{node.text}`")
        if not self._looks_into(node, type_, NAT.name):
            return self._fail()
        height = self._height(node)
        pattern: Pattern = Case(ZERO, ())
        for _ in range(height or 0):
            pattern = Case(NEXT, (pattern,))
        return (pattern, Literal(height)) if height is not None else self._fail()

    def _height(self, node: s.Numeral) -> int | None:
        if len(node.text) < len(str(PATTERN_LIMIT)) + 1 and int(node.text) <= PATTERN_LIMIT:
            return int(node.text)
        self.e.faults.append(TooLarge(self.e.site(node), "a number in a pattern", PATTERN_LIMIT))
        return None

    def _sum(self, node: s.Operation, type_: Term) -> tuple[Pattern, Term]:
        if not (isinstance(node.right, s.Numeral) and node.right.text.isdigit() and int(node.right.text[:9]) > 0):
            return self._misshapen(node, "a pattern `n + 1`", "another sum")
        if not self._looks_into(node, type_, NAT.name):
            return self._fail()
        height = self._height(node.right)
        if height is None:
            return self._fail()
        pattern, value = self.read(node.left, type_)
        for _ in range(height):
            pattern = Case(NEXT, (pattern,))
        return (pattern, normal(plus(polynomial(value), {ONE: height}))) if not self.failed else self._fail()

    def _looks_into(self, node: s.Expression, type_: Term, data: str) -> bool:
        """Whether the values of a type are those of the constructors of data, with a fault if not."""
        head = type_.head if isinstance(type_, Apply) else type_
        if isinstance(head, Constant) and head.name == data:
            return True
        if isinstance(head, Constant) and self.e.signature.constructors(head.name) is not None:
            self.e.faults.append(TermMismatch(self.e.site(node), type_, Constant(data), "a pattern"))
        else:
            expected = "a variable: patterns look into data, Nat, Bool and Option only"
            self._misshapen(node, expected, "a pattern for another type")
        return False

    def _case(
        self, node: s.Expression, constructor: Constant | Literal, arguments: tuple[s.Expression, ...], type_: Term
    ) -> tuple[Pattern, Term]:
        name = constructor.name if isinstance(constructor, Constant) else str(constructor.value).lower()
        if not self._looks_into(node, type_, self.e.signature.owner(name)):
            return self._fail()
        declared = self.e.signature.type_of(name)
        if declared is None or isinstance(constructor, Literal):
            if not arguments:
                return Case(name, ()), constructor
            return self._miscounted(node, name, 0, len(arguments), type_)
        machine = self.e.metas.machine
        values: tuple[Term, ...] = type_.arguments if isinstance(type_, Apply) else ()
        rest = evaluate(declared, (), machine)
        for parameter in values:
            assert isinstance(rest, Closure)
            rest = instantiate(rest, parameter, machine)
        return self._arguments(node, constructor, arguments, values, rest)

    def _arguments(
        self,
        node: s.Expression,
        constructor: Constant,
        arguments: tuple[s.Expression, ...],
        values: tuple[Term, ...],
        rest: Term,
    ) -> tuple[Pattern, Term]:
        """A constructor at its parameters and patterns; its own implicit arguments are variables."""
        machine, patterns, given = self.e.metas.machine, list[Pattern](), list(arguments)
        target = expose(rest)
        while isinstance(target, Closure) and isinstance(target.binder, Pi):
            source = domain(target, machine)
            if target.binder.implicit:
                pattern: Pattern = Variable(target.binder.name)
                value = self.bind("{" + target.binder.name + "}", source)
            elif given:
                pattern, value = self.read(given.pop(0), source)
            else:
                return self._miscounted(node, constructor.name, len(arguments) + 1, len(arguments), rest)
            patterns.append(pattern)
            values = (*values, value)
            target = expose(instantiate(target, value, machine))
        if given:
            return self._miscounted(node, constructor.name, len(arguments) - len(given), len(arguments), rest)
        return Case(constructor.name, tuple(patterns)), Apply(constructor, values) if values else constructor

    def _miscounted(
        self, node: s.Expression, name: str, expected: int, found: int, type_: Term
    ) -> tuple[Pattern, Term]:
        self.e.faults.append(WrongArity(self.e.site(node), name.rpartition(".")[2], expected, found, type_))
        return self._fail()
