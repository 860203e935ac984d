"""`interlock analyze`: check, then every analysis and lint."""

from __future__ import annotations

import click

from interlock.analysis.answer import Request
from interlock.cli.exit import exit_code
from interlock.cli.inquiry import Inquiry, ask, shown, written
from interlock.cli.option import fail_option, format_option, setting, setting_options
from interlock.cli.output import print_text, show, width
from interlock.cli.progress import progress
from interlock.cli.session import Session, load_plugins, open_session, plugin_messages
from interlock.plugin.discover import version_of
from interlock.plugin.host import ANALYSING
from interlock.report.dossier import verdict
from interlock.report.excerpt import Line, Run
from interlock.report.exhibit import exhibit_text
from interlock.report.json import analyze_json, check_json, print_json
from interlock.report.message import Message
from interlock.report.text import footer, lay_out, lay_out_statement

Pairs = tuple[tuple[str, str], ...]


@click.command()
@click.argument("file")
@format_option
@fail_option
@setting_options
@click.option("--only", default="", metavar="NAME", help="One analysis, with what it needs, or one lint.")
@click.option("--hazard", "hazards", multiple=True, metavar="NAME", help="This hazard; may be repeated.")
@click.option("--scenario", "scenarios", multiple=True, metavar="NAME", help="This scenario; may be repeated.")
@click.option(
    "--budget", type=click.IntRange(min=1), default=1_000_000, show_default=True, help="Steps of what may be large."
)
def analyze(  # noqa: PLR0913  (each option is an argument)
    *,
    file: str,
    form: str,
    fail_on: str,
    variant: str,
    sets: Pairs,
    only: str,
    hazards: tuple[str, ...],
    scenarios: tuple[str, ...],
    budget: int,
) -> int:
    """Check a proposal, then run every analysis and lint on it."""
    loaded = load_plugins(ANALYSING)
    inquiry = None
    with progress(f"checking {file}"):
        session = open_session(file, loaded, setting(variant, sets))
    if session.examined.diagram is not None:
        with progress(f"analysing {file}"):
            inquiry = ask(session, session.examined.diagram, Request(hazards, scenarios, budget), only)
    messages = [*plugin_messages(loaded), *session.messages, *(inquiry.messages if inquiry else ())]
    tell = _print_json if form == "json" else _print_text
    messages = tell(session, inquiry, messages)
    findings = inquiry.findings if inquiry else ()
    return exit_code([each.severity for each in (*messages, *(finding.told for finding in findings))], fail_on)


def _print_json(session: Session, inquiry: Inquiry | None, messages: list[Message]) -> list[Message]:
    results, more = written(inquiry, session.loaded) if inquiry else ({}, [])
    messages = [*messages, *more]
    ok = not any(message.severity == "error" for message in messages)
    checked = check_json(version_of("interlock"), ok, messages)
    print_text(print_json(analyze_json(checked, inquiry.findings if inquiry else (), results)))
    return messages


def _print_text(session: Session, inquiry: Inquiry | None, messages: list[Message]) -> list[Message]:
    exhibits, more = shown(inquiry, session.loaded) if inquiry else ([], [])
    messages = [*messages, *more]
    lines: list[Line] = []
    for message in messages:
        lines += [*lay_out(message, session.places, width()), ()]
    for finding in inquiry.findings if inquiry else ():
        lines += [*lay_out_statement(finding, session.places, width()), ()]
    for analysis, tables in exhibits:
        lines.append((Run("strong", f"== {analysis.name} =="),))
        for table in tables:
            lines += [*((Run("", row),) for row in exhibit_text(table).rstrip("\n").split("\n")), ()]
    findings = inquiry.findings if inquiry else ()
    name = session.examined.page.name.text if session.examined.page else session.examined.bundle.start
    lines.append((Run("strong", f"{name}: {verdict(messages, findings)}"),))
    show([*lines, *footer([*messages, *(finding.told for finding in findings)])[1:]])
    return messages
