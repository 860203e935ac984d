"""Terms in Agda's words. What subsumption and widening leave unsaid, a coercion says."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from interlock.api import term as k
from interlock.api.record import NamedTuple
from interlock_interchange.agda.names import Names
from interlock_interchange.agda.text import bare, integer, universe, wrapped

_BUILT_IN = {
    "Prop": "Prop′",
    "and": "and′",
    "or": "or′",
    "=>": "implies′",
    "not": "not′",
    "=": "equal′",
    "<": "less′",
    "<=": "atMost′",
}
_UNCHANGED = frozenset(
    [
        "Nat",
        "Int",
        "Real",
        "Bool",
        "Text",
        "Unit",
        "Fin",
        "Vec",
        "List",
        "Option",
        "Dist",
        "Credal",
        "Possible",
        "none",
        "some",
        "point",
        "hull",
        "certain",
        "anyOf",
    ]
)


class Scope(NamedTuple):
    """What is bound: the kernel's context, and Agda's names for its locals."""

    context: k.Context
    names: tuple[str, ...] = ()

    def bind(self, name: str, type_: k.Term) -> Scope:
        """The scope with one more variable."""
        return Scope(self.context.bind(type_), (*self.names, name))


Said = tuple[str, "k.Term | None"]
"""A text, and the value of its type where that is to be had."""


class Terms:
    """What writes terms; ``believed`` collects, by name, the types of what Agda is told and not given a proof of."""

    def __init__(self, names: Names, label: str) -> None:
        """Nothing is believed yet; ``operators`` are those of arithmetic that Agda is not told the meaning of."""
        self.names, self.label = names, label
        self.believed: list[tuple[str, str]] = []
        self.operators: set[str] = set()

    # ---- types and terms ---------------------------------------------------------------------------------------------

    def type(self, term: k.Term, scope: Scope) -> str:
        """A type, without parentheses around it."""
        return bare(self.infer(term, scope)[0])

    def check(self, term: k.Term, expected: k.Term | None, scope: Scope) -> str:
        """A term of the expected type, coerced to it."""
        exposed = None if expected is None else k.expose(k.bare(expected, scope.context.machine))
        target = exposed if isinstance(exposed, k.Closure) else None
        binder = target.binder if target is not None else None
        if isinstance(term, k.Lambda):
            found, plain = self._lambda(term, target if isinstance(binder, k.Pi) else None, scope), exposed
        elif isinstance(term, k.Tuple):
            found, plain = self._tuple(term, target if isinstance(binder, k.Record) else None, scope), exposed
        elif isinstance(term, k.Literal):
            return self.coerced(self.literal(term, exposed), term, exposed, expected, scope)
        else:
            found, plain = self.infer(term, scope)
        return self.coerced(found, k.value_of(term, scope.context), plain, expected, scope)

    def infer(self, term: k.Term, scope: Scope) -> Said:
        """A term and its type; ill-typed terms are written as they stand."""
        match term:
            case k.Local(level=level):
                return scope.names[level], scope.context.bound[level]
            case k.Free(name=name):
                return self.names["port", name], scope.context.free.get(name)
            case k.Constant():
                return self._constant(term, scope)
            case k.Literal():
                return self.literal(term, None), _least(term)
            case k.Universe(level=level):
                return universe(level), k.Universe(level + 1)
            case k.Apply(head=head) if head in k.ARITHMETIC:
                return self._arithmetic(term, scope)
            case k.Sum():
                return self._arithmetic(term, scope)
            case k.Apply():
                return self._application(term, scope)
            case k.Project():
                return self._projection(term, scope)
            case k.Binder():
                return self._binder(term, scope), _inferred(term, scope)
            case _:
                return self.check(term, None, scope), None

    def _constant(self, term: k.Constant, scope: Scope) -> Said:
        declared = scope.context.signature.type_of(term.name)
        type_ = None if declared is None else k.evaluate(declared, (), scope.context.machine)
        if term.name in _BUILT_IN:
            return _BUILT_IN[term.name], type_
        return (term.name if term.name in _UNCHANGED else self.names["constant", term.name]), type_

    def _application(self, term: k.Apply, scope: Scope) -> Said:
        text, type_ = self.infer(term.head, scope)
        parts, machine = [text], scope.context.machine
        for at, argument in enumerate(term.arguments):
            exposed = None if type_ is None else k.expose(k.bare(type_, machine))
            pi = exposed if isinstance(exposed, k.Closure) and isinstance(exposed.binder, k.Pi) else None
            said = self.check(argument, None if pi is None else k.domain(pi, machine), scope)
            hidden = isinstance(term.head, k.Constant) and at < len(term.head.hidden) and term.head.hidden[at]
            implicit = pi.binder.implicit if pi is not None and isinstance(pi.binder, k.Pi) else hidden
            parts.append("{" + bare(said) + "}" if implicit else said)
            type_ = None if pi is None else k.instantiate(pi, k.value_of(argument, scope.context), machine)
        return wrapped(" ".join(parts)), type_

    def _projection(self, term: k.Project, scope: Scope) -> Said:
        text, type_ = self.infer(term.record, scope)
        value = k.value_of(term.record, scope.context)
        plain = None if type_ is None else k.bare(type_, scope.context.machine)
        text = self.coerced(text, value, type_, plain, scope)
        if not (isinstance(plain, k.Closure) and isinstance(plain.binder, k.Record)):
            return f"(no·field·{term.field} {text})", None
        names = plain.binder.names
        if term.field not in names:
            return f"(no·field·{term.field} {text})", None
        module = _record_module(plain, scope)
        for _ in range(names.index(term.field)):
            text = f"({module}.rest {text})"
        return f"({module}.first {text})", k.field_type(value, plain, term.field, scope.context.machine)

    # ---- binders -----------------------------------------------------------------------------------------------------

    def _binder(self, term: k.Binder, scope: Scope) -> str:
        match term:
            case k.Pi(name=name, domain=domain, codomain=codomain, implicit=implicit):
                x, inner = self._under(name, domain, scope)
                left, right = "{}" if implicit else "()"
                return f"({left}{x} : {self.type(domain, scope)}{right} → {self.type(codomain, inner)})"
            case k.Record(names=names, types=types):
                module = "Field" if _level(term, scope) == 0 else "Large"
                return self._fields(module, names, types, scope)
            case k.Refinement(name=name, domain=domain, proposition=said):
                x, inner = self._under(name, domain, scope)
                return f"(Refined {self.infer(domain, scope)[0]} (λ {x} → {bare(self.check(said, k.PROP, inner))}))"
            case k.Quantified(quantifier=quantifier, name=name, domain=domain, body=body):
                x, inner = self._under(name, domain, scope)
                word = "every′" if quantifier == "forall" else "some′"
                return f"({word} {self.infer(domain, scope)[0]} (λ {x} → {bare(self.check(body, k.PROP, inner))}))"
            case _:
                return self.check(term, None, scope)

    def _under(self, name: str, domain: k.Term, scope: Scope) -> tuple[str, Scope]:
        x = self.names.local(name, scope.names)
        return x, scope.bind(x, k.value_of(domain, scope.context))

    def _fields(self, module: str, names: Sequence[str], types: Sequence[k.Term], scope: Scope) -> str:
        if not names:
            return "Unit"
        x, inner = self._under(names[0], types[0], scope)
        first, rest = self.infer(types[0], scope)[0], self._fields(module, names[1:], types[1:], inner)
        return f'({module} "{names[0]}" {first} (λ {x} → {bare(rest)}))'

    def _lambda(self, term: k.Lambda, target: k.Closure | None, scope: Scope) -> str:
        machine = scope.context.machine
        x = self.names.local(term.name, scope.names)
        source = k.UNIT if target is None else k.domain(target, machine)
        codomain = None if target is None else k.instantiate(target, scope.context.variable, machine)
        return f"(λ {x} → {bare(self.check(term.body, codomain, scope.bind(x, source)))})"

    def _tuple(self, term: k.Tuple, target: k.Closure | None, scope: Scope) -> str:
        binder = target.binder if target is not None else None
        if target is None or not isinstance(binder, k.Record) or binder.names != term.names:
            return "(no·record " + " ".join(self.check(value, None, scope) for value in term.values) + ")"
        comma = "," if _record_module(target, scope) == "Field" else ",,"
        environment, parts = target.environment, list[str]()
        for value, type_ in zip(term.values, binder.types, strict=True):
            parts.append(self.check(value, k.evaluate(type_, environment, scope.context.machine), scope))
            environment = (*environment, k.value_of(value, scope.context))
        return "(" + f" {comma} ".join([*parts, "unit"]) + ")"

    # ---- numbers -----------------------------------------------------------------------------------------------------

    def literal(self, term: k.Literal, expected: k.Term | None) -> str:
        """A literal of the expected type, if that is one of its types; else of its least."""
        match term.value:
            case bool() as value:
                return "true" if value else "false"
            case str() as text:
                return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
            case Fraction() as value if value.denominator != 1:
                return f"(ratio {integer(value.numerator)} {value.denominator})"
            case value:
                whole = int(value)
        if expected is k.REAL:
            return f"(integer {integer(whole)})"
        if expected is k.INT or whole < 0:
            return integer(whole)
        if isinstance(expected, k.Apply) and expected.head is k.FIN:
            return f"(fin {whole} unit)"
        return str(whole)

    def _arithmetic(self, term: k.Term, scope: Scope) -> Said:
        """A number that is computed: its normal form, monomials in the order of their texts."""
        value, type_ = k.value_of(term, scope.context), _inferred(term, scope)
        if type_ is None:
            return "no·number", None
        if isinstance(value, k.Literal):
            return self.literal(value, type_), type_
        if isinstance(value, k.Sum):
            natural = type_ is k.NAT and all(c > 0 and c == int(c) for _, c in value.terms)
            monomials = [self._monomial(monomial, c, scope, type_) for monomial, c in value.terms]
            return self._folded("+", sorted(monomials), natural=natural), type_
        if isinstance(value, k.Apply) and value.head in k.ARITHMETIC:
            assert isinstance(value.head, k.Constant)
            arguments = [self.check(argument, type_, scope) for argument in value.arguments]
            return self._folded(value.head.name, arguments, natural=False), type_
        return self.infer(value, scope)

    def _monomial(self, monomial: k.Monomial, c: int | Fraction, scope: Scope, type_: k.Term | None) -> str:
        factors = sorted(self.check(atom, type_, scope) for atom, exponent in monomial for _ in range(exponent))
        shown = [self.literal(k.Literal(c), type_)] if c != 1 or not factors else []
        return self._folded("*", factors + shown, natural=type_ is k.NAT and c == int(c))

    def _folded(self, sign: str, parts: Sequence[str], *, natural: bool) -> str:
        text = parts[0]
        for part in parts[1:]:
            if natural:
                text = f"({text} {sign} {part})"
            else:
                self.operators.add(f"arithmetic·{_WORDS[sign]}")
                text = f"(arithmetic·{_WORDS[sign]} {text} {part})"
        return text

    # ---- coercions ---------------------------------------------------------------------------------------------------

    def coerced(self, text: str, value: k.Term, found: k.Term | None, expected: k.Term | None, scope: Scope) -> str:
        """A text of one type as one of another; as it stands where no embedding is due or there is none."""
        if found is None or expected is None or found is expected:
            return text
        if k.convertible(found, expected, scope.context):
            return text
        machine = scope.context.machine
        if isinstance(expected, k.Closure) and isinstance(expected.binder, k.Refinement):
            return self._refined(text, value, found, expected, scope)
        if isinstance(found, k.Closure) and isinstance(found.binder, k.Refinement):
            return self.coerced(f"(Refined.value {text})", value, k.domain(found, machine), expected, scope)
        if expected in k.NUMERIC and k.widens(found, expected):
            return _widened(text, found, expected)
        if isinstance(expected, k.Apply) and expected.head in (k.DIST, k.POSSIBLE, k.CREDAL):
            return self._law(text, value, found, expected, scope)
        if isinstance(found, k.Closure) and isinstance(expected, k.Closure):
            return self._deep(text, value, found, expected, scope)
        return self._cast(text, found, expected, scope)

    def _refined(self, text: str, value: k.Term, found: k.Term, expected: k.Closure, scope: Scope) -> str:
        machine = scope.context.machine
        inner = k.embedded(value, found, k.domain(expected, machine), scope.context)
        if inner is None or k.embedded(value, found, expected, scope.context) is None:
            return text
        within = self.coerced(text, value, found, k.domain(expected, machine), scope)
        if scope.names:
            return f"({within} because believed)"
        said = k.quote(k.instantiate(expected, inner, machine), 0, machine)
        return f"({within} because {self._told('owed', f'Holds {self.check(said, k.PROP, scope)}')})"

    def _told(self, sort: str, type_: str) -> str:
        name = f"{sort}·{self.label}·{len(self.believed) + 1}"
        self.believed.append((name, type_))
        return name

    def _law(self, text: str, value: k.Term, found: k.Term, expected: k.Apply, scope: Scope) -> str:
        (into,) = expected.arguments
        law = found.head if isinstance(found, k.Apply) else None
        if law is expected.head:
            return self._cast(text, found, expected, scope)
        if expected.head is k.CREDAL and law in (k.DIST, k.POSSIBLE):
            return f"({'hull' if law is k.DIST else 'anyOf'} {text})"
        inner = self.coerced(text, value, found, into, scope)
        if expected.head is k.POSSIBLE:
            return f"(certain {inner})"
        return f"(point {inner})" if expected.head is k.DIST else f"(hull (point {inner}))"

    def _deep(self, text: str, value: k.Term, found: k.Closure, expected: k.Closure, scope: Scope) -> str:
        """Records by their projections; functions by what they do, where their parts need a coercion."""
        if not isinstance(found.binder, k.Record) or not isinstance(expected.binder, k.Record):
            return text
        names, parts = found.binder.names, list[str]()
        module, machine, environment = _record_module(found, scope), scope.context.machine, expected.environment
        for name, type_ in zip(expected.binder.names, expected.binder.types, strict=True):
            ours = k.field_type(value, found, name, machine)
            if ours is None:
                return text
            field = text
            for _ in range(names.index(name)):
                field = f"({module}.rest {field})"
            target = k.evaluate(type_, environment, machine)
            part = k.project(value, name)
            parts.append(self.coerced(f"({module}.first {field})", part, ours, target, scope))
            environment = (*environment, k.embedded(part, ours, target, scope.context) or part)
        return "(" + " , ".join([*parts, "unit"]) + ")"

    def _cast(self, text: str, found: k.Term, expected: k.Term, scope: Scope) -> str:
        """By declared variance a value of one family is one of another: Agda is told so where refinements differ."""
        if scope.names or not k.subsumed(found, expected, scope.context) or not _speaks(found):
            return text
        machine = scope.context.machine
        one, other = (self.type(k.quote(type_, 0, machine), scope) for type_ in (found, expected))
        return f"({self._told('cast', f'{one} → {other}')} {text})"


_WORDS = {"+": "plus", "-": "minus", "*": "times", "/": "over", "min": "min", "max": "max"}


def _widened(text: str, found: k.Term, expected: k.Term) -> str:
    if isinstance(found, k.Apply):
        text, found = f"(Fin.number {text})", k.NAT
    if found is k.NAT and expected is not k.NAT:
        text, found = f"(natural {text})", k.INT
    return f"(integer {text})" if found is k.INT and expected is k.REAL else text


def _least(term: k.Literal) -> k.Term | None:
    return _inferred(term, Scope(k.opening(k.Signature())))


def _inferred(term: k.Term, scope: Scope) -> k.Term | None:
    """The type that the kernel infers, None if it refuses."""
    try:
        return k.infer(term, scope.context)
    except k.Refused:
        return None


def _level(term: k.Term, scope: Scope) -> int:
    found = _inferred(term, scope)
    return found.level if isinstance(found, k.Universe) else 0


def _record_module(type_: k.Closure, scope: Scope) -> str:
    term = k.quote(type_, scope.context.depth, scope.context.machine)
    return "Field" if _level(term, scope) == 0 else "Large"


def _speaks(type_: k.Term) -> bool:
    """Whether a type mentions a refinement somewhere."""
    stack = [type_]
    while stack:
        term = stack.pop()
        if isinstance(term, k.Refinement):
            return True
        stack.extend(k.children(term))
    return False
