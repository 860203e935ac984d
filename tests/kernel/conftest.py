"""No deadline on a single example: machines differ, and hangs are looked for by tests of their own."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
