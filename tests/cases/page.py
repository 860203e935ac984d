"""Pages of cases: Markdown in which headings name cases, fenced blocks are files, and comments promise diagnostics.

The marks, as a reader of a page sees them:

* a fence ```` ```yaml NAME ```` begins a file; without a name it is `proposal.yaml`; `latin-1` after the name means these bytes;
* blocks before the first second-level heading belong to every case of the page, unless a case has a file of that name;
* `# error: [code] "part" at "text"` at the end of a line promises a diagnostic there; alone on a line, for the next line;
  `warning` and `note` likewise. `part` occurs in the message, `text` is what the diagnostic points at; both may be left out;
* a fence ```` ```promises ```` holds promises for lines that cannot bear a comment, each as `NAME:LINE error: [code] "part"`;
* `<!-- pending: why -->` in a case: its promises are not met yet. `<!-- notes: off -->` in a page: `not-analysed` is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

PROMISE = r'(?P<severity>error|warning|note): \[(?P<code>[a-z0-9-]+)\](?: "(?P<part>[^"]*)")?(?: at "(?P<at>[^"]*)")?'
TRAILING = re.compile(rf"#\s*{PROMISE}")
LISTED = re.compile(rf"(?P<file>\S+):(?P<line>\d+) {PROMISE}")
FENCE = re.compile(r"^(`{3,})\s*(\w*)\s*(.*?)\s*$")
HEADING = re.compile(r"^## (.+?)\s*$")
START = "proposal.yaml"


class Promise(NamedTuple):
    """A diagnostic that a page announces; empty `part` and `at` leave that open."""

    file: str
    line: int
    severity: str
    code: str
    part: str
    at: str


@dataclass
class Case:
    """A heading with its files and promises; `pending` says why they are not met yet."""

    page: str
    title: str
    files: dict[str, bytes] = field(default_factory=dict)
    promises: list[Promise] = field(default_factory=list)
    pending: str = ""
    notes: bool = True

    @property
    def start(self) -> str:
        """The file that is checked: the proposal, or the first file where there is none."""
        return START if START in self.files else next(iter(self.files))


class _Fence(NamedTuple):
    language: str
    words: tuple[str, ...]
    text: str


def cases(page: str, text: str) -> list[Case]:
    """The cases of a page."""
    sections = _sections(text)
    prelude, notes = sections.pop(0)[1], "<!-- notes: off -->" not in text
    found = [Case(page, title, notes=notes) for title, _ in sections]
    for case, (_, body) in zip(found, sections, strict=True):
        pending = re.search(r"<!-- pending: (.+?) -->", body)
        case.pending = pending[1] if pending else ""
        _fill(case, body, prelude)
    return [case for case in found if case.files]


def _sections(text: str) -> list[tuple[str, str]]:
    """Titles with what stands below them; the first has none."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    closing = ""
    for line in text.split("\n"):
        fence = FENCE.match(line)
        heading = None if closing else HEADING.match(line)
        if closing:
            closing = "" if line.strip() == closing else closing
        elif fence:
            closing = fence[1]
        if heading:
            parts.append((heading[1], []))
        else:
            parts[-1][1].append(line)
    return [(title, "\n".join(lines)) for title, lines in parts]


def _fill(case: Case, body: str, prelude: str) -> None:
    own = [fence for fence in _fences(body) if fence.language in ("yaml", "promises")]
    named = {_name(fence) for fence in own if fence.language == "yaml"}
    if not named:
        return
    shared = [fence for fence in _fences(prelude) if fence.language == "yaml" and _name(fence) not in named]
    for fence in (*own, *shared):
        if fence.language == "promises":
            case.promises += _listed(fence.text)
            continue
        name = _name(fence)
        if name in case.files:
            raise ValueError(f"{case.page}: {case.title}: two files with the name {name}")
        case.files[name] = fence.text.encode("latin-1" if "latin-1" in fence.words else "utf-8")
        case.promises += _marked(name, fence.text)


def _name(fence: _Fence) -> str:
    return next((word for word in fence.words if "." in word), START)


def _fences(text: str) -> Iterator[_Fence]:
    opened: tuple[str, str, str] | None = None
    lines: list[str] = []
    for line in text.split("\n"):
        fence = FENCE.match(line)
        if opened is None and fence:
            opened, lines = (fence[1], fence[2], fence[3]), []
        elif opened is not None and line.strip() == opened[0]:
            yield _Fence(opened[1], tuple(opened[2].split()), "\n".join(lines) + "\n")
            opened = None
        elif opened is not None:
            lines.append(line)


def _marked(name: str, text: str) -> Iterator[Promise]:
    """The promises of a file's comments; those alone on their line wait for the next line that has more."""
    waiting: list[re.Match[str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        found = list(TRAILING.finditer(line))
        if found and not line[: found[0].start()].strip():
            waiting += found
            continue
        for promise in (*waiting, *found):
            yield _promise(name, number, promise.groupdict())
        waiting = []


def _listed(text: str) -> Iterator[Promise]:
    for line in filter(None, text.split("\n")):
        found = LISTED.fullmatch(line.strip())
        if found is None:
            raise ValueError(f"no promise: {line}")
        yield _promise(found["file"], int(found["line"]), found.groupdict())


def _promise(name: str, line: int, words: Mapping[str, str | None]) -> Promise:
    return Promise(name, line, words["severity"] or "", words["code"] or "", words["part"] or "", words["at"] or "")
