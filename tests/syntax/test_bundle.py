"""The closure of a file under naming: what is read, what is refused, what is taken over."""

from __future__ import annotations

import pickle
import posixpath
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.syntax.bundle import FILES, NESTED, Bundle, Missing, Opener, bundle
from interlock.syntax.fault import ImportCycle, NotUtf8, TooLarge, UnknownVocabulary
from interlock.syntax.path import resolve
from interlock.syntax.visible import SIZE
from interlock.text.outcome import Outcome

SHIPPED = {
    "alignment": ("alignment.yaml", "interlock: 1\nvocabulary: alignment\nkinds: {Gate: {doc: d}}\n"),
    "gallery": ("gallery.yaml", "interlock: 1\nproposal: gallery\n"),
    "greedy": ("greedy.yaml", "interlock: 1\nvocabulary: greedy\nuses: [./own.yaml]\n"),
}


class Disk:
    """Files by path, and which of them were asked for."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = {name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()}
        self.asked: list[str] = []

    def __call__(self, path: str) -> bytes | Missing:
        self.asked.append(path)
        return self.files.get(path, Missing("there is no such file"))


def gather(files: Mapping[str, str | bytes], start: str = "a.yaml", root: str | None = None) -> Outcome[Bundle]:
    opener: Opener = Disk(files)
    return bundle(start, opener, SHIPPED, root)


def spans(outcome: Outcome[Bundle]) -> list[tuple[str, str]]:
    """Code and text of each fault."""
    made = outcome.value
    return [
        (fault.code, made.files[fault.site.anchor.source].source.text[slice(*made.span(fault.site))])
        for fault in outcome.faults
    ]


def test_a_bundle_is_the_file_with_its_vocabularies_and_nested_proposals() -> None:
    files = {
        "p/a.yaml": "proposal: a\nuses: [alignment, ./v.yaml]\nboxes:\n  x: ./n/b.yaml\n  y: {kind: gallery}\n  z: Gate\n",
        "p/v.yaml": "vocabulary: v\nuses: alignment\n",
        "p/n/b.yaml": "proposal: b\nuses: [../v.yaml]\nrefines: {proposal: ../c.yaml}\n",
        "p/c.yaml": "proposal: c\nvariants: {w: {boxes: {q: {kind: ./d.yaml}}}}\n",
        "p/d.yaml": "proposal: d\n",
    }
    outcome = gather(files, "p/a.yaml")
    made = outcome.value
    assert outcome.faults == ()
    assert list(made.files) == [
        "p/a.yaml",
        "alignment.yaml",
        "p/v.yaml",
        "p/n/b.yaml",
        "p/c.yaml",
        "p/d.yaml",
        "gallery.yaml",
    ]
    assert made.uses["p/a.yaml"] == ("alignment.yaml", "p/v.yaml")
    assert made.uses["p/n/b.yaml"] == ("p/v.yaml",)
    assert made.named["p/n/b.yaml", "../c.yaml"] == "p/c.yaml"
    assert made.named["p/a.yaml", "gallery"] == "gallery.yaml"
    assert pickle.loads(pickle.dumps(made)) == made


def test_each_file_is_opened_once() -> None:
    disk = Disk({"a.yaml": "uses: [./v.yaml, ./w.yaml, ./x/../v.yaml]\n", "v.yaml": "uses: [./w.yaml]\n", "w.yaml": ""})
    outcome = bundle("a.yaml", disk, {})
    assert outcome.faults == ()
    assert disk.asked == ["a.yaml", "v.yaml", "w.yaml"]
    assert outcome.value.uses["a.yaml"] == ("v.yaml", "w.yaml")


def test_standard_input_is_a_file_beside_those_of_the_working_folder() -> None:
    outcome = gather({"-": "uses: [./v.yaml]\n", "v.yaml": ""}, "-")
    assert outcome.faults == ()
    assert list(outcome.value.files) == ["<stdin>", "v.yaml"]
    assert outcome.value.start == "<stdin>"


@pytest.mark.parametrize(
    "word",
    [
        "../b.yaml",
        "./../b.yaml",
        "./x/../../b.yaml",
        "/etc/passwd",
        "file:///etc/passwd",
        "https://example.org/x.yaml",
        "~/x.yaml",
        "C:\\x.yaml",
        "..\\b.yaml",
        "//host/x.yaml",
        "./x\\0.yaml",
    ],
)
@pytest.mark.parametrize(
    "text", ["uses: [{}]\n", "boxes:\n  x: {}\n", "boxes:\n  x: {{kind: {}}}\n", "refines: {{proposal: {}}}\n"]
)
def test_a_path_that_leaves_the_root_is_refused_unread(word: str, text: str) -> None:
    disk = Disk({"p/a.yaml": text.format(f'"{word}"' if word.endswith("0.yaml") else word), "b.yaml": "proposal: b\n"})
    outcome = bundle("p/a.yaml", disk, {})
    assert [fault.code for fault in outcome.faults] == ["outside-root"]
    assert disk.asked == ["p/a.yaml"]


def test_a_path_may_rise_as_far_as_the_root() -> None:
    files = {"p/q/a.yaml": "uses: [../../v.yaml]\n", "v.yaml": "", "w.yaml": ""}
    assert gather(files, "p/q/a.yaml", "").faults == ()
    assert gather(files, "p/q/a.yaml", ".").faults == ()
    assert [fault.code for fault in gather(files, "p/q/a.yaml", "p").faults] == ["outside-root"]
    above = {"a.yaml": "uses: [../v.yaml, ../../w.yaml]\n", "../v.yaml": ""}
    assert spans(gather(above, "a.yaml", "..")) == [("outside-root", "../../w.yaml")]
    absolute = {"/r/p/a.yaml": "uses: [../v.yaml, ../../w.yaml]\n", "/r/v.yaml": ""}
    assert spans(gather(absolute, "/r/p/a.yaml", "/r")) == [("outside-root", "../../w.yaml")]


@given(
    st.lists(st.sampled_from(["..", ".", "x", "y"]), max_size=6),
    st.sampled_from(["", "x", "x/y"]),
    st.sampled_from(["", "x", "x/y"]),
)
def test_what_is_resolved_lies_below_the_root(parts: list[str], folder: str, root: str) -> None:
    path = resolve("./" + "/".join([*parts, "f.yaml"]), posixpath.join(folder, "a.yaml"), root)
    here = posixpath.normpath(posixpath.join("/w", folder, *parts, "f.yaml"))
    top = posixpath.join("/w", root).rstrip("/") + "/"
    risen = posixpath.normpath(posixpath.join(folder or ".", *parts, "f.yaml"))
    assert (path is not None) == (here.startswith(top) and not risen.startswith(".."))
    assert path is None or posixpath.join("/w", path) == here


def test_a_missing_file_and_an_unknown_name_are_told_at_the_word() -> None:
    files = {"a.yaml": "proposal: a\nuses: [./v.yaml, alignmet]\nboxes:\n  x: ./n.yaml\n  y: Anything\n"}
    outcome = gather(files)
    assert spans(outcome) == [
        ("no-such-file", "./v.yaml"),
        ("unknown-vocabulary", "alignmet"),
        ("no-such-file", "./n.yaml"),
    ]
    unknown = outcome.faults[1]
    assert isinstance(unknown, UnknownVocabulary)
    assert unknown.nearest[0] == "alignment"
    assert [fault.code for fault in gather({}).faults] == ["no-such-file"]


def test_files_in_a_circle_are_told_with_the_circle() -> None:
    files = {
        "a.yaml": "uses: [./b.yaml]\n",
        "b.yaml": "uses: [./c.yaml]\n",
        "c.yaml": "boxes: {x: ./b.yaml, y: ./c.yaml, z: ./a.yaml}\n",
    }
    outcome = gather(files)
    assert [fault.cycle for fault in outcome.faults if isinstance(fault, ImportCycle)] == [
        ("b.yaml", "c.yaml", "b.yaml"),
        ("c.yaml", "c.yaml"),
        ("a.yaml", "b.yaml", "c.yaml", "a.yaml"),
    ]
    assert spans(outcome) == [("import-cycle", "./b.yaml"), ("import-cycle", "./c.yaml"), ("import-cycle", "./a.yaml")]


def test_a_name_of_a_shipped_vocabulary_is_no_proposal_in_the_place_of_a_kind() -> None:
    outcome = gather({"a.yaml": "boxes: {x: alignment, y: gallery, z: {kind: alignment}}\n"})
    assert outcome.faults == ()
    assert list(outcome.value.files) == ["a.yaml", "gallery.yaml"]


def test_what_is_shipped_opens_no_file() -> None:
    disk = Disk({"a.yaml": "uses: [greedy]\n", "own.yaml": ""})
    assert [fault.code for fault in bundle("a.yaml", disk, SHIPPED).faults] == ["outside-root"]
    assert disk.asked == ["a.yaml"]


def test_bytes_that_are_not_utf_8_are_told_with_their_offset_and_the_rest_is_read() -> None:
    outcome = gather({"a.yaml": "# é\nboxes:\n  x: ".encode() + b"caf\xe9\n  y: Y\n"})
    (fault,) = outcome.faults
    assert isinstance(fault, NotUtf8)
    assert (fault.offset, fault.byte) == (20, 0xE9)
    assert spans(outcome) == [("not-utf8", "é")]
    assert list(outcome.value.surfaces["a.yaml"].sections["boxes"]) == ["x", "y"]


def test_of_what_is_no_text_or_too_large_nothing_else_is_told() -> None:
    text = "interlock: 1\nproposal: a\ntitle: Größe\n"
    wide = [text.encode(code) for code in ("utf-16", "utf-16-le", "utf-16-be", "utf-32")]
    for content in (*wide, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"):
        outcome = gather({"a.yaml": content})
        assert [fault.code for fault in outcome.faults] == ["not-utf8"]
        assert outcome.value.surfaces["a.yaml"].torn == ("",)
    assert gather({"a.yaml": b"\0" + text.encode()}).faults[0].code == "yaml-syntax"


def test_a_byte_order_mark_is_no_text() -> None:
    made = gather({"a.yaml": b"\xef\xbb\xbfproposal: a\n"}).value
    assert made.texts["a.yaml"].text == "proposal: a\n"
    assert next(fault.code for fault in gather({"a.yaml": "proposal: a\n".encode("utf-16")}).faults) == "not-utf8"


def test_size_and_number_of_files_have_limits() -> None:
    assert isinstance(gather({"a.yaml": b"#" * (SIZE + 1)}).faults[0], TooLarge)
    files = {f"f{k}.yaml": f"uses: [./f{k + 1}.yaml]\n" for k in range(FILES + 10)}
    (fault,) = gather(files, "f0.yaml").faults
    assert isinstance(fault, TooLarge)
    assert fault.unit == "files"


def chain(levels: int) -> dict[str, str]:
    """Proposals each of which is nested in the one before."""
    within = {f"p{k}.yaml": f"proposal: p{k}\nboxes: {{b: {{kind: ./p{k + 1}.yaml}}}}\n" for k in range(levels)}
    return {**within, f"p{levels}.yaml": f"proposal: p{levels}\n"}


def test_proposals_are_nested_so_deep_and_no_deeper_by_whichever_way_they_are_met() -> None:
    assert gather(chain(NESTED), "p0.yaml").faults == ()
    (fault,) = gather(chain(NESTED + 1), "p0.yaml").faults
    assert (fault.code, fault.site.anchor.source) == ("too-deep", f"p{NESTED}.yaml")
    half = NESTED // 2 + 1
    shallow = "proposal: s\nboxes: {near: {kind: ./p0.yaml}, far: {kind: ./q0.yaml}}\n"
    above = {f"q{k}.yaml": f"proposal: q{k}\nboxes: {{b: {{kind: ./q{k + 1}.yaml}}}}\n" for k in range(half)}
    last = f"proposal: q{half}\nboxes: {{b: {{kind: ./p0.yaml}}}}\n"
    (fault,) = gather({"s.yaml": shallow, **above, f"q{half}.yaml": last, **chain(half)}, "s.yaml").faults
    assert (fault.code, fault.site.anchor.source) == ("too-deep", f"q{half}.yaml")


def test_a_file_whose_text_is_the_same_is_taken_over() -> None:
    files = {"a.yaml": "uses: [./v.yaml]\nboxes: {x: X, y: Y}\n", "v.yaml": "vocabulary: v\nkinds: {X: {}}\n"}
    before = gather(files).value
    after = bundle(
        "a.yaml", Disk({**files, "a.yaml": "uses: [./v.yaml]\nboxes: {x: X, y: Z}\n"}), SHIPPED, None, before
    ).value
    assert after.files["v.yaml"] is before.files["v.yaml"]
    old, new = before.surfaces["a.yaml"].sections["boxes"], after.surfaces["a.yaml"].sections["boxes"]
    assert new["x"] is old["x"]
    assert new["y"] is not old["y"]


@given(st.binary(max_size=200), st.sampled_from([b"", b"uses: [", b"boxes: {x: ./", b"uses:\n- "]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_a_bundle_with_faults_inside_its_texts(content: bytes, head: bytes) -> None:
    outcome = gather({"a.yaml": head + content})
    for fault in outcome.faults:
        start, end = outcome.value.span(fault.site)
        assert 0 <= start <= end <= len(outcome.value.texts[fault.site.anchor.source].text)
