"""Texts with places, and messages about them."""

from __future__ import annotations

from interlock.report.message import Label, Message, Places
from interlock.text.site import Anchor, Site
from interlock.text.source import Source

TEXT = """\
interlock: 1
proposal: relay
wires:
  - newer.model -> gate.model
  - verifier.certificate -> gate.certificate
"""
NAME = "relay.yaml"
PLACES = Places(
    {NAME: Source(NAME, TEXT)},
    {Anchor(NAME, "one"): TEXT.index("newer"), Anchor(NAME, "two"): TEXT.index("verifier")},
)


def mismatch() -> Message:
    """A message with a label at another line."""
    file, span = PLACES.locate(Site(Anchor(NAME, "two"), 24, 40))
    _, other = PLACES.locate(Site(Anchor(NAME, "one"), 15, 25))
    text = "`a` does not fit `b`: they differ in `model`\nexpected Cert «newer.model»\n   found Cert «modeller.model»"
    return Message("type-mismatch", "error", file, span, text, (Label(file, other, "`gate.model` is it"),), "Do this.")
