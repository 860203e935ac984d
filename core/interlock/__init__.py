"""Check, draw and analyse designs of safe AI systems written as wiring diagrams of dependently typed boxes."""
