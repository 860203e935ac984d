"""Vacuity: contracts that nothing can meet, and facts that contradict one another; from these everything would follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from interlock.check.contracts import Stated
from interlock.check.encode import Unknowable
from interlock.check.fault import Vacuous
from interlock.check.formula import alternatives
from interlock.check.prove import Fact, Prover
from interlock.check.sorts import sort_of
from interlock.elaborate.interface import Interface
from interlock.kernel.builtin import AND, BOOL, EQUAL, FIN, IMPLIES, INT, NAT, REAL
from interlock.kernel.context import Context, opening
from interlock.kernel.evaluate import bare, evaluate
from interlock.kernel.quote import identity
from interlock.kernel.signature import Signature
from interlock.kernel.term import Apply, Deep, Free, Large, Literal, Pi, Quantified, Refinement, Term

INTERPRETED = (NAT, INT, REAL, BOOL)
"""Types that have values whatever they mention; so have data that are a list of names, and `Fin n` may have none."""

_TRUE = Apply(EQUAL, (NAT, Literal(0), Literal(0)))


def contradiction(
    stated: Sequence[Stated], prover: Prover, context: Context, lemmas: Sequence[Fact] = ()
) -> tuple[str, ...] | None:
    """The ports of a minimal set of statements that cannot be true together; None if there is none, or none was found."""

    def clash(some: Sequence[Stated]) -> bool:
        facts = [Fact(one.port, said) for one in some for said in one.propositions]
        try:
            return prover.consistent((*facts, *lemmas), context) is False
        except (Unknowable, Deep, Large):
            return False

    # What is owed is not known yet: only what sources state is taken for true.
    left = [one for one in stated if not one.owed]
    if not left or not clash(left):
        return None
    for one in tuple(left):
        rest = [other for other in left if other is not one]
        left = rest if clash(rest) else left
    return tuple(one.port for one in left)


def clashing(facts: Sequence[Fact], prover: Prover, context: Context, fixed: Sequence[Fact] = ()) -> tuple[Fact, ...]:
    """A minimal set of facts that cannot be true together with the fixed ones; none if there is none, or none was found."""

    def clash(some: Sequence[Fact]) -> bool:
        try:
            return prover.consistent((*fixed, *some), context) is False
        except (Unknowable, Deep, Large):
            return False

    left = list(facts)
    if not left or not clash(left):
        return ()
    for one in tuple(left):
        rest = [other for other in left if other is not one]
        left = rest if clash(rest) else left
    return tuple(left)


def vacuous(interface: Interface, prover: Prover, context: Context) -> Vacuous | None:
    """The first output whose guarantee some allowed inputs leave no value for, whatever the free variables are.

    What an interface promises is a game: for all parameters and inputs that it allows there is an output that it
    guarantees, and so on. It is vacuous if that is false whatever the predicates mean. Outputs whose type is not
    interpreted are taken as given; a type that has no value is met by none.
    """
    for at, port in enumerate(interface.telescope.ports):
        if port.incoming or not (port.guarantee is not None or _demanding(port.type)):
            continue
        context.machine.rest()
        sentence = _game(interface, at + 1, context)
        if sentence is None or not _false(port.name, sentence, prover, context):
            continue
        site, says = interface.port_site(at), port.guarantee
        if says is None and isinstance(port.type, Refinement):
            says = port.type.proposition
        if says is None:
            return Vacuous(site, port.name, _legible(port.type, interface, context), "type")
        return Vacuous(site, port.name, _legible(says, interface, context))
    return None


def unmeetable(type_: Term, prover: Prover, signature: Signature) -> bool:
    """Whether a function's type leaves no value of an interpreted type for some arguments, whatever the predicates mean."""
    domains, codomain = list[tuple[str, Term]](), type_
    while isinstance(codomain, Pi):
        domains.append((codomain.name, codomain.domain))
        codomain = codomain.codomain
    context = opening(signature)
    if not (_demanding(codomain) and _interpreted(codomain, len(domains), context)):
        return False
    sentence: Term = Quantified("exists", "value", codomain, _TRUE)
    for name, domain in reversed(domains):
        sentence = Quantified("forall", name, domain, sentence)
    return _false("", sentence, prover, context)


def _false(name: str, sentence: Term, prover: Prover, context: Context) -> bool:
    """Whether a sentence is known to be false whatever the predicates mean."""
    try:
        return prover.consistent((Fact(name, evaluate(sentence, (), context.machine)),), context) is False
    except (Unknowable, Deep, Large):
        return False


def _demanding(type_: Term) -> bool:
    """Whether a type may be one that has no value though its sort has some."""
    if isinstance(type_, Refinement):
        return True
    return _is_index(type_) and not (isinstance(size := type_.arguments[0], Literal) and size.value)


def _is_index(type_: Term) -> TypeGuard[Apply]:
    return isinstance(type_, Apply) and type_.head is FIN


def _legible(says: Term, interface: Interface, context: Context) -> Term:
    """A contract with the names of the ports that it mentions."""
    telescope = interface.telescope
    names = tuple(field.name for field in (*telescope.parameters, *telescope.ports))
    return evaluate(says, tuple(map(Free, names)), context.machine)


def _game(interface: Interface, stop: int, context: Context) -> Term | None:
    """The sentence about all ports before ``stop``; None if none of its outputs is interpreted."""
    fields = (*interface.telescope.parameters, *interface.telescope.ports[:stop])
    outputs = [False] * len(interface.telescope.parameters)
    for field in interface.telescope.ports[:stop]:
        outputs.append(not field.incoming and _interpreted(field.type, len(outputs), context))
    if not outputs[-1]:
        return None
    body: Term = _TRUE
    for field, chosen in reversed(tuple(zip(fields, outputs, strict=True))):
        said = field.assume if field.incoming else field.guarantee
        if said is not None:
            body = Apply(AND if chosen else IMPLIES, (said, body))
        body = Quantified("exists" if chosen else "forall", field.name, field.type, body)
    return body


def _interpreted(type_: Term, depth: int, context: Context) -> bool:
    value = evaluate(type_, identity(depth), context.machine)
    plain = bare(value, context.machine)
    return plain in INTERPRETED or _is_index(plain) or bool(alternatives(sort_of(value, context)))
