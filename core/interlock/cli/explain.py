"""`interlock explain`: the page of a code."""

from __future__ import annotations

import click

from interlock.cli.exit import FOUND, GOOD
from interlock.cli.output import print_text
from interlock.cli.page import find_page, known_codes


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> int:
    """Show the page of a code: what it means, why, a failing and a clean example. Without CODE: all codes."""
    if code is None:
        print_text("".join(f"{known}\n" for known in known_codes()))
        return GOOD
    page = find_page(code.strip())
    if page is not None:
        print_text(page if page.endswith("\n") else page + "\n")
        return GOOD
    from difflib import get_close_matches

    near = get_close_matches(code, known_codes(), 3, 0.5)
    meant = f"Did you mean {' or '.join(near)}?" if near else "`interlock explain` lists all codes."
    click.echo(f"There is no code {code!r}. {meant}", err=True)
    return FOUND
