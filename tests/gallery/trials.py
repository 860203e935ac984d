"""Changes of gallery proposals, each with the findings that must go or come by it.

A file `SLUG.yaml` beside this one is a list of trials of the proposal SLUG. A trial has

- `because`: a sentence, by which it is called;
- `change`: what is laid over the proposal, in the grammar of one of its `variants`;
- `over`: the variants (`a+b`) on which it is laid; the base if unsaid;
- `gone`, `new`: what is found without the change alone, and with it alone, as `CODE at ELEMENT`; a finding of several
  elements has ` + ` between them; what checking says has the text at its place. Nothing else may go or come;
- `may`: findings, or codes, that may go or come or stay.

A trial whose codes nothing installed knows is skipped, and says which they are. `python -m tests.gallery.trials SLUG...`
writes what goes and comes today into the files; whether it ought to is for whoever reads the difference.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from interlock.analysis.answer import Request
from interlock.cli.disk import disk
from interlock.cli.inquiry import ask
from interlock.cli.session import Session, load_plugins
from interlock.cli.subject import subject_of
from interlock.pipeline import Examined, Setting, Told, examine
from interlock.plugin.host import EVERYTHING
from interlock.plugin.loaded import Loaded
from interlock.report.message import Places
from interlock.syntax.bundle import Missing
from tests.repository.sources import ROOT

HERE = Path(__file__).parent
PLANTED = "planted"
QUIET = frozenset({"not-analysed", "dropped"})
"""What is said of the tool or of the change itself, and not of the design."""


class Trial(NamedTuple):
    """A change of a proposal, and what must go and come by it."""

    slug: str
    because: str
    change: str
    over: str
    gone: Counter[str]
    new: Counter[str]
    may: frozenset[str]

    def codes(self) -> frozenset[str]:
        """The codes that must go or come."""
        return frozenset(one.split(" at ")[0] for one in (*self.gone, *self.new))


class Found(NamedTuple):
    """What checking and the analyses say of a proposal, as `CODE at ELEMENT`; whether it checks."""

    told: Counter[str]
    findings: Counter[str]
    checks: bool


@cache
def loaded() -> Loaded:
    """The installed plugins."""
    return load_plugins(EVERYTHING)


def known(code: str) -> bool:
    """Whether checking, an analysis or a lint has a code."""
    rules = {rule.code for each in loaded().analyses for rule in each.body().rules}
    pages = ROOT / "core" / "interlock" / "report" / "pages"
    return code in rules | {lint.code for lint in loaded().lints} or (pages / f"{code}.md").exists()


def read(path: Path) -> list[Trial]:
    """The trials of a file."""
    text = path.read_text("utf-8")
    listed = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(listed, yaml.SequenceNode), f"{path.name} is no list of trials"
    return [_trial(path.stem, member, text) for member in listed.value]


def _trial(slug: str, node: yaml.Node, text: str) -> Trial:
    assert isinstance(node, yaml.MappingNode)
    parts = {key.value: value for key, value in node.value}
    unknown = set(parts) - {"because", "change", "over", "gone", "new", "may"}
    assert not unknown, f"{slug}: {unknown}"
    over = parts["over"].value if "over" in parts else ""
    gone, new, may = (_listed(parts.get(key)) for key in ("gone", "new", "may"))
    return Trial(
        slug, parts["because"].value, _written(parts["change"], text), over, Counter(gone), Counter(new), frozenset(may)
    )


def _listed(node: yaml.Node | None) -> list[str]:
    return [] if node is None else [member.value for member in node.value]


def _written(node: yaml.Node, text: str) -> str:
    """The text of a mapping, its first line indented as the others are."""
    assert isinstance(node, yaml.MappingNode)
    assert node.start_mark is not None
    assert node.end_mark is not None
    column = max(node.start_mark.column, 4)
    return " " * column + text[node.start_mark.index : node.end_mark.index].rstrip()


def planted(trial: Trial) -> str:
    """The text of the proposal with the change as one more variant."""
    text = (ROOT / _path(trial.slug)).read_text("utf-8")
    variant = f"  {PLANTED}:\n{trial.change}\n"
    if re.search(r"^variants:", text, re.MULTILINE) is None:
        return f"{text}\nvariants:\n{variant}"
    return re.sub(r"^variants:.*\n", lambda head: head[0] + variant, text, count=1, flags=re.MULTILINE)


def _path(slug: str) -> str:
    return f"proposals/{slug}/proposal.yaml"


@cache
def without(slug: str, over: str) -> Found:
    """What is found of a proposal as it stands, or of a variant."""
    return _look(slug, over, None)


def within(trial: Trial) -> Found:
    """What is found of a proposal with the change."""
    return _look(trial.slug, f"{trial.over}+{PLANTED}" if trial.over else PLANTED, planted(trial))


def turnover(trial: Trial) -> tuple[Counter[str], Counter[str]]:
    """What goes and what comes by the change, but for what may; of what does not check only what checking says."""
    before, after = without(trial.slug, trial.over), within(trial)
    gone, new = before.told - after.told, after.told - before.told
    if before.checks and after.checks:
        gone, new = gone + (before.findings - after.findings), new + (after.findings - before.findings)
    return _judged(gone, trial), _judged(new, trial)


def _judged(found: Counter[str], trial: Trial) -> Counter[str]:
    return Counter({one: count for one, count in found.items() if not {one, one.split(" at ")[0]} & trial.may})


def lines(gone: Counter[str], new: Counter[str]) -> list[str]:
    """What went and came, as a file of trials has it."""
    return [line for name, found in (("gone", gone), ("new", new)) for line in _listing(name, sorted(found.elements()))]


def _listing(name: str, found: list[str]) -> list[str]:
    words = [f'"{one}"' if "[" in one else one for one in found]
    return (
        [f"  {name}: [{words[0]}]"]
        if len(words) == 1
        else [f"  {name}:", *(f"    - {one}" for one in words)] * bool(words)
    )


def _look(slug: str, variant: str, text: str | None) -> Found:
    """What is found of a proposal under a variant; ``text`` stands for the one on the disk, None for that itself."""
    path = str(ROOT / _path(slug))
    root = str(ROOT / "proposals" / slug)
    beside = disk(root)

    def opened(name: str) -> bytes | Missing:
        return text.encode() if text is not None and name == path else beside(name)

    examined = examine(path, opened, loaded(), Setting(variant), root)
    session = Session(loaded(), examined, Places(), ())
    told = Counter(_said(one, examined) for one in examined.told if one.fault.code not in QUIET)
    if examined.diagram is None:
        return Found(told, Counter(), False)
    inquiry = ask(subject_of(session), Request())
    told.update(message.code for message in inquiry.messages if message.code not in QUIET)
    findings = Counter(f"{one.told.code} at {' + '.join(one.subject)}" for one in inquiry.findings)
    return Found(told, findings, True)


def _said(told: Told, examined: Examined) -> str:
    site = told.fault.site
    text = examined.bundle.texts[site.anchor.source].text if site.anchor.source in examined.bundle.texts else ""
    start, end = examined.bundle.span(site)
    return f"{told.fault.code} at {' '.join(text[start:end].split())}"


def write(path: Path) -> None:
    """Bring what is said to go and come in a file up to date."""
    head, *entries = re.split(r"(?m)^(?=- because:)", path.read_text("utf-8"))
    changed = [re.sub(r"(?ms)^  (gone|new):.*?(?=^  \w|^- |\Z)", "", entry).rstrip() for entry in entries]
    found = [lines(*turnover(trial)) for trial in read(path)]
    said = ["\n".join((entry, *each)) for entry, each in zip(changed, found, strict=True)]
    path.write_text(head + "\n".join(said) + "\n", "utf-8")


if __name__ == "__main__":
    for slug in sys.argv[1:]:
        write(HERE / f"{slug}.yaml")
