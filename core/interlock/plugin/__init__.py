"""Plugins: what they may return, and the host that loads them."""
