"""Expressions of parameters and basic events as numbers; a random deviate counts as its mean."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from interlock.api.kit import components, is_cyclic
from interlock.api.record import dataclass, field
from interlock_interchange.open_psa.model import Definition, Model
from interlock_interchange.open_psa.rules import CYCLIC, MALFORMED, MISSION_TIME, MIXED_UNITS, UNDEFINED, UNSUPPORTED
from interlock_interchange.open_psa.tag import Tag

HOURS: Final = 8760.0
"""The mission time of the system, as the format leaves it to the program: SCRAM's default."""

UNITS: Final[Mapping[str, str]] = {
    "hours": "hours",
    "hours-1": "hours",
    "years": "years",
    "years-1": "years",
    "fit": "fit",
}
"""The unit of time in which the unit of a parameter is stated."""

Function = Callable[..., float]


def _exponential(rate: float, time: float) -> float:
    return -math.expm1(-rate * time)


def _glm(on_demand: float, failing: float, repairing: float, time: float) -> float:
    """A component that fails and is repaired, unavailable from the start with the first probability."""
    both = failing + repairing
    return (failing - (failing - on_demand * both) * math.exp(-both * time)) / both


def _weibull(scale: float, shape: float, start: float, time: float) -> float:
    return 0.0 if time <= start else -math.expm1(-(((time - start) / scale) ** shape))


def _tested(rate: float, period: float, first: float, time: float) -> float:
    """A component that is as new after each test; at the instant of a test it is as it was before."""
    since = time if time <= first else math.fmod(time - first, period) or period
    return _exponential(rate, since)


def _lognormal(*given: float) -> float:
    """The mean is stated itself, with an error factor and its level; or mu and sigma of the logarithm are."""
    return given[0] if len(given) == 3 else math.exp(given[0] + given[1] ** 2 / 2)


def _divided(first: float, *rest: float) -> float:
    for one in rest:
        first /= one
    return first


FUNCTIONS: Final[Mapping[str, tuple[int, int | None, Function]]] = {
    "neg": (1, 1, lambda one: -one),
    "add": (1, None, lambda *many: math.fsum(many)),
    "sub": (1, None, lambda first, *rest: first - math.fsum(rest)),
    "mul": (1, None, lambda *many: math.prod(many)),
    "div": (1, None, _divided),
    "pi": (0, 0, lambda: math.pi),
    "abs": (1, 1, abs),
    "acos": (1, 1, math.acos),
    "asin": (1, 1, math.asin),
    "atan": (1, 1, math.atan),
    "cos": (1, 1, math.cos),
    "cosh": (1, 1, math.cosh),
    "exp": (1, 1, math.exp),
    "log": (1, 1, math.log),
    "log10": (1, 1, math.log10),
    "mod": (2, 2, math.fmod),
    "pow": (2, 2, math.pow),
    "sin": (1, 1, math.sin),
    "sinh": (1, 1, math.sinh),
    "tan": (1, 1, math.tan),
    "tanh": (1, 1, math.tanh),
    "sqrt": (1, 1, math.sqrt),
    "ceil": (1, 1, math.ceil),
    "floor": (1, 1, math.floor),
    "min": (1, None, lambda *many: min(many)),
    "max": (1, None, lambda *many: max(many)),
    "mean": (1, None, lambda *many: math.fsum(many) / len(many)),
    "not": (1, 1, lambda one: not one),
    "and": (1, None, lambda *many: all(many)),
    "or": (1, None, lambda *many: any(many)),
    "eq": (2, 2, lambda one, other: one == other),
    "df": (2, 2, lambda one, other: one != other),
    "lt": (2, 2, lambda one, other: one < other),
    "gt": (2, 2, lambda one, other: one > other),
    "leq": (2, 2, lambda one, other: one <= other),
    "geq": (2, 2, lambda one, other: one >= other),
    "ite": (3, 3, lambda test, one, other: one if test else other),
    "exponential": (2, 2, _exponential),
    "GLM": (4, 4, _glm),
    "Weibull": (4, 4, _weibull),
    "periodic-test": (4, 4, _tested),
    "uniform-deviate": (2, 2, lambda low, high: (low + high) / 2),
    "normal-deviate": (2, 2, lambda mean, _deviation: mean),
    "lognormal-deviate": (2, 3, _lognormal),
    "gamma-deviate": (2, 2, lambda shape, scale: shape * scale),
    "beta-deviate": (2, 2, lambda one, other: one / (one + other)),
}
"""Each function with the least and the greatest number of its arguments."""

DOMAINS: Final[Mapping[str, tuple[Callable[..., bool], str]]] = {
    "exponential": (lambda rate, time: rate >= 0 <= time, "a rate and a time of at least 0"),
    "GLM": (
        lambda on_demand, *rest: 0 <= on_demand <= 1 and min(rest) >= 0 < max(rest[:2]),
        "a probability, then two rates and a time of at least 0, not both rates 0",
    ),
    "Weibull": (
        lambda scale, shape, start, time: scale > 0 < shape and start >= 0 <= time,
        "a scale and a shape above 0, then times of at least 0",
    ),
    "periodic-test": (
        lambda rate, period, first, time: period > 0 and min(rate, first, time) >= 0,
        "a rate of at least 0, a time between tests above 0, then times of at least 0",
    ),
    "uniform-deviate": (lambda low, high: low <= high, "the lower end first"),
    "normal-deviate": (lambda _mean, deviation: deviation >= 0, "a mean, then a standard deviation of at least 0"),
    "lognormal-deviate": (
        lambda one, other, level=None: other >= 0 if level is None else one > 0 and other >= 1 and 0 < level < 1,
        "a mean above 0, an error factor of at least 1 and its level below 1; or mu, then sigma of at least 0",
    ),
    "gamma-deviate": (lambda shape, scale: shape > 0 < scale, "a shape and a scale above 0"),
    "beta-deviate": (lambda one, other: one > 0 < other, "two numbers above 0"),
}
"""The functions that are not for all numbers: which these are, and how that is said."""


def outside(value: float) -> str:
    """A number that is no probability, with as few digits as show it."""
    short = f"{value:g}"
    return repr(value) if 0.0 <= float(short) <= 1.0 else short


def _number(written: str, *, whole: bool) -> float | None:
    """A number as XML writes it, if there is one so large: Python reads `1_0` and the digits of all scripts as well."""
    if not written.isascii() or "_" in written:
        return None
    try:
        value = float(int(written)) if whole else float(written)
    except (ValueError, OverflowError):
        return None
    return None if math.isinf(value) and "inf" not in written.lower() else value


@dataclass(frozen=True, slots=True)
class Values:
    """The values of parameters by name; None for those that have none, of which it is told why."""

    model: Model
    parameters: dict[str, float | None] = field(default_factory=dict)
    once: set[str] = field(default_factory=set)

    def settle(self) -> None:
        """Finds the value of every parameter, those first on which others rest."""
        definitions = {one.name: one for one in self.model.of("parameter")}
        arrows = {name: tuple(self._mentioned(one)) for name, one in definitions.items()}
        for component in components(arrows, arrows):
            if is_cyclic(component, arrows):
                first = min((definitions[name] for name in component), key=lambda one: one.tag.start)
                self.model.text.complain(
                    CYCLIC, first.tag, "the parameter `{name}` is defined by itself", at="name", name=first.name
                )
                self.parameters.update(dict.fromkeys(component))
            else:
                self._settle(definitions[component[0]])
        self._compare_units()

    def _settle(self, one: Definition) -> None:
        if one.body is None:
            self.model.text.complain(
                MALFORMED, one.tag, "the parameter `{name}` has no value", at="name", name=one.name
            )
        self.parameters[one.name] = self.of(one)

    def _mentioned(self, definition: Definition) -> Sequence[str]:
        found, pending = [], list(definition.tag.children)
        while pending:
            tag = pending.pop()
            if tag.name == "parameter":
                one = self.model.parameters.find(tag.said("name"), definition.base)
                found += [one.name] if one else []
            pending += tag.children
        return found

    def _compare_units(self) -> None:
        stated: dict[str, Tag] = {}
        for one in self.model.of("parameter"):
            unit = UNITS.get(one.tag.said("unit"))
            if unit:
                stated.setdefault(unit, one.tag)
        if len(stated) > 1:
            units = " and ".join(stated)
            says = "parameters are stated in {units}, and no unit is converted"
            self.model.text.complain(MIXED_UNITS, list(stated.values())[1], says, at="unit", units=units)

    def of(self, definition: Definition) -> float | None:
        """The value of a parameter or basic event; None if it states none, or has a mistake, which is told."""
        if definition.body is None:
            return None
        for surplus in definition.surplus():
            says = "`{name}` has a second value, `{tag}`"
            self.model.text.complain(MALFORMED, surplus, says, name=definition.name, tag=surplus.name)
        return None if definition.surplus() else self.read(definition.body, definition.base)

    def read(self, tag: Tag, base: str) -> float | None:
        """The value of an expression within ``base``; None if it has a mistake, which is told."""
        if tag.name in ("float", "int", "bool"):
            return self._constant(tag)
        if tag.name == "parameter":
            return self._parameter(tag, base)
        if tag.name == "system-mission-time":
            return self._mission_time(tag)
        if tag.name == "histogram":
            return self._histogram(tag, base)
        if tag.name == "switch":
            return self._switch(tag, base)
        if tag.name not in FUNCTIONS:
            self.model.text.complain(UNSUPPORTED, tag, "the expression `{tag}` is not supported", tag=tag.name)
            return None
        given = [self.read(one, base) for one in tag.children]
        return self._apply(tag, given)

    def _apply(self, tag: Tag, given: Sequence[float | None]) -> float | None:
        least, most, function = FUNCTIONS[tag.name]
        text = self.model.text
        if len(given) < least or (most is not None and len(given) > most):
            wanted = str(least) if most == least else f"{least} to {most}" if most else f"at least {least}"
            says = "`{tag}` with {count} arguments is not supported: it takes {wanted}"
            text.complain(MALFORMED, tag, says, tag=tag.name, count=len(given), wanted=wanted)
            return None
        known = [one for one in given if one is not None]
        if len(known) < len(given):
            return None
        try:
            holds, wanted = DOMAINS.get(tag.name, (None, ""))
            if holds is not None and not holds(*known):
                raise ValueError(f"it takes {wanted}")
            return float(function(*known))
        except (ArithmeticError, ValueError) as error:
            says = "`{tag}` of {given} has no value: {problem}"
            shown = ", ".join(f"{one:g}" for one in known)
            text.complain(MALFORMED, tag, says, tag=tag.name, given=shown, problem=error)
            return None

    def _constant(self, tag: Tag) -> float | None:
        written = tag.said("value")
        if tag.name == "bool" and written in ("true", "false"):
            return float(written == "true")
        value = _number(written, whole=tag.name == "int")
        if value is None:
            says = "`{written}` is no {kind}" if written else "`{kind}` has no value"
            self.model.text.complain(MALFORMED, tag, says, at="value", written=written, kind=tag.name)
        return value

    def _parameter(self, tag: Tag, base: str) -> float | None:
        found = self.model.parameters.find(tag.said("name"), base)
        if found is None:
            self.model.text.complain(
                UNDEFINED, tag, "no parameter `{name}` is defined", at="name", name=tag.said("name")
            )
            return None
        return self.parameters.get(found.name)

    def _mission_time(self, tag: Tag) -> float:
        if "mission" not in self.once:
            self.once.add("mission")
            says = "the mission time is not given by the file: {hours} hours are taken"
            self.model.text.complain(MISSION_TIME, tag, says, hours=f"{HOURS:,.0f}")
        return HOURS

    def _histogram(self, tag: Tag, base: str) -> float | None:
        """The mean of a histogram: its least bound, then bins of an upper bound and a weight."""
        bins = [one for one in tag.children if one.name == "bin" and len(one.children) == 2]
        if len(bins) + 1 != len(tag.children) or tag.children[0].name == "bin" or not bins:
            says = "a histogram is a lower bound, then bins of an upper bound and a weight"
            self.model.text.complain(MALFORMED, tag, says)
            return None
        ends = [self.read(one, base) for one in (tag.children[0], *(one.children[0] for one in bins))]
        weights = [self.read(one.children[1], base) for one in bins]
        bounds, shares = [one for one in ends if one is not None], [one for one in weights if one is not None]
        if len(bounds) < len(ends) or len(shares) < len(weights):
            return None
        middles = [(low + high) / 2 for low, high in itertools.pairwise(bounds)]
        total = math.fsum(shares)
        if min(shares) < 0.0 or total <= 0.0 or any(low > high for low, high in itertools.pairwise(bounds)):
            says = "the bounds of a histogram rise, and its weights are at least 0 and not all 0"
            self.model.text.complain(MALFORMED, tag, says)
            return None
        return math.fsum(share * middle for share, middle in zip(shares, middles, strict=True)) / total

    def _switch(self, tag: Tag, base: str) -> float | None:
        """The value of the first case whose test holds, else of the last expression."""
        *cases, otherwise = tag.children or [tag]
        if otherwise is tag or any(one.name != "case" or len(one.children) != 2 for one in cases):
            self.model.text.complain(MALFORMED, tag, "a switch is cases of two expressions, then one more expression")
            return None
        pairs = [(self.read(one.children[0], base), self.read(one.children[1], base)) for one in cases]
        last = self.read(otherwise, base)
        if any(test is None for test, _ in pairs):
            return None
        return next((value for test, value in pairs if test), last)
