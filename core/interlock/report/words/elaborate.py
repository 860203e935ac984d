"""What is said of mistakes in names, wiring and types."""

from __future__ import annotations

from typing import Final, assert_never

from interlock.elaborate.fault import (
    AmbiguousName,
    DishonestInterface,
    DuplicateName,
    ElaborationFault,
    InstantaneousLoop,
    InstantEscape,
    Lawless,
    Misplaced,
    Misshapen,
    NoSource,
    NotAFunction,
    NotAnalysed,
    NotAType,
    NotFixed,
    NotProved,
    TermMismatch,
    TooDeep,
    TooLarge,
    TwoSources,
    TypeMismatch,
    UnitMismatch,
    UniverseMismatch,
    UnknownThing,
    UnsolvedParameter,
    UnusedSource,
    Unvarying,
    WrongArity,
    WrongDirection,
    WrongMember,
)
from interlock.elaborate.misdefined import EndlessCall, MissingClause, NotPositive, TwoClauses
from interlock.report.contrast import clip
from interlock.report.words.wording import (
    Wording,
    article,
    choice,
    convert,
    listing,
    measures,
    plural,
    quote,
    quotient,
    suggestion,
    term,
    versus,
)

_STEPS = 4  # of a loop, told one by one


def word_elaborate(fault: ElaborationFault) -> Wording:
    """The words for a mistake that elaboration found."""
    match fault:
        case UnknownThing() | DuplicateName() | AmbiguousName():
            return _name(fault)
        case NoSource() | TwoSources() | WrongDirection() | UnusedSource():
            return _wiring(fault)
        case InstantaneousLoop() | DishonestInterface() | InstantEscape() | NotFixed():
            return _causality(fault)
        case TypeMismatch():
            from interlock.report.words.mismatch import word_mismatch

            return word_mismatch(fault)
        case TermMismatch() | NotAType() | NotAFunction() | WrongArity() | UniverseMismatch():
            return _term(fault)
        case UnsolvedParameter() | UnitMismatch() | NotProved():
            return _owed(fault)
        case MissingClause() | TwoClauses() | EndlessCall() | NotPositive():
            from interlock.report.words.definition import word_definition

            return word_definition(fault)
        case Misplaced(_, key, port, incoming):
            return _misplaced(key, port, incoming=incoming)
        case TooLarge() | TooDeep() | Misshapen() | Unvarying() | WrongMember() | Lawless() | NotAnalysed():
            return _other(fault)
        case _:
            assert_never(fault)


_DECLARED = {
    "failure": "Failure types are declared under `failures`, `types`, of a proposal or of a vocabulary that it uses.",
    "event": "Events are declared under `failures`, `events`: of a kind or box those with a dot, of the proposal all others.",
    "scenario": "Scenarios are declared under `scenarios`.",
    "adversary": "Adversaries are declared under `adversaries`.",
    "unit": "Units are declared under `units` of a vocabulary that is named by `uses`.",
}
"""Where a name would be declared that is like no other, by what it is a name of."""


def _name(fault: UnknownThing | DuplicateName | AmbiguousName) -> Wording:
    match fault:
        case UnknownThing(_, "name" | "port" as what, name, early=True):
            advice = f"Declare {quote(name)} above this: an interface speaks of what stands before."
            return Wording(f"there is no {what} {quote(name)} yet", help=advice)
        case UnknownThing(_, "vocabulary", name):
            return Wording(
                f"{quote(name)} is a proposal, and `uses` names vocabularies",
                help=f"Take it as a box: `part: {{kind: {clip(name, 60)}}}`.",
            )
        case UnknownThing(_, "kind", name) if name.endswith(".yaml"):
            advice = f"Write `uses: [{clip(name, 60)}]`; its kinds then go by their names."
            return Wording(f"{quote(name)} is a vocabulary, and no kind of boxes", help=advice)
        case UnknownThing(_, what, name, within, nearest):
            if what.startswith("value of "):
                of = what.removeprefix("value of ")
                return Wording(f"{of} has no value {quote(name)}", help=suggestion(nearest, 8))
            where = f" in {quote(within)}" if within else ""
            return Wording(
                f"there is no {what} {quote(name)}{where}", help=suggestion(nearest) or _DECLARED.get(what, "")
            )
        case DuplicateName(_, name, first):
            labels = ((first, f"{quote(name)} is declared here first"),) if first else ()
            taken = "is declared already" if first else "is built in"
            return Wording(f"the name {quote(name)} {taken}", labels=labels, help="Choose another name.")
        case AmbiguousName(_, name, vocabularies):
            return Wording(
                f"{quote(name)} is declared by the vocabularies {listing(vocabularies)}",
                help=f"Say which: {choice([f'{vocabulary}.{name}' for vocabulary in vocabularies])}.",
            )
        case _:
            assert_never(fault)


def _wiring(fault: NoSource | TwoSources | WrongDirection | UnusedSource) -> Wording:
    match fault:
        case NoSource(_, target, type_, offers):
            of = f", which takes {term(type_)}" if type_ is not None else ""
            fits = f"Of that type: {choice(offers)}. Add `- {offers[0]} -> {target}`." if offers else ""
            return Wording(
                f"nothing feeds {quote(target)}{of}", help=fits or f"Add a wire `- SOURCE -> {clip(target, 60)}`."
            )
        case TwoSources(_, target, sources, first):
            return Wording(
                f"{quote(target)} is fed twice, by {listing(dict.fromkeys(sources))}",
                labels=((first, f"{quote(target)} is fed here first"),),
                help="Remove one of the wires; a target has one source.",
            )
        case WrongDirection(_, port, "input" | "output" as wanted, nearest):
            is_a = "input" if wanted == "output" else "output"
            return Wording(
                f"{quote(port)} is {article(is_a)}, and {article(wanted)} is due here", help=suggestion(nearest)
            )
        case WrongDirection(_, port, wanted, nearest, turned):
            is_a = "target" if wanted == "source" else "source"
            return Wording(
                f"{quote(port)} is {article(is_a)} of wires, and {article(wanted)} is due here",
                help=(f"The wire is the wrong way round: write `{clip(turned, 120)}`." if turned else "")
                or suggestion(nearest)
                or "A wire leads from an output of a box, or an input of the proposal, "
                "to an input of a box, or an output of the proposal.",
            )
        case UnusedSource(_, port):
            return Wording(f"{quote(port)} feeds nothing", help="Wire it to what needs it, or leave the box out.")
        case _:
            assert_never(fault)


def _causality(fault: InstantaneousLoop | DishonestInterface | InstantEscape | NotFixed) -> Wording:
    match fault:
        case InstantaneousLoop():
            return _loop(fault)
        case DishonestInterface(_, output, hidden, way, late):
            named = f"Declare {quote(hidden)} above it" if late else f"Name {quote(hidden)} in its `from:`"
            return Wording(
                f"the output {quote(output)} depends on {quote(hidden)}, which its declaration leaves out",
                (f"the way: {_way(way)}",) if way else (),
                help=f"{named}, or wire it so that it does not depend on it.",
            )
        case InstantEscape(_, box, parameter, solution, port):
            return Wording(
                f"{quote(box)} has a memory, and its parameter {quote(parameter)} would be {term(solution)}, "
                f"whose {quote(port)} is another thing at every instant",
                help=f"Make {quote(port)} `fixed`, or let the type that {quote(box)} remembers be free of it.",
            )
        case NotFixed(_, port, source):
            return Wording(
                f"{quote(port)} is to stay fixed, and {quote(source)} may change from instant to instant",
                help=f"Declare {quote(source)} fixed, too, or take a source that is.",
            )
        case _:
            assert_never(fault)


def _loop(fault: InstantaneousLoop) -> Wording:
    """The loop port by port: which box waits in it for what, and at which wires a delay would break it."""
    ports, cuts = fault.ports, fault.cuts
    hops = [(one, other) for one, other in zip(ports, (*ports[1:], *ports[:1]), strict=True) if other not in cuts]
    steps = [f"in {quote(one.rpartition('.')[0])}: {quote(other)} waits for {quote(one)}" for one, other in hops]
    more = [f"and so on through {len(steps) - _STEPS} more"] if len(steps) > _STEPS else []
    where = f"the wire to {choice(cuts)}" if cuts else "one of the wires"
    return Wording(
        f"these ports wait for one another within one instant: {_way((*ports, *ports[:1]))}",
        (*steps[:_STEPS], *more),
        tuple((place, "a delay in this wire would break the loop, too") for place in fault.places),
        f"Put a delay into {where}, or say with `from:` what an output waits for.",
    )


def _term(fault: TermMismatch | NotAType | NotAFunction | WrongArity | UniverseMismatch) -> Wording:
    match fault:
        case TermMismatch(_, expected, found, place, (one, other), factor, larger):
            due, had = measures(one, other)
            said = f"{_sentence(place) or 'this term'} has the unit {had} where {due} is due"
            advice = convert(factor, due, had, quotient(one, other), larger=larger)
            return Wording(said, versus(expected, found), help=advice)
        case TermMismatch(_, expected, found, place):
            return Wording(f"{_sentence(place) or 'this term'} has the wrong type", versus(expected, found))
        case NotAType(_, value, type_):
            return Wording(
                f"{term(value)} is no type: it is a {term(type_)}", help="A type is due here, such as `Nat`."
            )
        case NotAFunction(_, value, type_, field):
            if field:
                return Wording(f"{term(value)} has no field {quote(field)}; its type is {term(type_)}")
            return Wording(f"{term(value)} takes no argument; its type is {term(type_)}", help="Remove the argument.")
        case WrongArity(_, name, expected, found, type_, missing):
            named = [one for one in missing if one != "_"]
            lacks = f"{listing(named)} {'is' if len(named) == 1 else 'are'} missing. " if named else ""
            return Wording(
                f"{quote(name)} takes {plural(expected, 'argument')} and has {found}",
                (f"{clip(name, 60)} : {spelt}",) if "->" in (spelt := term(type_).strip("`")) else (),
                help=f"{lacks}Arguments in braces are implicit: they are found from the others and never written.",
            )
        case UniverseMismatch(_, value, level, allowed):
            return Wording(
                f"{term(value)} is in `Type {level}`, and its place holds what is in `Type {allowed}`",
                help="A collection of types is larger than each of them: raise the level, or pass a smaller type.",
            )
        case _:
            assert_never(fault)


def _owed(fault: UnsolvedParameter | UnitMismatch | NotProved) -> Wording:
    match fault:
        case UnsolvedParameter(_, "", _, _, _):
            return Wording(
                "nothing determines an implicit argument here",
                help="Make it explicit in the family's declaration, or use it in a type that says what it is.",
            )
        case UnsolvedParameter(_, box, kind, parameters, determined_by):
            of = f"the {'parameter' if len(parameters) == 1 else 'parameters'} {listing(parameters)}"
            given = ", ".join(f"{name}: ..." for name in parameters[:4])
            by = (
                f" {listing(determined_by)} would determine {'it' if len(parameters) == 1 else 'them'}."
                if determined_by
                else ""
            )
            return Wording(
                f"nothing determines {of} of {quote(box)}",
                help=f"Write `{clip(box, 60)}: {{kind: {clip(kind, 60) or '...'}, with: {{{given}}}}}`.{by}",
            )
        case UnitMismatch(_, expected, found, factor, larger, missing):
            due, had = _unit(expected), _unit(found)
            advice = _missing(due) if "none" in (due, had) else convert(factor, due, had, missing, larger=larger)
            return Wording(f"the unit is {had} where {due} is due", help=advice)
        case NotProved():
            return _unproved(fault)
        case _:
            assert_never(fault)


def _missing(due: str) -> str:
    """What would mend a number without a unit, or one with a unit where none is due."""
    if due == "none":
        return "A pure number is due here: leave the unit out."
    return f"Write the unit behind the number: {due}."


def _unit(unit: str) -> str:
    return "none" if unit in ("", "1") else quote(unit)


def _unproved(fault: NotProved) -> Wording:
    """What is owed, what is known of it, where it fails or what stood in the way, and what would help."""
    owed = term(fault.proposition, 240)
    known = tuple(f"known: {term(fact, 100).strip('`')}" for fact in fault.facts[:3])
    if fault.against:
        return Wording(
            f"{owed} cannot be admitted: it contradicts {listing(fault.against)}",
            labels=((fault.admitted, "it is admitted here"),) if fault.admitted else (),
            help="Correct one of them: from a contradiction everything would follow.",
        )
    if fault.refuted:
        values = ", ".join(f"{clip(name, 60)} = {clip(value, 40)}" for name, value in fault.counterexample[:6])
        wrong = (f"it is false for: {values}",) if values else ()
        advice = "Make the source promise more, or the target ask for less." if values else _CHANGE
        return Wording(f"{owed} does not hold", (*known, *wrong), help=advice)
    says, advice = _UNDECIDED.get(fault.missing, _UNDECIDED["inexact"])
    return Wording(f"{owed} {says}", known, help=advice)


_CHANGE: Final = "Change what makes it false, or the claim."
_UNDECIDED: Final = {
    "inexact": (
        "is owed here and does not follow from what is known",
        "Add a guarantee to a box before it, or a lemma that says why.",
    ),
    "limit": (
        "is owed here, and the solver reached its limit before it was decided",
        "State a step of the argument as a refinement or a lemma, or allow more with `--solver-steps`.",
    ),
    "no-solver": (
        "is owed here, and was not decided: the solver z3 is not installed",
        "Install it: `pip install z3-solver`.",
    ),
}
"""What is said of an obligation that was not decided, and what helps, by what was missing."""


def _other(fault: TooLarge | TooDeep | Misshapen | Unvarying | WrongMember | Lawless | NotAnalysed) -> Wording:
    match fault:
        case TooLarge(_, what, limit):
            of_number = what == "the exponent of a number"
            helps = (
                f"A number is 0, or between 1e-{limit} and 1e{limit}."
                if of_number
                else "Make it smaller, or name its parts."
            )
            return Wording(f"{clip(what, 100)} is larger than the limit of {limit:,}", help=helps)
        case TooDeep(_, limit):
            return Wording(f"this is nested deeper than {limit} levels", help="Name its inner parts and refer to them.")
        case Unvarying(_, name, variance, mentioned):
            why = "the type of a later argument mentions it" if mentioned else "it is no type, and only types may vary"
            return Wording(
                f"{quote(name)} cannot be {variance}: {why}", help="Leave it out: an argument is invariant unless said."
            )
        case Misshapen(_, expected, found):
            return Wording(f"expected {clip(expected, 160)}, found {clip(found, 160)}")
        case WrongMember(_, end, due):
            from interlock.report.words.member import word_member

            return word_member(end, due)
        case Lawless(_, code, says, advice):
            return Wording(clip(says, 400) or f"this is against the rule {quote(code)}", help=clip(advice, 200))
        case NotAnalysed(_, part, pending):
            why = f": {clip(pending, 200)}" if pending else ""
            return Wording(f"{quote(part)} is read and resolved, but not analysed{why}")
        case _:
            assert_never(fault)


_SAYS: Final = {
    "guarantee": "what an output promises",
    "assume": "what an input relies on",
    "is": "the value that an output has",
    "from": "what an output waits for",
    "relabels": "what an output does to labels",
}
_INSTEAD: Final = {"guarantee": "An input says `assume`.", "assume": "An output says `guarantee`."}


def _misplaced(key: str, port: str, *, incoming: bool) -> Wording:
    """What a key of a port says, and what a port of the other direction says in its place."""
    is_ = "an input" if incoming else "an output"
    return Wording(
        f"{quote(key)} is {_SAYS.get(key, 'said of others')}, and {quote(port)} is {is_}",
        help=_INSTEAD.get(key, "Leave it out."),
    )


def _way(ports: tuple[str, ...], most: int = 8) -> str:
    shown = ports if len(ports) <= most else (*ports[: most - 2], "...", ports[-1])
    return " -> ".join(shown)


def _sentence(place: str) -> str:
    return clip(place, 100)
