"""`interlock check`: parse, elaborate, check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import click

from interlock.check.checked import CheckedDiagram
from interlock.cli.exit import exit_code
from interlock.cli.option import fail_option, format_option, setting, setting_options
from interlock.cli.output import print_text, show, width
from interlock.cli.progress import progress
from interlock.cli.session import Session, load_plugins, open_session, plugin_messages
from interlock.plugin.discover import version_of
from interlock.plugin.host import ANALYSING, READING
from interlock.report.excerpt import Line, Run
from interlock.report.message import Message
from interlock.report.text import footer, lay_out
from interlock.report.words.wording import plural

if TYPE_CHECKING:
    from interlock.analysis.verdict import Verdict
    from interlock.report.json import Json
    from interlock.report.trusted import Part

    Sound: TypeAlias = tuple[tuple[str, CheckedDiagram], ...]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@format_option
@fail_option
@setting_options
@click.option("--trusted", is_flag=True, help="Print all on which the verdict rests, too.")
@click.option("--claims", is_flag=True, help="Print the verdict on each claim and what it rests on, too.")
def check(
    files: tuple[str, ...],
    form: str,
    fail_on: str,
    variant: str,
    sets: tuple[tuple[str, str], ...],
    trusted: bool,  # noqa: FBT001 - given by click
    claims: bool,  # noqa: FBT001 - given by click
) -> int:
    """Check proposals and vocabularies.

    Without --variant all variants of a file are checked, too: one that says which codes it `fails` with must give
    exactly these. `-` is standard input.
    """
    loaded = load_plugins(ANALYSING if claims else READING)
    covering = not variant
    sessions = []
    for file in files:
        with progress(f"checking {file}"):
            sessions.append(open_session(file, loaded, setting(variant, sets), covering=covering, searching=claims))
    sound = tuple(_diagrams(sessions))
    verdicts: dict[str, tuple[Verdict, ...]] = {}
    if claims:
        sessions, verdicts = _settled(sessions)
    left_out = plugin_messages(loaded)
    messages = [*left_out, *(message for session in sessions for message in session.messages)]
    if form == "json":
        from interlock.report.json import check_json, print_json

        ok = not any(session.wrong for session in sessions)
        written = check_json(version_of("interlock"), ok, messages)
        print_text(print_json({**written, **_asked(sound, verdicts, trusted=trusted, claims=claims)}))
    else:
        asked = [*(_rests(sound, verdicts) if claims else ()), *(_ground(sound) if trusted else ())]
        show([*_lines(sessions, left_out, messages), *asked])
    return exit_code((message.severity for message in messages), fail_on)


def _settled(sessions: list[Session]) -> tuple[list[Session], dict[str, tuple[Verdict, ...]]]:
    """The sessions with what analyses find about claims, and their verdicts by file."""
    from interlock.cli.settled import settled

    found = [settled(session) for session in sessions]
    return [session for session, _ in found], {one.examined.bundle.start: verdicts for one, verdicts in found}


def _asked(sound: Sound, verdicts: Mapping[str, Sequence[Verdict]], *, trusted: bool, claims: bool) -> dict[str, Json]:
    """What was asked for beyond the verdict."""
    found: dict[str, Json] = {}
    if trusted:
        from interlock.report.trusted import trust_json

        found["trusted"] = {name: trust_json(parts) for name, parts in _trusts(sound)}
    if claims:
        from interlock.report.claims import claims_json

        found["claims"] = {name: claims_json(diagram, verdicts[name]) for name, diagram in sound}
    return found


def _diagrams(sessions: list[Session]) -> Iterator[tuple[str, CheckedDiagram]]:
    """The diagram of each file that gave one."""
    for session in sessions:
        diagram = session.examined.diagram
        if diagram is not None and not session.wrong:
            yield session.examined.bundle.start, diagram


def _rests(sound: Sound, verdicts: Mapping[str, Sequence[Verdict]]) -> list[Line]:
    from interlock.report.claims import claim_lines

    lines: list[Line] = []
    for name, diagram in sound:
        lines += [(), (Run("strong", f"What the claims of {name} rest on"),)]
        for claim, details in claim_lines(diagram, verdicts[name]):
            lines.append((Run("dim", f"  {claim}"),))
            lines += [(Run("", f"    {line}"),) for line in details]
        lines += [] if diagram.claims or verdicts[name] else [(Run("", "    there are none"),)]
    return lines


def _trusts(sound: Sound) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """The trusted base of each file that gave a diagram."""
    from interlock.report.trusted import trusted_parts

    for name, diagram in sound:
        yield name, trusted_parts(diagram, version_of("interlock"), _solver())


def _solver() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("z3-solver")
    except PackageNotFoundError:
        return ""


def _ground(sound: Sound) -> list[Line]:
    lines: list[Line] = []
    for name, parts in _trusts(sound):
        lines += [(), (Run("strong", f"What the verdict on {name} rests on"),)]
        for part in parts:
            lines.append((Run("dim", f"  {part.name}"),))
            lines += [(Run("", f"    {line}"),) for line in part.lines or ("none",)]
    return lines


def _lines(sessions: list[Session], left_out: tuple[Message, ...], messages: list[Message]) -> list[Line]:
    """All messages, then a line for each file without an error."""
    lines: list[Line] = []
    for message in left_out:
        lines += [*lay_out(message, sessions[0].places, width()), ()]
    for session in sessions:
        for message in session.messages:
            lines += [*lay_out(message, session.places, width()), ()]
    for session in sessions:
        lines += [] if session.wrong else [_verdict(session)]
    return [*lines, *footer(messages)]


def _verdict(session: Session) -> Line:
    examined = session.examined
    page, diagram = examined.page, examined.diagram
    if diagram is None:
        count = len(page.entries.get("kinds", ())) if page else 0
        name, what = (page.name.text if page else "", plural(count, "kind"))
    else:
        parts = [plural(len(diagram.boxes), "box"), plural(len(diagram.wiring.wires), "wire")]
        parts += [plural(len(examined.variants), "variant")] if examined.variants else []
        name, what = diagram.name, ", ".join(parts)
    return (Run("strong", name), Run("", f": {what}: "), Run("good", "checked"))
