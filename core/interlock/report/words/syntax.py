"""What is said of mistakes in the text of a file."""

from __future__ import annotations

from typing import assert_never

from interlock.report.contrast import clip
from interlock.report.words.wording import Wording, listing, quote, suggest, suggestion
from interlock.syntax.fault import (
    Dropped,
    DuplicateKey,
    ImportCycle,
    NeedsQuotes,
    NoSuchFile,
    NothingDropped,
    NothingEdited,
    NotUtf8,
    OutsideRoot,
    SecondDocument,
    SyntaxFault,
    TabIndentation,
    Tagged,
    TooDeep,
    TooLarge,
    TypeSyntax,
    UnknownAlias,
    UnknownKey,
    UnknownParameter,
    UnknownVariant,
    UnknownVocabulary,
    Unprintable,
    WrongShape,
    YamlSyntax,
)


def word_syntax(fault: SyntaxFault) -> Wording:
    """The words for a mistake in a text."""
    match fault:
        case NotUtf8(_, _, 0):
            return Wording(
                "the file has zero bytes, as UTF-16 and what is no text have", help="Save the file as UTF-8."
            )
        case NotUtf8(_, offset, byte):
            return Wording(
                f"byte {offset:,} of the file is 0x{byte:02x}, which is not UTF-8",
                help="Save the file as UTF-8.",
            )
        case YamlSyntax() | NeedsQuotes() | TabIndentation() | Unprintable() | SecondDocument() | Tagged():
            return _yaml(fault)
        case UnknownAlias(_, name, known, _):
            return Wording(f"`*{clip(name, 40)}` stands for nothing", help=suggest((), known, "anchor before it"))
        case DuplicateKey(_, key, first):
            return Wording(
                f"the key {quote(key)} is given twice",
                labels=((first, f"{quote(key)} is given here first"),),
                help="Join the two, or rename one of them.",
            )
        case UnknownKey():
            return _key(fault)
        case WrongShape(_, expected, found, advice):
            return Wording(f"expected {clip(expected, 160)}, found {clip(found, 160)}", help=clip(advice, 200))
        case TypeSyntax(_, found, expected, advice):
            return Wording(
                f"this does not parse: found {clip(found, 80)} where {clip(expected, 120)} is due",
                help=clip(advice, 200),
            )
        case TooLarge() | TooDeep():
            return _excessive(fault)
        case NoSuchFile() | UnknownVocabulary() | OutsideRoot() | ImportCycle():
            return _file(fault)
        case UnknownVariant() | UnknownParameter() | NothingDropped() | NothingEdited() | Dropped():
            return _variant(fault)
        case _:
            assert_never(fault)


def _key(fault: UnknownKey) -> Wording:
    """The words for a key that is none: of a mapping that is none, of another form of box, or misspelt."""
    if fault.term:
        return Wording(
            "YAML takes these braces for a mapping; a term that begins with one stands in quotes",
            help=_instead(f'"{fault.term}"'),
        )
    if fault.key == "replicate" and "ports" in fault.known:
        return Wording("`replicate` stands beside `kind`, and here is none", help="Let what has the ports be a kind.")
    advice = suggest(fault.nearest, fault.known, "key here")
    return Wording(f"{quote(fault.key)} is no key that may stand here", help=advice)


def _yaml(fault: YamlSyntax | NeedsQuotes | TabIndentation | Unprintable | SecondDocument | Tagged) -> Wording:
    match fault:
        case YamlSyntax():
            return _libyaml(fault)
        case NeedsQuotes(_, _, found, fix):
            return Wording(f"YAML takes {quote(found)} here for a sign of its own; quote the text", help=_instead(fix))
        case TabIndentation():
            return Wording("a tab indents this line, and YAML indents by blanks only", help="Put blanks in its place.")
        case Unprintable(_, character):
            return Wording(
                f"the character U+{ord(character):04X} may not stand in a file",
                help="Remove it; an editor may hide it.",
            )
        case SecondDocument():
            return Wording("a second document begins here, and a file holds one", help="Put it into a file of its own.")
        case Tagged(_, tag):
            return Wording(
                f"the tag {quote(tag)} has no meaning here",
                help="Remove the tag: what a value means is said by the section in which it stands.",
            )
        case _:
            assert_never(fault)


_MEANT = {
    "could not find expected ':'": ("a colon is missing behind a key", "Every key of a mapping ends in a colon."),
    "did not find expected key": ("this line belongs to nothing above it", "Look at the indentation here and above."),
    "did not find expected '-' indicator": ("this line is no member of the list above it", "Look at the indentation."),
    "mapping values are not allowed in this context": (
        "a colon stands where no key is due",
        "Quote the text if the colon is part of it; else look at the indentation.",
    ),
    "did not find expected ',' or '}'": ("a comma or a closing brace is missing", "Close what `{` has opened."),
    "did not find expected ',' or ']'": ("a comma or a closing bracket is missing", "Close what `[` has opened."),
    "found unexpected end of stream": ("a quoted text is not closed", "Add the closing quote."),
    "found unexpected document indicator": ("a quoted text is not closed", "Add the closing quote."),
}
"""What the problems that libyaml names most often usually come from, and what to do."""


def _libyaml(fault: YamlSyntax) -> Wording:
    """The problem in our words where we know it, with the words of libyaml underneath."""
    its = ": ".join(part for part in (clip(fault.context, 100), clip(fault.problem, 160)) if part)
    if fault.problem not in _MEANT:
        return Wording(f"this is not YAML: {its}", help=_instead(fault.fix))
    says, advice = _MEANT[fault.problem]
    if fault.fix.startswith("- "):
        says = "a dash is missing in front of a member of the list"
    return Wording(says, (f"libyaml says {its}",), help=_instead(fault.fix) or advice)


def _excessive(fault: TooLarge | TooDeep) -> Wording:
    if isinstance(fault, TooLarge):
        return Wording(
            f"this is more than the {fault.limit:,} {fault.unit} that are read",
            help="Split it, or write what repeats as a nested proposal or with `replicate`.",
        )
    return Wording(f"this is nested deeper than {fault.limit} levels", help="Name its inner parts and refer to them.")


def _file(fault: NoSuchFile | UnknownVocabulary | OutsideRoot | ImportCycle) -> Wording:
    match fault:
        case NoSuchFile(_, path, reason):
            return Wording(
                f"the file {quote(path)} cannot be read{': ' + clip(reason, 100) if reason else ''}",
                help="A path is relative to the file in which it stands.",
            )
        case UnknownVocabulary(_, name, known, nearest):
            return Wording(
                f"no plugin ships anything called {quote(name)}",
                help=f"A file of your own is written `./{clip(name, 40)}.yaml`. {suggest(nearest, known, 'shipped file')}",
            )
        case OutsideRoot(_, path, root):
            return Wording(
                f"{quote(path)} leaves the folder of the proposal and was not read",
                help=f"Put the file below {quote(root)}, or an `interlock.toml` into a folder above both.",
            )
        case ImportCycle(_, cycle):
            return Wording(
                f"files use one another in a circle: {clip(' -> '.join(cycle), 300)}",
                help="Move what both need into a third file.",
            )
        case _:
            assert_never(fault)


def _variant(fault: UnknownVariant | UnknownParameter | NothingDropped | NothingEdited | Dropped) -> Wording:
    match fault:
        case UnknownVariant(_, variant, known, nearest):
            return Wording(
                f"there is no variant {quote(variant)}", help=suggest(nearest, known, "variant in this file")
            )
        case UnknownParameter(_, parameter, known, nearest):
            return Wording(
                f"the proposal has no parameter {quote(parameter)}", help=suggest(nearest, known, "parameter to set")
            )
        case NothingDropped(_, name, _, nearest):
            return Wording(
                f"`drop` names {quote(name)}, and there is no such item",
                help=suggestion(nearest) or "Write `boxes.NAME`, another section's `SECTION.NAME`, or a wire.",
            )
        case NothingEdited(_, what, name, nearest):
            advice = "`on` is a wire as it stands: its source, and targets that it feeds." if what == "wire" else ""
            return Wording(f"there is no {what} {quote(name)} to edit", help=suggestion(nearest) or advice)
        case Dropped():
            return Wording(_dropped(fault))
        case _:
            assert_never(fault)


def _dropped(fault: Dropped) -> str:
    """What else went with a name, and what lost a part."""
    others = [key for key in fault.gone if key != fault.name.replace(".", ":", 1)]
    said = f"with {quote(fault.name)} went {listing(others) if others else 'nothing else'}"
    return f"{said}, and parts of {listing(fault.trimmed)}" if fault.trimmed else said


def _instead(fix: str) -> str:
    return f"Write: {clip(fix.strip(), 200)}" if fix else ""
