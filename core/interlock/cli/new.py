"""`interlock new`: the beginnings of a proposal, which check as they are."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

import click

from interlock.cli.exit import GOOD, CannotRunError
from interlock.cli.gallery import find_slugs, path_of, unknown
from interlock.cli.output import print_text, put
from interlock.cli.pictures import make_folder
from interlock.plugin.shipped import resource

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
GENERATED = frozenset({"README.md", "expected.json", "picture.svg"})
"""What lies beside a proposal of the gallery and says of it what it is found to be; a copy has its own to find."""


@click.group()
def new() -> None:
    """Write the beginnings of a proposal."""


@new.command()
@click.argument("name", required=False)
@click.option(
    "--from", "slug", metavar="SLUG", default="", help="A proposal of the gallery to copy: `interlock gallery`."
)
def proposal(name: str | None, slug: str) -> int:
    """Write NAME/proposal.yaml, new or copied from the gallery.

    NAME is a folder, which must not be there; if it is left out, the copy is called as what it is copied from.
    """
    if slug and slug not in find_slugs():
        raise CannotRunError(unknown(slug, find_slugs()))
    folder = name or slug
    if not folder:
        raise CannotRunError("a new proposal needs a NAME, or the one that it is copied --from")
    called = os.path.basename(os.path.normpath(folder))
    if not NAME.match(called):
        raise CannotRunError(
            f"{called!r} is no name of a proposal: small letters, digits and single hyphens between them"
        )
    if os.path.lexists(folder):
        raise CannotRunError(f"{folder!r} is there already, and nothing is overwritten")
    texts = _copied(slug) if slug else {"proposal.yaml": resource("interlock.cli", "beginning.yaml").decode()}
    make_folder(folder)
    for file, text in texts.items():
        make_folder(os.path.dirname(os.path.join(folder, file)))
        put(os.path.join(folder, file), (_renamed(text, called) if file == "proposal.yaml" else text).encode())
    print_text(f"Next: interlock analyze {os.path.join(folder, 'proposal.yaml')}\n")
    return GOOD


def _copied(slug: str) -> Mapping[str, str]:
    """The texts of a proposal of the gallery and of what lies beside it, by path from its folder."""
    folder = os.path.dirname(path_of(slug))
    found = [os.path.join(place, file) for place, _, files in sorted(os.walk(folder)) for file in sorted(files)]
    named = {os.path.relpath(path, folder): path for path in found if os.path.relpath(path, folder) not in GENERATED}
    return {name: _text(path) for name, path in named.items()}


def _text(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def _renamed(text: str, name: str) -> str:
    """The text of a proposal under another name."""
    return re.sub(r"^proposal: *\S+", f"proposal: {name}", text, count=1, flags=re.MULTILINE)
