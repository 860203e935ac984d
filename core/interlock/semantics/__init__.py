"""Finite diagrams as functions, Markov kernels and relations, and what these let through, measured."""
