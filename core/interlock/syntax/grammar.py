"""Core's own sections as data, declared as a plugin declares its own."""

from __future__ import annotations

from interlock.syntax.declared import (
    Allow,
    Alpha,
    Beta,
    Bound,
    Cause,
    Claim,
    DataDeclaration,
    Event,
    Failures,
    FailureType,
    FailureTypes,
    Family,
    FunctionDeclaration,
    GreekLetters,
    Independence,
    Kind,
    KindFailures,
    Learn,
    Lemma,
    NamedLabel,
    OrderedLabel,
    Placed,
    Predicate,
    Refine,
    Scenario,
    TypedLabel,
    UnitDeclaration,
)
from interlock.syntax.section import Section
from interlock.syntax.sort import (
    LearnSort,
    Sort,
    anything,
    box,
    condition,
    count,
    default,
    either,
    file,
    flag,
    identifier,
    interface,
    many,
    maybe,
    name,
    named,
    number,
    phrase,
    port,
    proposition,
    reason,
    record,
    ref,
    telescope,
    term,
    text,
    type_,
    wire,
    word,
)

MODE = word("deterministic", "stochastic", "possibilistic", "credal")
BASIS = word("assumed", "elicited", "cited")

# -- failures --------------------------------------------------------------------------------------------------------

RULE = either(
    phrase(ref("failure"), "at", port(), maybe(phrase("if", condition()))),
    phrase("stop", ref("failure"), "at", port()),
)


def by_scenario(unit: str) -> Sort:
    """A number, or one for each of some scenarios."""
    return either(number(unit), named(ref("scenario"), number(unit)))


EVENT = record(
    Event,
    probability=maybe(by_scenario("1")),
    rate=maybe(by_scenario("")),
    exposure=maybe(by_scenario("")),
    tested=maybe(by_scenario("")),
    basis=maybe(BASIS),
    breaks=maybe(port("out")),
)
EVENTS = maybe(named(name("event"), EVENT))
TYPES = named(name("failure"), record(FailureType, is_=maybe(ref("failure"))))
GROUP = many(ref("event"))
DEPENDENCE = either(
    record(Independence, independent=GROUP, because=reason()),
    record(Cause, cause=ref("event"), of=GROUP),
    record(Beta, beta=number(), of=GROUP),
    record(GreekLetters, mgl=many(number()), of=GROUP),
    record(Alpha, alpha=many(number()), of=GROUP),
    record(
        Bound,
        bound=phrase("P", "(", condition(), maybe(phrase("given", condition())), ")", word("<=", "=", ">="), number()),
    ),
)

# -- boxes, ports, labels --------------------------------------------------------------------------------------------

KIND = record(Kind, ports=interface(), parameters=maybe(telescope()), mode=maybe(MODE), memory=maybe(flag()))
BOX = either(
    record(Placed, kind=either(ref("kind"), file()), with_=maybe(named(identifier(), term())), replicate=maybe(term())),
    KIND,
)
LEARN = record(
    Learn,
    learn=LearnSort(new=True),
    by=default(word("gradient", "imitation", "selection", "filtering", "redesign"), "gradient"),
    aim=default(word("raise", "lower"), "raise"),
    anchor=maybe(either(word("itself"), port())),
    weight=maybe(number("")),
    tail=maybe(word("light")),
    horizon=maybe(either(word("episode"), count())),
    choices=maybe(number()),
    budget=maybe(number("nat")),
    times=maybe(number()),
)
LABEL_KEY = either(
    record(OrderedLabel, order=many(word()), combine=word("min", "max")),
    record(NamedLabel, names=either(word("any"), many(word()))),
    record(TypedLabel, type=type_()),
)
LABELS = named(ref("label"), either(ref("value"), number(""), many(ref("value"))))

# -- the sections ----------------------------------------------------------------------------------------------------

PROPOSAL = (
    Section("parameters", telescope(), whole=True, doc="Names with types, in order; a default as a second key."),
    Section("ports", interface(), whole=True, doc="The outer interface, ordered: what may depend on what."),
    Section("boxes", BOX, introduces="box", doc="Boxes: a kind with arguments, or a kind of their own."),
    Section("wires", wire(), listed=True, doc="A source, then the targets that it feeds."),
    Section("learns", LEARN, listed=True, doc="Optimisation: what is chosen so as to raise what."),
    Section("labels", LABEL_KEY, introduces="label", doc="Label keys: their values, and how they combine."),
    Section(
        "failures",
        record(
            Failures, types=maybe(TYPES), events=EVENTS, rules=maybe(many(RULE)), dependence=maybe(many(DEPENDENCE))
        ),
        whole=True,
        doc="Numbers for events, events and rules of the proposal's own, and what depends on what.",
    ),
    Section(
        "scenarios",
        record(Scenario, weight=maybe(number()), basis=maybe(BASIS)),
        introduces="scenario",
        doc="Exactly one of them holds; one without a weight has the rest.",
    ),
    Section(
        "claims",
        record(Claim, says=proposition(), admit=maybe(text())),
        introduces="claim",
        doc="Propositions over ports that are to be proved.",
    ),
    Section("variants", anything(), introduces="variant", doc="Sections that are laid over the file."),
    Section("allow", record(Allow, lint=word(), at=text(), because=text()), listed=True, doc="Findings accepted."),
    Section(
        "refines",
        record(
            Refine,
            proposal=file(),
            boxes=named(identifier(), box()),
            failures=maybe(named(ref("failure"), ref("failure"))),
        ),
        whole=True,
        pending="refinement is not part of this version",
        doc="The proposal that this one refines, and how.",
    ),
)

VOCABULARY = (
    Section(
        "families",
        record(
            Family, type=type_(), variance=maybe(named(identifier(), word("covariant", "contravariant", "invariant")))
        ),
        at="vocabulary",
        introduces="family",
        doc="Families of types.",
    ),
    Section(
        "units",
        record(UnitDeclaration, means=either(word("base"), number(""))),
        at="vocabulary",
        introduces="unit",
        doc="Units: `base`, or a multiple of others.",
    ),
    Section(
        "data",
        record(DataDeclaration, constructors=telescope(), parameters=maybe(telescope())),
        at="vocabulary",
        introduces="data",
        doc="Data types by their constructors.",
    ),
    Section("predicates", record(Predicate, type=type_()), at="vocabulary", introduces="predicate", doc="Predicates."),
    Section(
        "functions",
        record(FunctionDeclaration, type=type_(), equations=maybe(many(term()))),
        at="vocabulary",
        introduces="function",
        doc="Total functions by clauses.",
    ),
    Section(
        "lemmas", record(Lemma, says=proposition()), at="vocabulary", introduces="lemma", doc="Axioms, listed as such."
    ),
    Section("labels", LABEL_KEY, at="vocabulary", introduces="label", doc="Label keys."),
    Section("failures", record(FailureTypes, types=TYPES), at="vocabulary", whole=True, doc="Failure types."),
    Section("kinds", KIND, at="vocabulary", introduces="kind", doc="Kinds of boxes."),
)

KINDS = (
    Section("labels", LABELS, at="kind", doc="Values of label keys."),
    Section(
        "failures",
        record(KindFailures, events=EVENTS, rules=maybe(many(RULE))),
        at="kind",
        doc="Events of a kind, and rules by which failures pass through it.",
    ),
    Section("labels", LABELS, at="box", doc="Values of label keys, over those of the kind."),
    Section("labels", LABELS, at="port", doc="Values of label keys."),
    Section("relabels", LABELS, at="port", doc="Endorsement or declassification by an output."),
)

CORE: tuple[Section, ...] = (*PROPOSAL, *VOCABULARY, *KINDS)
"""All sections of core."""
