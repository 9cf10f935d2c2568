"""How registers, fields, states, transitions and relations are called on the command line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from qms_desktop.cli.output import WrongCall
from qms_desktop.exchange.synonyms import of_choice
from qms_desktop.exchange.targets import Into, every, field_words
from qms_desktop.principles import REGISTERS
from qms_desktop.records.choices import Choice
from qms_desktop.records.fields import Field
from qms_desktop.records.links import INVERSE, Relation
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.records.workflow import Transition

APART = {
    "state": "The state is changed with `qms-desktop move`.",
    "number": "The number is given by the program and stays.",
}


def plain(words: str) -> str:
    """A name for comparison: without case, accents and signs, with single blanks."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(words)).split())


def one_of(wanted: str, names: Iterable[str], sentence: str) -> WrongCall:
    """The refusal of an unknown name, with the nearest ones first and then all."""
    known = list(dict.fromkeys(names))
    near = difflib.get_close_matches(wanted.lower(), known, n=2)
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    return WrongCall(f"{sentence} {hint}Possible: {', '.join(known) or 'none'}.")


def register_of(kind: str) -> Register:
    """The register of a kind, which may also be called by its title.

    Raises:
        WrongCall: there is none.
    """
    for register in REGISTERS:
        if plain(kind) in {plain(register.kind), plain(register.title), plain(register.one)}:
            return register
    raise one_of(kind, (r.kind for r in REGISTERS), f"There is no register “{kind}”.")


def target_of(kind: str) -> Into:
    """The register, or the lines that records of one own, of a name; registers first.

    Raises:
        WrongCall: there is none.
    """
    known = sorted(every(REGISTERS), key=lambda into: not isinstance(into, Register))
    for into in known:
        if plain(kind) in {plain(into.kind), plain(into.title), plain(into.one)}:
            return into
    raise one_of(kind, (into.kind for into in known), f"There is no register “{kind}”.")


def field_of(register: Into, name: str) -> Field:
    """The field that a name, a label or another word for it means, in this order.

    Raises:
        WrongCall: none, or several.
    """
    wanted = plain(name)
    fields = list(register.fields.values())
    for names_of in (
        lambda field: (field.name,),
        lambda field: (field.label,),
        lambda field: field_words(register, field.name),
    ):
        found = [field for field in fields if wanted in map(plain, names_of(field))]
        if len(found) == 1:
            return found[0]
        if found:
            raise one_of(name, (f.name for f in found), f"“{name}” can mean several fields.")
    if wanted in APART and isinstance(register, Register):
        raise WrongCall(APART[wanted])
    raise one_of(name, register.fields, f"{register.title} have no field “{name}”.")


def member_of(members: Sequence[Choice], words: str) -> Choice | None:
    """The choice that a text means: by value, by label, or by one of its other words."""
    wanted = plain(words)
    for names_of in (lambda member: (member.value,), lambda member: (member.label,), of_choice):
        found = [member for member in members if wanted in map(plain, names_of(member))]
        if found:
            return found[0]
    return None


def states_of(register: Register, words: str) -> tuple[str, ...]:
    """The states that a text means; `open` means all that are still due, where no state has that name.

    Raises:
        WrongCall: none.
    """
    flow, found = register.workflow, []
    for part in words.split(";"):
        wanted = plain(part)
        named = [s for s in flow.states if wanted in {plain(s.value), plain(s.label)}]
        if not named and wanted == "open":
            named = [s for s in flow.states if not flow.is_settled(s)]
        if not named and (meant := member_of(tuple(flow.states), part)):
            named = [meant]
        if not named:
            raise one_of(part, (s.value for s in flow.states), f"{register.title} have no state “{part.strip()}”.")
        found += named
    return tuple(str(s) for s in found)


def transition_of(register: Register, state: str, name: str) -> Transition:
    """The transition that a name or label means, one that starts in this state before others.

    Raises:
        WrongCall: the register has none of that name.
    """
    wanted = plain(name)
    after = register.workflow.after(state)
    for transition in (*after, *register.workflow.transitions):
        if wanted in {plain(transition.name), plain(transition.label)}:
            return transition
    label = register.workflow.states(state).label.lower()
    possible = ", ".join(t.name for t in after) or "none"
    every = (t.name for t in register.workflow.transitions)
    raise one_of(
        name, every, f"{register.title} have no transition “{name}”. From the state {label} these start: {possible}."
    )


def relation_of(name: str) -> tuple[Relation, bool]:
    """The relation that a name or label means, and whether it is read from its target.

    Raises:
        WrongCall: there is none.
    """
    wanted = plain(name)
    for relation in Relation:
        if wanted in {plain(relation.value), plain(relation.label)}:
            return relation, False
        if wanted in map(plain, INVERSE[relation]):
            return relation, True
    every = [r.value for r in Relation] + [inverse for inverse, _ in INVERSE.values()]
    raise one_of(name, every, f"There is no relation “{name}”.")
