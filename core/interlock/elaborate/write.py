"""Rules of failures and their conditions as text, in the language in which they are written."""

from __future__ import annotations

from typing import assert_never

from interlock.elaborate import resolved as r


def write_rule(rule: r.FailureRule | r.Stop) -> str:
    """`wrong at spec if gap`, or `stop wrong at spec`."""
    if isinstance(rule, r.Stop):
        return f"stop {rule.failure} at {rule.port}"
    return f"{rule.failure} at {rule.port}" + (f" if {write_condition(rule.condition)}" if rule.condition else "")


def write_condition(condition: r.Condition) -> str:
    """A condition, with parentheses round every part that has parts."""
    match condition:
        case r.Happens(event):
            return event
        case r.Carries(failure, port):
            return f"{failure} at {port}"
        case r.Breach(claim):
            return f"breach of {claim}"
        case r.Several(threshold, parts):
            return f"{threshold} of ({', '.join(map(write_condition, parts))})"
        case r.ExactlyOne(parts):
            return f"exactly one of ({', '.join(map(write_condition, parts))})"
        case r.All(parts):
            return " and ".join(map(_part, parts))
        case r.Any(parts):
            return " or ".join(map(_part, parts))
        case _:
            assert_never(condition)


def _part(condition: r.Condition) -> str:
    text = write_condition(condition)
    return f"({text})" if isinstance(condition, r.All | r.Any) else text
