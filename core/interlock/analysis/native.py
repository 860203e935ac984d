"""Decision diagrams built by oxidd, for functions too large for Python; imports it when called."""

from __future__ import annotations

import operator
import os
from typing import TYPE_CHECKING, Final

from interlock.analysis.boolean import Formula
from interlock.analysis.diagram import Diagram, Exhausted
from interlock.analysis.module import Module, inner
from interlock.analysis.pace import Over, never
from interlock.record import NamedTuple

if TYPE_CHECKING:
    from array import array

    import numpy as np
    from numpy.typing import NDArray
    from oxidd.bdd import BDDFunction, BDDManager
    from oxidd.zbdd import ZBDDFunction, ZBDDManager

WIDE: Final = 800_000
"""Characters of an export, some 24 a node, from which on importing numpy pays."""

LARGEST_CACHE: Final = 1 << 21
"""Results of operations that oxidd remembers; with far fewer than nodes it does the same work again and again."""

SMALLEST_CACHE: Final = 1 << 12


PASSES: Final = 4
"""So many times a budget of nodes may be gone through while a function is closed upwards."""


def build_natively(
    module: Module, order: tuple[Formula, ...], allowed: int, budget: int, over: Over = never
) -> Diagram | Exhausted:
    """Return the decision diagram of a module over its leaves in this order.

    Given up when an intermediate result has more than `allowed` nodes, or when all results together, those not yet
    collected by oxidd included, have more than `budget`. The first does not depend on when oxidd collects.
    """
    from oxidd.bdd import BDDFunction, BDDManager
    from oxidd.util import DDMemoryError

    manager = BDDManager(budget + len(order), _cache(budget), 1)
    try:
        manager.add_vars(len(order))
        function = _build(manager, module, order, _Limits(allowed, over))
    except DDMemoryError:
        return Exhausted(budget, budget)
    return _finish(manager, function, order) if isinstance(function, BDDFunction) else function


def minimise_natively(diagram: Diagram, budget: int, over: Over = never) -> Diagram | Exhausted:
    """Return the family of minimal solutions of a monotone decision diagram, within a budget of live nodes."""
    from oxidd.util import DDMemoryError
    from oxidd.zbdd import ZBDDManager

    if diagram.root < 2:
        return diagram
    manager = ZBDDManager(budget + len(diagram.leaves), _cache(budget), 1)
    try:
        manager.add_vars(len(diagram.leaves))
        family = _minimise(manager, diagram, over)
    except DDMemoryError:
        return Exhausted(budget, manager.approx_num_inner_nodes())
    if family is None:
        return Exhausted(budget, manager.approx_num_inner_nodes(), stopped=True)
    return _export(manager, family, diagram.leaves)


def close_natively(diagram: Diagram, budget: int, over: Over = never) -> Diagram | Exhausted:
    """Return the least monotone function above that of a decision diagram, within a budget of live nodes.

    One leaf after the other, the deepest first, f becomes f0 or x (f0 or f1). Given up before the sizes of these
    functions add up to more than `PASSES` budgets.
    """
    from oxidd.bdd import BDDManager
    from oxidd.util import DDMemoryError

    levels = sorted({level for _, level, _, _ in diagram.nodes()}, reverse=True)
    ahead = PASSES * budget - len(levels) * len(diagram.level)
    manager = BDDManager(budget + len(diagram.leaves), _cache(budget), 1)
    try:
        manager.add_vars(len(diagram.leaves))
        function = _read(manager, diagram) if ahead > 0 else manager.false()
        for level in levels:
            if ahead <= 0 or over():
                return Exhausted(budget, manager.approx_num_inner_nodes(), stopped=ahead > 0)
            leaf = manager.var(level)
            function = leaf.ite(function.exists(leaf), function)
            ahead -= max(0, function.node_count() - len(diagram.level))
    except DDMemoryError:
        return Exhausted(budget, manager.approx_num_inner_nodes())
    return _finish(manager, function, diagram.leaves)


def _read(manager: BDDManager, diagram: Diagram) -> BDDFunction:
    image = [manager.false(), manager.true()]
    for _, level, high, low in diagram.nodes():
        image.append(manager.var(level).ite(image[high], image[low]))
    return image[diagram.root]


def _finish(manager: BDDManager, function: BDDFunction, order: tuple[Formula, ...]) -> Diagram:
    if not function.satisfiable() or function.valid():
        return Diagram(order, [len(order)] * 2, [0, 1], [0, 1], int(function.valid()))
    return _export(manager, function, order)


def _cache(budget: int) -> int:
    return max(SMALLEST_CACHE, min(LARGEST_CACHE, budget))


class _Limits(NamedTuple):
    """The nodes of a result, and the time."""

    allowed: int
    over: Over


def _build(
    manager: BDDManager,
    module: Module,
    order: tuple[Formula, ...],
    limits: _Limits,
) -> BDDFunction | Exhausted:
    """Return the function of a module."""
    allowed = limits.allowed
    value = {leaf: manager.var(level) for level, leaf in enumerate(order)}
    between = inner(module)
    uses: dict[Formula, int] = {}
    for arguments in (module.arguments, *(one.arguments for one in between)):
        for part in arguments:
            uses[part] = uses.get(part, 0) + 1
    for one in between:
        if limits.over():
            return Exhausted(allowed, manager.approx_num_inner_nodes(), stopped=True)
        value[one] = _apply(manager, one, [value[part] for part in one.arguments])
        if manager.approx_num_inner_nodes() > allowed and value[one].node_count() > allowed:
            return Exhausted(allowed, manager.approx_num_inner_nodes())
        for part in one.arguments:
            uses[part] -= 1
            if not uses[part]:
                value[part] = manager.false()
    result = _apply(manager, module.top, [value[part] for part in module.arguments])
    size = result.node_count()
    return result if size <= allowed + 2 else Exhausted(allowed, size)


def _apply(manager: BDDManager, one: Formula, given: list[BDDFunction]) -> BDDFunction:
    """Return the operator of `one` on functions, joined in pairs of neighbouring levels so that intermediates stay small."""
    given = sorted(given, key=_depth)
    if one.operator == "not":
        return ~given[0]
    if one.operator == "at-least":
        return _at_least(manager, one.threshold, given)
    join = operator.and_ if one.operator == "and" else operator.or_
    while len(given) > 1:
        odd = given[-1:] if len(given) % 2 else []
        given = [*map(join, given[:-1:2], given[1::2]), *odd]
    return given[0]


def _depth(function: BDDFunction) -> int:
    level = function.node_level()
    return 0 if level is None else -level


def _at_least(manager: BDDManager, threshold: int, given: list[BDDFunction]) -> BDDFunction:
    counts = [manager.true()] + [manager.false()] * threshold
    for one in given:
        for count in range(threshold, 0, -1):
            counts[count] = counts[count] | (one & counts[count - 1])
    return counts[threshold]


def _minimise(manager: ZBDDManager, diagram: Diagram, over: Over) -> ZBDDFunction | None:
    single = [manager.singleton(level) for level in range(len(diagram.leaves))]
    image = [manager.empty(), manager.base()]
    for node, level, high, low in diagram.nodes():
        if not node & 1023 and over():
            return None
        image.append(single[level].make_node(image[high] - image[low], image[low]))
    return image[diagram.root]


def _export(
    manager: BDDManager | ZBDDManager, function: BDDFunction | ZBDDFunction, order: tuple[Formula, ...]
) -> Diagram:
    """Return a diagram as arrays, by way of oxidd's text export: a tenth of the time of walking its nodes."""
    import tempfile

    descriptor, path = tempfile.mkstemp(suffix=".dddmp")
    os.close(descriptor)
    try:
        manager.export_dddmp(path, [function], ascii=True)  # type: ignore[list-item]
        with open(path, encoding="ascii") as stream:
            return parse_export(stream.read(), order, WIDE)
    finally:
        os.unlink(path)


def parse_export(text: str, order: tuple[Formula, ...], wide: int) -> Diagram:
    """Read the export: a header, then `number variable high low` a line, children first, terminals as letters.

    A variable there is a position in the list of those that occur; these stand in the header, by level. A text of at
    least ``wide`` characters is read by numpy.
    """
    header, _, rest = text.partition(".nodes\n")
    levels = [int(word) for line in header.splitlines() if line.startswith(".ids ") for word in line.split()[1:]]
    body = rest.partition(".end")[0]
    return _parse_widely(body, levels, order) if len(text) >= wide else _parse(body, levels, order)


def _parse_widely(body: str, levels: list[int], order: tuple[Formula, ...]) -> Diagram:
    """Read the lines of nodes as one array; the terminals, which are two lines at most, are moved to the front."""
    import numpy as np

    for letter, variable in (("F", -1), ("T", -2)) if " T 0 0\n" in body[:200] else (("E", -1), ("B", -2)):
        body = body.replace(f" {letter} 0 0", f" {variable} 0 0", 1)
    numbers, variables, highs, lows = np.fromstring(body, np.int32, sep=" ").reshape(-1, 4).T
    inside = variables >= 0
    image = np.zeros(len(numbers) + 1, np.int32)
    image[numbers[variables == -2]] = 1
    image[numbers[inside]] = np.arange(2, 2 + np.count_nonzero(inside), dtype=np.int32)
    bottom = len(order)
    return Diagram(
        order,
        _array([bottom, bottom], np.asarray(levels, np.int32)[variables[inside]]),
        _array([0, 1], image[highs[inside]]),
        _array([0, 1], image[lows[inside]]),
        1 + int(np.count_nonzero(inside)),
    )


def _array(first: list[int], rest: NDArray[np.int32]) -> array[int]:
    """Return some integers and those of an array as one compact sequence."""
    from array import array

    made = array("i", first)
    made.frombytes(rest.astype("i").tobytes())
    return made


def _parse(body: str, levels: list[int], order: tuple[Formula, ...]) -> Diagram:
    words = body.split()
    image: list[int] = [0] * (len(words) // 4 + 1)
    level, high, low = [len(order)] * 2, [0, 1], [0, 1]
    for position in range(0, len(words), 4):
        number, kind = int(words[position]), words[position + 1]
        if kind in ("F", "E", "T", "B"):
            image[number] = int(kind in ("T", "B"))
            continue
        image[number] = len(level)
        level.append(levels[int(kind)])
        high.append(image[int(words[position + 2])])
        low.append(image[int(words[position + 3])])
    return Diagram(order, level, high, low, len(level) - 1)
