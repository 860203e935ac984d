"""YAML's events as libyaml gives them, with the types that the builder relies on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias, cast

import yaml


class Mark(Protocol):
    """A place: ``index`` counts characters from the start of the stretch that is read."""

    index: int


class Event(Protocol):
    """An event; of the fields below the marks, only those that its class has may be read."""

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool | None


ALIAS = cast(type[Event], yaml.AliasEvent)
SCALAR = cast(type[Event], yaml.ScalarEvent)
MAPPING_START = cast(type[Event], yaml.MappingStartEvent)
MAPPING_END = cast(type[Event], yaml.MappingEndEvent)
SEQUENCE_START = cast(type[Event], yaml.SequenceStartEvent)
SEQUENCE_END = cast(type[Event], yaml.SequenceEndEvent)
DOCUMENT_START = cast(type[Event], yaml.DocumentStartEvent)
STREAM_END = cast(type[Event], yaml.StreamEndEvent)

Pull: TypeAlias = Callable[[], Event]
"""The next event; raises `yaml.YAMLError` where the text is not YAML."""


def events(text: str) -> Pull:
    """The events of a text, one a call, from the start of the stream to its end."""
    return cast(Pull, yaml.CSafeLoader(text).get_event)
