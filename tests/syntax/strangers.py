"""Sections as plugins declare them, so that reading is tested on more than core's own."""

from __future__ import annotations

from typing import NamedTuple

from interlock.syntax.grammar import CORE
from interlock.syntax.section import Section
from interlock.syntax.sort import (
    box,
    condition,
    count,
    default,
    either,
    input_of,
    learn,
    many,
    maybe,
    name,
    named,
    number,
    phrase,
    port,
    proposition,
    record,
    ref,
    source,
    telescope,
    text,
    wire,
    word,
)


class Made(NamedTuple):
    """What these records would be made into."""

    fields: tuple[object, ...]


CONTROLLED = either(ref("event"), box())

STRANGERS = (
    Section(
        "hazards",
        record(
            Made,
            top=condition(),
            uses=maybe(number()),
            target=maybe(phrase("<=", number(), "per", word("use", "deployment"))),
        ),
        introduces="hazard",
    ),
    Section(
        "adversaries",
        record(
            Made,
            controls=many(CONTROLLED),
            sees=maybe(many(port())),
            in_=maybe(many(ref("scenario"))),
            tries=maybe(count()),
            probes=maybe(many(box())),
        ),
        introduces="adversary",
    ),
    Section(
        "evidence",
        record(
            Made,
            of=ref("event"),
            failures=maybe(count()),
            trials=maybe(count()),
            value=maybe(number()),
            adversary=maybe(ref("adversary")),
            scenario=maybe(ref("scenario")),
            confidence=default(number(), 0.95),
            on=maybe(named(input_of("of"), source())),
        ),
        introduces="evidence",
    ),
    Section(
        "boundaries",
        record(
            Made,
            inside=many(ref("box", "boundary")),
            admits=many(record(Made, wire=either(wire(), learn()), capacity=maybe(number("bit / use")))),
            mode=maybe(word("deterministic", "stochastic")),
            channels=maybe(
                named(
                    name("channel"),
                    record(Made, event=ref("event"), secret=word("rate", "place"), places=maybe(number())),
                )
            ),
        ),
        introduces="boundary",
    ),
    Section(
        "proxies",
        either(
            record(Made, proxy=phrase(port(), "for", port()), evidence=maybe(ref("evidence")), because=maybe(text())),
        ),
        listed=True,
    ),
    Section(
        "claims",
        record(
            Made,
            held_out=phrase(port(), "from", either(ref("box"), port())),
            except_=maybe(many(word())),
            budget=maybe(phrase("<=", number("nat"))),
        ),
    ),
    Section(
        "arguments",
        record(
            Made,
            premises=named(name("premise"), record(Made, says=proposition("given"), credence=maybe(number()))),
            concludes=proposition("given"),
            given=maybe(telescope()),
        ),
        introduces="argument",
    ),
    Section("cost", number("euro"), at="kind"),
    Section("price", number("euro"), at="box"),
    Section("latency", number("second"), at="port"),
)

SECTIONS = (*CORE, *STRANGERS)
