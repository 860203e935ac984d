"""Where the page of a code is: beside the report, or with the rule of a plugin."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from interlock.analysis.plan import attempt, bodies
from interlock.cli.session import load_plugins
from interlock.plugin.host import ANALYSING
from interlock.plugin.shipped import resource

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_shipped = partial(resource, "interlock.report")


def find_page(code: str) -> str | None:
    """The Markdown page of a code, ours or a plugin's; None if nobody has one."""
    if not _CODE.match(code):
        return None
    try:
        return _shipped(f"pages/{code}.md").decode()
    except OSError:
        return _foreign().get(code)


def known_codes() -> list[str]:
    """Every code that has a page, in alphabetical order."""
    import interlock.report

    folder = Path(interlock.report.__file__ or "").with_name("pages")
    ours = {path.stem for path in folder.glob("*.md")}
    return sorted(ours | _foreign().keys())


def _foreign() -> dict[str, str]:
    """The pages of plugins' rules by code, of what can be loaded: what cannot is told where it is run."""
    loaded = load_plugins(ANALYSING | {"importers"})
    rules = [rule for body in bodies(loaded.analyses)[0].values() for rule in body.rules]
    rules += [rule for importer in loaded.importers for rule in importer.rules]
    patterns = (attempt(lint.pattern) for lint in loaded.lints)
    rules += [pattern.rule for pattern in patterns if not isinstance(pattern, Exception)]
    return {rule.code: rule.page for rule in rules if rule.page}
