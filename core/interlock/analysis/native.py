"""Decision diagrams built by oxidd, for functions too large for Python; imports it when called."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from interlock.analysis.boolean import Formula
from interlock.analysis.diagram import Diagram, Exhausted
from interlock.analysis.module import Module, inner

if TYPE_CHECKING:
    from oxidd.bdd import BDDFunction, BDDManager
    from oxidd.zbdd import ZBDDFunction, ZBDDManager

LARGEST_CACHE: Final = 1 << 20
SMALLEST_CACHE: Final = 1 << 12


def build_natively(module: Module, order: tuple[Formula, ...], allowed: int, budget: int) -> Diagram | Exhausted:
    """Return the decision diagram of a module over its leaves in this order.

    Given up when an intermediate result has more than `allowed` nodes, or when all results together, those not yet
    collected by oxidd included, have more than `budget`. The first does not depend on when oxidd collects.
    """
    from oxidd.bdd import BDDManager
    from oxidd.util import DDMemoryError

    manager = BDDManager(budget + len(order), _cache(budget), 1)
    try:
        manager.add_vars(len(order))
        function = _build(manager, module, order, allowed)
    except DDMemoryError:
        return Exhausted(budget, manager.approx_num_inner_nodes())
    return Exhausted(allowed, allowed + 1) if function is None else _finish(manager, function, order)


def minimise_natively(diagram: Diagram, budget: int) -> Diagram | Exhausted:
    """Return the family of minimal solutions of a monotone decision diagram, within a budget of live nodes."""
    from oxidd.util import DDMemoryError
    from oxidd.zbdd import ZBDDManager

    if diagram.root < 2:
        return diagram
    manager = ZBDDManager(budget + len(diagram.leaves), _cache(budget), 1)
    try:
        manager.add_vars(len(diagram.leaves))
        family = _minimise(manager, diagram)
    except DDMemoryError:
        return Exhausted(budget, manager.approx_num_inner_nodes())
    return _export(manager, family, diagram.leaves)


def close_natively(diagram: Diagram, budget: int) -> Diagram | Exhausted:
    """Return the least monotone function above that of a decision diagram, within a budget of live nodes."""
    from oxidd.bdd import BDDManager
    from oxidd.util import DDMemoryError

    manager = BDDManager(budget + len(diagram.leaves), _cache(budget), 1)
    try:
        manager.add_vars(len(diagram.leaves))
        image = [manager.false(), manager.true()]
        for _, level, high, low in diagram.nodes():
            image.append(image[low] | (manager.var(level) & image[high]))
    except DDMemoryError:
        return Exhausted(budget, manager.approx_num_inner_nodes())
    return _finish(manager, image[diagram.root], diagram.leaves)


def _finish(manager: BDDManager, function: BDDFunction, order: tuple[Formula, ...]) -> Diagram:
    if not function.satisfiable() or function.valid():
        return Diagram(order, [len(order)] * 2, [0, 1], [0, 1], int(function.valid()))
    return _export(manager, function, order)


def _cache(budget: int) -> int:
    return max(SMALLEST_CACHE, min(LARGEST_CACHE, budget))


def _build(manager: BDDManager, module: Module, order: tuple[Formula, ...], allowed: int) -> BDDFunction | None:
    value: dict[Formula, BDDFunction] = {leaf: manager.var(level) for level, leaf in enumerate(order)}
    between = inner(module)
    uses: dict[Formula, int] = {}
    for arguments in (module.arguments, *(one.arguments for one in between)):
        for part in arguments:
            uses[part] = uses.get(part, 0) + 1
    for one in between:
        value[one] = _apply(manager, one, [value[part] for part in one.arguments])
        if manager.approx_num_inner_nodes() > allowed and value[one].node_count() > allowed:
            return None
        for part in one.arguments:
            uses[part] -= 1
            if not uses[part]:
                del value[part]
    result = _apply(manager, module.top, [value[part] for part in module.arguments])
    return result if result.node_count() <= allowed + 2 else None


def _apply(manager: BDDManager, one: Formula, given: list[BDDFunction]) -> BDDFunction:
    """Return the operator of `one` on functions, joined from the lowest level up so that intermediates stay small."""
    given = sorted(given, key=_depth)
    if one.operator == "not":
        return ~given[0]
    if one.operator == "at-least":
        return _at_least(manager, one.threshold, given)
    result = given[0]
    for other in given[1:]:
        result = result & other if one.operator == "and" else result | other
    return result


def _depth(function: BDDFunction) -> int:
    level = function.node_level()
    return 0 if level is None else -level


def _at_least(manager: BDDManager, threshold: int, given: list[BDDFunction]) -> BDDFunction:
    counts = [manager.true()] + [manager.false()] * threshold
    for one in given:
        for count in range(threshold, 0, -1):
            counts[count] = counts[count] | (one & counts[count - 1])
    return counts[threshold]


def _minimise(manager: ZBDDManager, diagram: Diagram) -> ZBDDFunction:
    single = [manager.singleton(level) for level in range(len(diagram.leaves))]
    image = [manager.empty(), manager.base()]
    for _, level, high, low in diagram.nodes():
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
            return _parse(stream.read(), order)
    finally:
        os.unlink(path)


def _parse(text: str, order: tuple[Formula, ...]) -> Diagram:
    """Read the export: a header, then `number variable high low` a line, children first, terminals as letters.

    A variable there is a position in the list of those that occur; these stand in the header, by level.
    """
    header, _, rest = text.partition(".nodes\n")
    levels = [int(word) for line in header.splitlines() if line.startswith(".ids ") for word in line.split()[1:]]
    words = rest.partition(".end")[0].split()
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
