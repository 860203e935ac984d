"""Analyses as values, what they answer, and the kit of mathematics they are made of."""
