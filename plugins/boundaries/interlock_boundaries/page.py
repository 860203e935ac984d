"""What the pages of this plugin's findings cite."""

from __future__ import annotations

from typing import Final

CRITCH: Final = 'A. Critch, "Boundaries" Sequence, Part 3a (2022)'
DENNING: Final = "D. Denning, A Lattice Model of Secure Information Flow, Communications of the ACM 19 (1976)"
GOGUEN: Final = "J. Goguen and J. Meseguer, Security Policies and Security Models (1982)"
LAMPSON: Final = "B. Lampson, A Note on the Confinement Problem, Communications of the ACM 16 (1973)"
MENGER: Final = "K. Menger, Zur allgemeinen Kurventheorie (1927)"
