"""Orders of leaves: what is remembered between two of them bounds the decision diagram, and better guesses are orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from interlock.analysis.arrangement import gathered, improved, narrowest, operators, profile
from interlock.analysis.boolean import Formulas
from interlock.analysis.compile import build
from interlock.analysis.diagram import Diagram
from interlock.analysis.module import Module, condense, decompose, inner
from interlock.analysis.order import orders
from tests.analysis.kit import truth


def modules(count: int) -> Iterator[Module]:
    """The modules of random formulas that have operators inside."""
    for seed in range(count):
        formula = truth.draw(seed, monotone=seed % 2 == 0).formula
        arena = Formulas()
        own = condense(arena, formula)
        if own.operator not in ("true", "false", "atom"):
            yield from (module for module in decompose(arena, own) if inner(module))


def test_every_guess_is_an_order_of_the_leaves_and_the_same_each_time() -> None:
    for module in modules(60):
        for guess in (improved, lambda one: gathered(one, orders(one)[0])):
            order = guess(module)
            assert sorted(order, key=str) == sorted(module.leaves, key=str)
            assert order == guess(module)


def test_no_level_of_the_diagram_has_more_nodes_than_what_is_remembered_has_values() -> None:
    compared = 0
    for module in modules(1200):
        if any(one.operator not in ("and", "or", "not") for one, _ in operators(module)):
            continue
        for order in orders(module):
            diagram = build(module, order, 10**6)
            assert isinstance(diagram, Diagram)
            levels = Counter(diagram.level[2:])
            assert max(levels.values(), default=0) <= 2 ** profile(operators(module), order).width
            compared += 1
    assert compared > 50


def test_the_narrowest_comes_first_and_none_twice() -> None:
    for module in modules(60):
        found = narrowest(module, [*orders(module), *orders(module), improved(module)])
        assert len(set(found)) == len(found)
        assert found == sorted(found, key=lambda order: profile(operators(module), order))


def test_an_improved_walk_is_narrower_than_most_simple_ones() -> None:
    better = worse = 0
    for module in modules(200):
        bits = profile(operators(module), improved(module))
        simple = [profile(operators(module), order) for order in orders(module)]
        better += sum(bits <= one for one in simple)
        worse += sum(bits > one for one in simple)
    assert better > 4 * worse


def test_what_is_used_together_is_gathered() -> None:
    arena = Formulas()
    pairs = [arena.conj((arena.atom(f"x{at}"), arena.atom(f"x{at + 8}"))) for at in range(8)]
    top = arena.disj(pairs)
    module = Module(top, tuple(pairs), tuple(arena.atom(f"x{at}") for at in range(16)))
    order = gathered(module, module.leaves)
    place = {leaf.name: position for position, leaf in enumerate(order)}
    assert all(abs(place[f"x{at}"] - place[f"x{at + 8}"]) == 1 for at in range(8))
    assert profile(operators(module), order).width < profile(operators(module), module.leaves).width
