"""What is said of declared data and functions that have no meaning."""

from __future__ import annotations

from typing import Final, assert_never

from interlock.elaborate.misdefined import EndlessCall, MissingClause, NotPositive, TwoClauses
from interlock.report.contrast import clip
from interlock.report.words.wording import Wording, quote

_REASONS: Final = {
    "negative": "takes a function of {data}",
    "nested": "takes {data} inside a type of which it is not known that data may be built with it",
    "varied": "takes {data} at other parameters than its own",
    "circular": "rests on {through}, which rests on {data}",
}


def word_definition(fault: MissingClause | TwoClauses | EndlessCall | NotPositive) -> Wording:
    """The words for equations that define no total function, and for data that no set could be."""
    match fault:
        case MissingClause(_, function, patterns):
            return Wording(
                f"no equation of {_name(function)} says what {_term(patterns)} is",
                help="Add an equation for it: a function has a value everywhere.",
            )
        case TwoClauses(_, function, patterns, first):
            return Wording(
                f"two equations of {_name(function)} say what {_term(patterns)} is",
                labels=((first, "the other one"),),
                help="Let the patterns of one of them leave it out.",
            )
        case EndlessCall(_, function, _, through) if through:
            return Wording(
                f"{_name(function)} is defined by {_name(through)}, and this by {_name(function)} in turn",
                help="Write one function that calls only itself.",
            )
        case EndlessCall(_, function, call, _):
            return Wording(
                f"the call {_term(call)} need not end",
                help=f"Call {_name(function)} at a part of the pattern only: at `n` where the pattern is `n + 1`, "
                "or at a constructor's argument.",
            )
        case NotPositive(_, data, constructor, reason, through):
            why = _REASONS.get(reason, _REASONS["nested"]).format(data=_name(data), through=_name(through))
            return Wording(
                f"the constructor {_name(constructor)} {why}",
                help=f"Let {_name(data)} stand as it is, right of an arrow, or in a record, `List` or `Option`.",
            )
        case _:
            assert_never(fault)


def _name(qualified: str) -> str:
    return quote(qualified.rpartition(".")[2])


def _term(text: str) -> str:
    return f"`{clip(text, 120)}`"
