"""Wiring diagrams over any port type: their elements, interfaces, well-formedness, causality and substitution."""
