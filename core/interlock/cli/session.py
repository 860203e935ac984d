"""What every command that reads a proposal does first: plugins, the file, messages with their places."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.cli.disk import disk, find_root, require
from interlock.cli.output import show, width
from interlock.pipeline import Examined, Setting, examine
from interlock.plugin.host import READING, load
from interlock.plugin.loaded import Loaded
from interlock.record import dataclass
from interlock.report.compose import compose
from interlock.report.excerpt import Line
from interlock.report.message import NOWHERE, Message, Places
from interlock.report.text import footer, lay_out
from interlock.syntax.grammar import CORE
from interlock.text.pause import kept

_NOT_FOUND = frozenset({"unknown-kind", "unknown-name"})
"""The codes of what another vocabulary might have brought."""


@dataclass(frozen=True, slots=True)
class Session:
    """A file that was examined, and its messages in the order of the text."""

    loaded: Loaded
    examined: Examined
    places: Places
    messages: tuple[Message, ...]

    @property
    def wrong(self) -> bool:
        """Whether a message is an error."""
        return any(message.severity == "error" for message in self.messages)


def load_plugins(parts: frozenset[str] = READING) -> Loaded:
    """What the installed plugins add; those hooks are called."""
    return load(parts, core=CORE)


def open_session(
    start: str,
    loaded: Loaded,
    setting: Setting,
    *,
    covering: bool = False,
    searching: bool | None = None,
    before: Examined | None = None,
) -> Session:
    """Examines a file; what an earlier look ``before`` has found is taken over.

    With ``covering`` all variants are checked, too. Path sets of claims are looked for if it is ``searching``; if that
    is not said, unless variants are checked.

    Raises:
        CannotRunError: there is no such file.
    """
    require(start)
    root = find_root(start)
    with kept():
        examined = examine(
            start, disk(root), loaded, setting, root, covering=covering, searching=searching, before=before
        )
    attached = {name: one.source for name, one in examined.attached.items()}
    places = Places({**attached, **examined.bundle.texts}, examined.bundle.starts)
    composed = (compose(told.fault, places, told.variant) for told in examined.told)
    if any(told.fault.code in _NOT_FOUND for told in examined.told):
        from interlock.cli.elsewhere import Elsewhere

        elsewhere = Elsewhere(loaded)
        composed = (
            message._replace(help=elsewhere.advice(told.fault) or message.help)
            for message, told in zip(composed, examined.told, strict=True)
        )
    return Session(loaded, examined, places, in_order(dict.fromkeys(composed), examined.bundle.start))


def in_order(messages: Iterable[Message], start: str) -> tuple[Message, ...]:
    """Messages by file, the start first, and place; at one place as they came."""
    return tuple(sorted(messages, key=lambda message: (message.file != start, message.file, message.span.start)))


def tell_errors(session: Session) -> None:
    """Says on standard error why nothing can be made of a file."""
    wrong = [message for message in session.messages if message.severity == "error"]
    lines: list[Line] = []
    for message in wrong:
        lines += [*lay_out(message, session.places, width()), ()]
    show([*lines, *footer(wrong)], aside=True)


def plugin_messages(loaded: Loaded) -> tuple[Message, ...]:
    """A warning for each plugin that was left out."""
    if not loaded.faults:
        return ()
    from interlock.plugin.words import remark

    said = []
    for fault in loaded.faults:
        words = remark(fault)
        says = f"the plugin `{fault.plugin}` is left out: {words.says}"
        said.append(Message(fault.code, "warning", "", NOWHERE, says, help=words.help))
    return tuple(said)
