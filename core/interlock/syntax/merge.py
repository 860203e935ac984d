"""Laying one node over another: mappings merge key by key at every depth, anything else replaces."""

from __future__ import annotations

from interlock.syntax.node import Mapping, Node, Scalar


def merge(under: Node, over: Node) -> Node:
    """The node ``under`` with ``over`` laid over it; both are nodes of one item, whose pieces cover both."""
    if not isinstance(under, Mapping) or not isinstance(over, Mapping):
        return over
    laid = {key.value: node for key, node in over.entries}
    entries = [(key, merge(node, laid[key.value]) if key.value in laid else node) for key, node in under.entries]
    there = {key.value for key, _ in under.entries}
    entries += [entry for entry in over.entries if entry[0].value not in there]
    return Mapping(tuple(entries), under.start, under.end)


def merge_item(under: Node, over: Node, leading: tuple[str, ...]) -> Node:
    """The node of an item with another laid over it.

    A bare scalar is short for the first of the ``leading`` keys; a form that is led by a key which the item below does
    not have is another form, and replaces it.
    """
    if isinstance(under, Scalar) and isinstance(over, Scalar):
        return over
    below, above = _spelt_out(under, leading), _spelt_out(over, leading)
    if isinstance(above, Mapping) and isinstance(below, Mapping):
        led = {key.value for key, _ in below.entries}
        if any(key.value in leading and key.value not in led for key, _ in above.entries):
            return over
    return merge(below, above)


def _spelt_out(node: Node, leading: tuple[str, ...]) -> Node:
    """A bare scalar as the mapping for which it is short."""
    if not isinstance(node, Scalar) or not leading or not node.value:
        return node
    key = Scalar(leading[0], "", node.start, node.end, (node.start,) * len(leading[0]) + (node.end,))
    return Mapping(((key, node),), node.start, node.end)
