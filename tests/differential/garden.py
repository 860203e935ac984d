"""A vocabulary with every form of type, and random types and terms in a context, found by trying."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.differential.diagram import Family
from tests.differential.naive import IllTyped, check, infer, level
from tests.differential.normal import TYPE, World, arrows, normal
from tests.differential.term import (
    App,
    Arrow,
    Const,
    Fun,
    Get,
    Lit,
    Op,
    Rec,
    Sort,
    Term,
    Tup,
    Var,
    apply,
    free,
    fresh,
    put,
    rec,
    spine,
    substitute,
)

NAT, INT, REAL, UNIT = Const("Nat"), Const("Int"), Const("Real"), Const("Unit")
S, A, M = Var("S"), Var("A"), Var("m")


def _pi(*binders: tuple[str, Term] | tuple[str, Term, bool]) -> Term:
    """A family's type."""
    found: Term = TYPE
    for name, source, *implicit in reversed(binders):
        found = Arrow(name, source, found, bool(implicit))
    return found


MODEL = apply(Const("Model"), S, A)
PLANE = rec(("fa", NAT), ("fb", NAT))
FAMILIES: dict[str, Family] = {
    "Red": Family(TYPE),
    "Blue": Family(TYPE),
    "Model": Family(_pi(("S", TYPE), ("A", TYPE))),
    "Spec": Family(_pi(("S", TYPE, True), ("A", TYPE, True), ("m", MODEL))),
    "Policy": Family(_pi(("S", TYPE, True), ("A", TYPE, True), ("m", MODEL))),
    "Cert": Family(
        _pi(
            ("S", TYPE, True),
            ("A", TYPE, True),
            ("m", MODEL),
            ("s", apply(Const("Spec"), S, A, M)),
            ("p", apply(Const("Policy"), S, A, M)),
        )
    ),
    "Tag": Family(_pi(("n", NAT))),
    "Count": Family(_pi(("n", INT))),
    "Rate": Family(_pi(("n", REAL))),
    "Sized": Family(_pi(("S", TYPE), ("n", NAT))),
    "Held": Family(_pi(("S", TYPE), ("s", S))),
    "Law": Family(_pi(("S", TYPE), ("f", arrows(S, S)))),
    "Over": Family(_pi(("P", arrows(NAT, TYPE)))),
    "Big": Family(_pi(("T", Sort(1)))),
    "Spot": Family(_pi(("r", PLANE))),
    "Two": Family(_pi(("S", TYPE), ("r", rec(("fa", S), ("fb", S))))),
    "About": Family(_pi(("u", UNIT))),
    "Deep": Family(_pi(("r", rec(("fa", TYPE), ("fb", Var("fa")))))),
    "Bag": Family(_pi(("S", TYPE)), ("covariant",)),
    "Sink": Family(_pi(("S", TYPE)), ("contravariant",)),
    "Wide": Family(_pi(("T", Sort(1))), ("covariant",)),
}
WORDS = tuple(FAMILIES)
FUEL = 3


class Garden:
    """What grows terms and types in a world, by trying."""

    def __init__(self, luck: random.Random, world: World) -> None:
        self.luck, self.world = luck, world

    def bind(self, name: str, type_: Term) -> Garden:
        return Garden(self.luck, self.world.bind(name, type_))

    def small(self, fuel: int = FUEL) -> Term:
        """A type in Type, found by trying; Nat if there is none."""
        for _ in range(4):
            found = self._type(fuel)
            try:
                if found is not None and level(found, self.world) == 0:
                    return found
            except IllTyped:
                continue
        return NAT

    def _type(self, fuel: int) -> Term | None:
        ways: list[Callable[[int], Term | None]] = [self._plain, self._variable]
        if fuel > 0:
            ways += [self._family] * 5
            ways += [self._wrapped, self._arrow, self._record, self._vector]
        return self.luck.choice(ways)(fuel)

    def _plain(self, _: int) -> Term:
        return self.luck.choice([NAT, INT, REAL, UNIT, Const("Bool"), Const("Red"), Const("Blue")])

    def _variable(self, _: int) -> Term | None:
        names = [name for name, type_ in self.world.variables.items() if type_ == TYPE]
        return Var(self.luck.choice(names)) if names else None

    def _wrapped(self, fuel: int) -> Term:
        family = self.luck.choice(["List", "Option", "Dist", "Credal", "Possible", "Bag", "Sink"])
        return App(Const(family), self.small(fuel - 1))

    def _vector(self, fuel: int) -> Term:
        size = self.term(NAT, fuel - 1) or Lit(2)
        return self.luck.choice([App(Const("Fin"), size), apply(Const("Vec"), self.small(fuel - 1), size)])

    def _arrow(self, fuel: int) -> Term:
        source = self.small(fuel - 1)
        name = fresh("i", frozenset(self.world.variables))
        return Arrow(name, source, self.bind(name, source).small(fuel - 1))

    def _record(self, fuel: int) -> Term:
        names = self.luck.sample(["fa", "fb", "fc"], self.luck.choice([1, 2, 2, 3]))
        garden, fields = self, []
        for name in names:
            fields.append((name, garden.small(fuel - 1)))
            garden = garden.bind(*fields[-1])
        return rec(*fields)

    def _family(self, fuel: int) -> Term | None:
        return self.applied(Const(self.luck.choice(WORDS)), fuel)

    def applied(self, head: Term, fuel: int) -> Term | None:
        """A head with arguments for all that it asks."""
        type_ = normal(infer(head, self.world))
        if self._implicit(type_):
            return self._about(head)
        while isinstance(type_, Arrow):
            argument = self.term(type_.source, fuel - 1)
            if argument is None:
                return None
            head, type_ = App(head, argument), normal(put(type_.target, type_.name, argument))
        return head

    def _implicit(self, type_: Term) -> bool:
        return isinstance(type_, Arrow) and type_.implicit

    def _about(self, head: Term) -> Term | None:
        """A family about a model that there is; its implicit arguments are those of the model."""
        models = [(t, spine(normal(type_))) for t, type_ in self.known() if spine(normal(type_))[0] == Const("Model")]
        if not models:
            return None
        model, (_, arguments) = self.luck.choice(models)
        found: Term = apply(head, *arguments, model)
        type_ = normal(infer(found, self.world))
        while isinstance(type_, Arrow):
            argument = self._from_known(type_.source)
            if argument is None:
                return None
            found, type_ = App(found, argument), normal(put(type_.target, type_.name, argument))
        return found

    def known(self) -> list[tuple[Term, Term]]:
        """Variables and their fields, with their types."""
        found: list[tuple[Term, Term]] = []
        for name, type_ in self.world.variables.items():
            found.append((Var(name), type_))
            exposed = normal(type_)
            if isinstance(exposed, Rec):
                values: dict[str, Term] = {}
                for label, field, one in exposed.fields:
                    found.append((Get(Var(name), label), substitute(one, dict(values))))
                    values[field] = Get(Var(name), label)
        return found

    def _from_known(self, type_: Term) -> Term | None:
        fitting = [term for term, _ in self.known() if self._has(term, type_)]
        return self.luck.choice(fitting) if fitting else None

    def _has(self, term: Term, type_: Term) -> bool:
        try:
            check(term, type_, self.world)
        except IllTyped:
            return False
        return True

    def term(self, type_: Term, fuel: int = FUEL) -> Term | None:
        """A term of a type, None if none was found."""
        type_ = normal(type_)
        if self.luck.random() < 0.5 or fuel <= 0:
            found = self._from_known(type_)
            if found is not None:
                return found
        return self._made(type_, fuel) or self._from_known(type_)

    def _made(self, type_: Term, fuel: int) -> Term | None:
        match type_:
            case Sort(0):
                return self.small(fuel)
            case Sort(_):
                return self.luck.choice([self.small(fuel), TYPE, arrows(NAT, TYPE)])
            case Arrow(name, source, target):
                eta = self._eta(type_) if self.luck.random() < 0.5 else None
                if eta is not None:
                    return eta
                x = fresh(name if name != "_" else "x", frozenset(self.world.variables))
                body = self.bind(x, source).term(put(target, name, Var(x)), fuel - 1)
                return None if body is None else Fun(x, body)
            case Rec(fields):
                return self._tuple(fields, fuel)
            case Const("Nat" | "Int" | "Real"):
                return self._number(type_, fuel)
            case Const("Bool"):
                return Lit(self.luck.choice([True, False]))
            case Const("Text"):
                return Lit(self.luck.choice(["a", "b"]))
            case App(Const("Fin"), Lit(bound)) if isinstance(bound, int) and bound > 0:
                return Lit(self.luck.randrange(bound))
            case _:
                return self._called(type_, fuel)

    def _eta(self, type_: Arrow) -> Term | None:
        """A function that is known, or a family, wrapped in a `fun` or not."""
        heads = [term for term, _ in self.known()] + [Const(name) for name in ("Tag", "Count", "Big")]
        fitting = [term for term in heads if self._has(term, type_)]
        if not fitting:
            return None
        head = self.luck.choice(fitting)
        x = fresh("x", frozenset(self.world.variables) | free(head))
        return self.luck.choice([head, Fun(x, App(head, Var(x)))])

    def _tuple(self, fields: tuple[tuple[str, str, Term], ...], fuel: int) -> Term | None:
        made, before = list[tuple[str, Term]](), dict[str, Term]()
        for label, name, type_ in fields:
            part = self.term(substitute(type_, before), fuel - 1)
            if part is None:
                return None
            made.append((label, part))
            before[name] = part
        return Tup(tuple(made))

    def _number(self, type_: Const, fuel: int) -> Term:
        least = Lit(self.luck.randrange(4))
        if fuel <= 0 or self.luck.random() < 0.5:
            return Lit(-self.luck.randrange(1, 3)) if type_ == INT and self.luck.random() < 0.3 else least
        left, right = self.term(NAT, fuel - 1) or least, self.term(NAT, fuel - 1) or least
        return Op(self.luck.choice("++*"), left, right)

    def _called(self, type_: Term, fuel: int) -> Term | None:
        """A function that is known, applied."""
        functions = [term for term, found in self.known() if isinstance(normal(found), Arrow)]
        if not functions or fuel <= 0:
            return None
        try:
            found = self.applied(self.luck.choice(functions), fuel)
        except IllTyped:
            return None
        return found if found is not None and self._has(found, type_) else None
