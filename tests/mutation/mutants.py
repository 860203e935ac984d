"""Mutants of files: what an unlucky editor, a broken disk or a careless hand makes of a proposal."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
GALLERY = [  # what another proposal of the gallery is refined by would use the vocabulary twice
    path for path in sorted((ROOT / "proposals").glob("*/proposal.yaml")) if "\nrefines:" not in path.read_text("utf-8")
]
VOCABULARY = ROOT / "plugins/alignment/interlock_alignment/alignment.yaml"
JUNK = [
    b"\x00",
    b"\xff",
    b"\xc3",
    b"\xe2\x80\xa8",
    b"\xef\xbb\xbf",
    b"\t",
    b"\r",
    b"\x1b[0m",
    "\U0001d54f".encode(),
    b"\xed\xa0\x80",
]
SIGNS = [bytes([sign]) for sign in b":{}[]&*!|>%@\"'#,-()?~`=<.\\$"]
WORDS = [
    b"forall (x : Nat), ",
    b"{x : Nat | x < 0}",
    b"Type",
    b"fun x => ",
    b" -> ",
    b"9" * 30,
    b"1e999",
    b"true",
    b"null",
]
WORDS += [b"<<: *a", b"&a ", b"*a", b"!!python/name:os.system", b"---", b"...", b"List (" * 60, b"[" * 300, b"- " * 300]

Mutation = Callable[[random.Random, bytes], bytes]


def place(luck: random.Random, text: bytes) -> int:
    return luck.randint(0, len(text))


def cut(luck: random.Random, text: bytes) -> bytes:
    """Without some stretch."""
    at = place(luck, text)
    return text[:at] + text[at + luck.choice([1, 1, 2, 5, 20, 200]) :]


def truncated(luck: random.Random, text: bytes) -> bytes:
    """Only the beginning."""
    return text[: place(luck, text)]


def inserted(luck: random.Random, text: bytes) -> bytes:
    """With something put in."""
    at = place(luck, text)
    return text[:at] + luck.choice([*JUNK, *SIGNS, *SIGNS, *WORDS]) + text[at:]


def replaced(luck: random.Random, text: bytes) -> bytes:
    """With something in the place of something else."""
    at = place(luck, text)
    return text[:at] + luck.choice([*JUNK, *SIGNS, *WORDS]) + text[at + luck.randint(1, 6) :]


def lines(act: Callable[[random.Random, list[bytes]], None]) -> Mutation:
    """A mutation of lines."""

    def mutation(luck: random.Random, text: bytes) -> bytes:
        parts = text.split(b"\n")
        act(luck, parts)
        return b"\n".join(parts)

    return mutation


def swap(luck: random.Random, parts: list[bytes]) -> None:
    one, other = luck.randrange(len(parts)), luck.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]


def double(luck: random.Random, parts: list[bytes]) -> None:
    parts.insert(luck.randrange(len(parts)), luck.choice(parts))


def drop(luck: random.Random, parts: list[bytes]) -> None:
    del parts[luck.randrange(len(parts))]


def indent(luck: random.Random, parts: list[bytes]) -> None:
    at = luck.randrange(len(parts))
    parts[at] = luck.choice([b" ", b"  ", b"\t", b"      "]) + parts[at]


def dedent(luck: random.Random, parts: list[bytes]) -> None:
    at = luck.randrange(len(parts))
    parts[at] = parts[at].removeprefix(luck.choice([b" ", b"  ", b"    "]))


def exchanged(luck: random.Random, text: bytes) -> bytes:
    """With one word in the place of another of the same file."""
    words = text.split(b" ")
    one, other = luck.randrange(len(words)), luck.randrange(len(words))
    words[one] = words[other]
    return b" ".join(words)


MUTATIONS: list[Mutation] = [
    cut,
    truncated,
    inserted,
    inserted,
    replaced,
    exchanged,
    exchanged,
    *map(lines, (swap, double, drop, indent, dedent)),
]


def mutant(seed: int) -> dict[str, bytes]:
    """The files of a gallery proposal of which one has been mutated, one to three times."""
    luck = random.Random(seed)
    path = luck.choice(GALLERY)
    files = {
        "proposal.yaml": path.read_bytes().replace(b"uses: [alignment]", b"uses: [./alignment.yaml]"),
        "alignment.yaml": VOCABULARY.read_bytes(),
    }
    name = luck.choice(["proposal.yaml", "proposal.yaml", "proposal.yaml", "alignment.yaml"])
    for _ in range(luck.randint(1, 3)):
        files[name] = luck.choice(MUTATIONS)(luck, files[name])
    return files
