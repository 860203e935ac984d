"""The solver, z3, as one function from formulas to an answer; it is imported when the first question reaches it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from typing import Any, Final, TypeAlias

from interlock.check.formula import Datum, Node, alternatives, nodes
from interlock.record import NamedTuple

STEP_LIMIT: Final = 400_000
"""Steps of the solver (its `rlimit`) that one question may take; to find what of a proof can be left out, a tenth."""

MOST_STEPS: Final = 4_000_000_000
"""More than the solver can count to is not taken."""

SEED: Final = 1


class Unsatisfiable(NamedTuple):
    """No values make all formulas true; these, by index, are enough for that, and none of them can be left out.

    The values of calls are facts, too, if they were ``computed``.
    """

    core: tuple[int, ...]
    computed: bool = False


class Satisfiable(NamedTuple):
    """A model: values of the variables, None where one has no exact value."""

    values: tuple[tuple[Hashable, Datum | None], ...]


class Unknown(NamedTuple):
    """Nothing was decided: `limit`, or `no-solver` where z3 is not installed."""

    why: str


Answer: TypeAlias = Unsatisfiable | Satisfiable | Unknown


class Session:
    """One context of z3: questions in one order give the same answers on every machine."""

    def __init__(self, limit: int = STEP_LIMIT) -> None:
        """Nothing is imported yet."""
        self.limit = limit
        self._context: Any = None

    def solve(self, formulas: Sequence[Node], droppable: Sequence[int], watched: Sequence[Node] = ()) -> Answer:
        """Whether the formulas can be true together; where not, those of ``droppable`` are left out that can be.

        A model also has the values of the ``watched`` parts of the formulas, each under itself.
        """
        try:
            import z3
        except ImportError:
            return Unknown("no-solver")
        if self._context is None:
            self._context = z3.Context()
        # What is made is a data type of the question's own, and so are the sorts that list their values.
        own = any(_is_free(n) or alternatives(n.sort) for formula in formulas for n in nodes(formula))
        translation = _Translation(z3, z3.Context() if own else self._context, formulas)
        return _Search(z3, translation, self.limit, formulas).answer(tuple(droppable), watched)


class _Search:
    """One question."""

    def __init__(self, z3: Any, translation: _Translation, limit: int, formulas: Sequence[Node]) -> None:
        self.z3, self.translation, self.limit = z3, translation, limit
        self.formulas = [translation.of(formula) for formula in formulas]

    def answer(self, droppable: tuple[int, ...], watched: Sequence[Node]) -> Answer:
        solver = self._solver(self.limit)
        solver.add(*self.formulas)
        verdict = solver.check()
        if verdict == self.z3.sat:
            return Satisfiable(self.translation.values(solver.model(), watched))
        return Unsatisfiable(self._core(droppable)) if verdict == self.z3.unsat else Unknown("limit")

    def _solver(self, limit: int) -> Any:
        solver = self.z3.Solver(ctx=self.translation.context)
        solver.set("rlimit", limit)
        solver.set("random_seed", SEED)
        return solver

    def _core(self, droppable: tuple[int, ...]) -> tuple[int, ...]:
        """z3's own core, from which what can be is left out; each formula stands behind a literal for that."""
        every = tuple(range(len(self.formulas)))
        if not droppable:
            return every
        solver = self._solver(self.limit // 10)
        guards = [self.z3.Bool(f"premise{at}", self.translation.context) for at in every]
        solver.add(*[self.z3.Implies(guard, formula) for guard, formula in zip(guards, self.formulas, strict=True)])
        if solver.check(*guards) != self.z3.unsat:  # it is harder in this form
            return every
        named = {str(guard) for guard in solver.unsat_core()}
        core = tuple(at for at in every if at not in droppable or f"premise{at}" in named)
        for at in droppable:
            fewer = tuple(other for other in core if other != at)
            if at in core and solver.check(*[guards[other] for other in fewer]) == self.z3.unsat:
                core = fewer
        return core


class _Translation:
    """From formulas to z3's terms."""

    def __init__(self, z3: Any, context: Any, formulas: Sequence[Node]) -> None:
        self.z3, self.context = z3, context
        self.sorts = {
            "Int": z3.IntSort(context),
            "Real": z3.RealSort(context),
            "Bool": z3.BoolSort(context),
            "Text": z3.IntSort(context),  # texts are countable, and but for equality nothing is known of them
        }
        every = [node for formula in formulas for node in nodes(formula)]
        listed = dict.fromkeys(sort for node in every for sort in (node.sort, _bound_sort(node)) if alternatives(sort))
        self.names: dict[tuple[str, Hashable], Any] = {}
        for at, sort in enumerate(listed):
            names = [f"e{at}n{n}" for n, _ in enumerate(alternatives(sort))]
            self.sorts[sort], values = z3.EnumSort(f"e{at}", names, context)
            self.names |= {(sort, name): value for name, value in zip(alternatives(sort), values, strict=True)}
        self.symbols: dict[Hashable, Any] = {}
        self.sorts["Value"] = self._free([node for node in every if node.op == "make"])
        self.variables = {n.data: n for n in every if n.op == "variable"}
        texts = dict.fromkeys(n.data for n in every if n.op == "literal" and n.sort == "Text")
        self.texts = {text: at for at, text in enumerate(texts)}
        self.made: dict[Node, Any] = {}

    def _free(self, made: Sequence[Node]) -> Any:
        """The sort of values: those that are made, freely, and any others; if all are boxes nothing hangs on it."""
        if not any(map(_is_free, made)):
            return self.z3.DeclareSort("Value", self.context)
        keys = dict.fromkeys((node.data, tuple(part.sort for part in node.args), "Value") for node in made)
        values = self.z3.Datatype("Value", self.context)
        for at, (_, sorts, _) in enumerate(keys):
            fields = [values if sort == "Value" else self.sorts[sort] for sort in sorts]
            values.declare(f"c{at}", *[(f"c{at}a{n}", field) for n, field in enumerate(fields)])
        values.declare("other", ("what", self.z3.DeclareSort("Other", self.context)))
        sort = values.create()
        self.symbols |= {key: sort.constructor(at) for at, key in enumerate(keys)}
        return sort

    def of(self, node: Node) -> Any:
        found = self.made.get(node)
        if found is None:
            found = self.made[node] = self._fresh(node)
        return found

    def _fresh(self, node: Node) -> Any:
        match node.op:
            case "literal":
                return self._literal(node)
            case "variable":
                return self.z3.Const(f"v{list(self.variables).index(node.data)}", self.sorts[node.sort])
            case "bound":
                return self._bound(node.data, node.sort)
            case "forall" | "exists":
                assert isinstance(node.data, tuple)
                at, sort = node.data
                quantify = self.z3.ForAll if node.op == "forall" else self.z3.Exists
                return quantify([self._bound(at, sort)], self.of(node.args[0]))
            case "apply" | "call" | "make":
                return self._symbol(node)(*map(self.of, node.args))
            case _:
                return self._operation(node)

    def _bound(self, at: Hashable, sort: str) -> Any:
        return self.z3.Const(f"b{at}{sort}", self.sorts[sort])

    def _literal(self, node: Node) -> Any:
        z3 = self.z3
        match node.sort:
            case "Bool":
                return z3.BoolVal(node.data, self.context)
            case "Int":
                return z3.IntVal(node.data, self.context)
            case "Real":
                return z3.RealVal(str(node.data), self.context)
            case "Text":
                return z3.IntVal(self.texts[node.data], self.context)
            case _:
                return self.names[node.sort, node.data]

    def _symbol(self, node: Node) -> Any:
        sorts = [part.sort for part in node.args]
        key = (node.data, tuple(sorts), node.sort)
        if key not in self.symbols:
            name = f"f{len(self.symbols)}"
            self.symbols[key] = self.z3.Function(name, *[self.sorts[sort] for sort in (*sorts, node.sort)])
        return self.symbols[key]

    def _operation(self, node: Node) -> Any:
        z3, parts = self.z3, [self.of(part) for part in node.args]
        operations: dict[str, Callable[..., Any]] = {
            "and": z3.And,
            "or": z3.Or,
            "not": z3.Not,
            "=>": z3.Implies,
            "=": lambda a, b: a == b,
            "<": lambda a, b: a < b,
            "<=": lambda a, b: a <= b,
            "+": lambda *of: z3.Sum(list(of)),
            "*": lambda *of: z3.Product(list(of)),
            "/": lambda a, b: a / b,
            "if": z3.If,
            "real": z3.ToReal,
        }
        return operations[node.op](*parts)

    def values(self, model: Any, watched: Sequence[Node]) -> tuple[tuple[Hashable, Datum | None], ...]:
        """The values of the variables of interpreted sorts, and of what is watched."""
        wanted: list[tuple[Hashable, Node]] = [(k, n) for k, n in self.variables.items() if n.sort != "Value"]
        wanted += [(node, node) for node in watched]
        return tuple(
            (key, self._value(model.eval(self.of(node), model_completion=True), node.sort)) for key, node in wanted
        )

    def _value(self, value: Any, sort: str) -> Datum | None:
        if sort == "Bool":
            return bool(self.z3.is_true(value))
        if alternatives(sort):
            return next(
                (str(name) for (own, name), known in self.names.items() if own == sort and known.eq(value)), None
            )
        if sort == "Real":
            return Fraction(value.as_fraction()) if self.z3.is_rational_value(value) else None
        number = value.as_long()
        if sort == "Int":
            return int(number)
        known = {at: text for text, at in self.texts.items()}
        return str(known.get(number, f"another text {number}"))


def _is_free(node: Node) -> bool:
    """Whether a term is made otherwise than by putting a number, text or name in a box."""
    return node.op == "make" and not (isinstance(node.data, tuple) and node.data[0] == "box")


def _bound_sort(node: Node) -> str:
    """The sort of a quantified variable."""
    return str(node.data[1]) if node.op in ("forall", "exists") and isinstance(node.data, tuple) else "Value"
