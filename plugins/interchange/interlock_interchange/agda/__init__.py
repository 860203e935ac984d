"""A proposal as an Agda module."""
