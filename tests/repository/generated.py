"""What the pages say that a command can say: written by `python -m tests.repository.generated`, compared by the tests.

A generated part stands between `<!-- generated: NAME -->` and `<!-- /generated -->`.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.repository.command import run
from tests.repository.sources import ROOT

README = ROOT / "README.md"
SHELF = ROOT / "proposals" / "README.md"
GALLERY = tuple(sorted((ROOT / "proposals").glob("*/proposal.yaml")))
DIGITS = 9


class Part(NamedTuple):
    """A generated part: the page, the name of its marks, and what ought to stand between them."""

    page: Path
    name: str
    text: str


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def example() -> str:
    """The proposal that the README shows."""
    (text,) = blocks(README.read_text("utf-8"), "yaml")
    return text


def miswired() -> str:
    """The README's proposal with the verifier's world model taken from another port."""
    return (
        example()
        .replace("ports: {", "ports: {in newer: WorldModel S A, ")
        .replace(
            "  - model -> planner.model, verifier.model\n", "  - model -> planner.model\n  - newer -> verifier.model\n"
        )
    )


def printed(text: str, command: str) -> str:
    """What a command prints about a proposal, as a fenced block."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "certified-policy.yaml").write_text(text, "utf-8")
        ran = run(command, "certified-policy.yaml", folder=Path(folder))
    return fenced(ran.stdout)


def fenced(text: str) -> str:
    """A block of plain text."""
    return f"```text\n{text.strip()}\n```"


def parts() -> Iterator[Part]:
    """Every generated part of the README, of the page of the gallery and of its proposals' pages."""
    yield Part(README, "mismatch", printed(miswired(), "check"))
    yield Part(README, "verdict", printed(example(), "analyze"))
    yield Part(SHELF, "gallery", shelf())
    for proposal in GALLERY:
        page = proposal.with_name("README.md")
        yield Part(page, "picture", f"![The wiring of {proposal.parent.name}](picture.svg)")
        yield Part(page, "verdict", fenced(run("analyze", proposal.name, folder=proposal.parent).stdout))


def shelf() -> str:
    """The gallery as a table of links."""
    listed = json.loads(run("gallery", "--format", "json").stdout)
    rows = (f"| [{each['name']}]({each['name']}) | {each['title']} |" for each in listed)
    return "\n".join(("| proposal | what it is |", "|---|---|", *rows))


def stands(page: Path, name: str) -> str | None:
    """What stands between the marks of a part, if the page has them."""
    found = re.search(marked(name), page.read_text("utf-8"), re.DOTALL) if page.exists() else None
    return found[2].strip() if found else None


def marked(name: str) -> str:
    """The pattern of a generated part: its opening mark, its text and its closing mark."""
    return rf"(<!-- generated: {name} -->\n)(.*?)(<!-- /generated -->)"


def expected(proposal: Path) -> str:
    """What the analyses find in a proposal, as JSON with numbers of nine digits, so that it is one on all machines."""
    ran = run("analyze", proposal.name, "--format", "json", "--fail-on", "never", folder=proposal.parent)
    said = json.loads(ran.stdout, parse_float=lambda text: float(f"{float(text):.{DIGITS}g}"))
    kept = {key: said[key] for key in ("ok", "diagnostics", "findings", "results")}
    return json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def replaced(page: str, name: str, text: str) -> str:
    """A page with another text between the marks of a part."""
    return re.sub(marked(name), lambda found: f"{found[1]}{text}\n{found[3]}", page, flags=re.DOTALL)


def write() -> None:
    """Brings every generated part, picture and expected result up to date."""
    for part in parts():
        if stands(part.page, part.name) is not None:
            part.page.write_text(replaced(part.page.read_text("utf-8"), part.name, part.text), "utf-8")
    for proposal in GALLERY:
        proposal.with_name("expected.json").write_text(expected(proposal), "utf-8")
        run("render", proposal.name, "-o", "picture.svg", folder=proposal.parent)


if __name__ == "__main__":
    write()
