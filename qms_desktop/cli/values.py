"""`FIELD=VALUE`: from the text of an argument to the value that a field takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from qms_desktop.cli.naming import field_of, member_of, plain, states_of
from qms_desktop.cli.output import WrongCall
from qms_desktop.errors import RuleBroken, Unmet
from qms_desktop.exchange.dates import to_date
from qms_desktop.exchange.targets import Into
from qms_desktop.exchange.words import NO_WORDS, YES_WORDS
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.register import Register
from qms_desktop.workspace import queries
from qms_desktop.workspace.look import Look

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
FROM_TODAY = re.compile(r"([+-]\d{1,5})\s*([dw])")
MINOR_UNITS = 100
Values = dict[str, object]


def split(given: Sequence[str]) -> list[tuple[str, str]]:
    """The names and texts of `FIELD=VALUE` arguments.

    Raises:
        WrongCall: an argument has no equals sign, or no name before it.
    """
    pairs = []
    for argument in given:
        name, sign, text = argument.partition("=")
        if not sign or not name.strip():
            raise WrongCall(f'“{argument}” is not FIELD=VALUE. Write for example title="Mixed parts".')
        pairs.append((name, text))
    return pairs


def typed(look: Look, register: Into, given: Sequence[str], refusal: str) -> Values:
    """The values to store, by field name; an empty text clears its field.

    Raises:
        WrongCall: no such field.
        RuleBroken: lists every text that is no value of its field.
    """
    found: Values = {}
    problems: list[Unmet] = []
    for name, text in split(given):
        shown = field_of(register, name)
        try:
            found[shown.name] = value_of(look, _settable(shown), text)
        except ValueError as error:
            problems.append(Unmet(f"{shown.label}: {error}", field=shown.name))
    if problems:
        raise RuleBroken(" ".join([refusal, *(p.message for p in problems)]), problems)
    return found


def _settable(shown: Field) -> Field:
    if shown.info.computed:
        raise ValueError("The program works this out itself.")
    return shown


def conditions(look: Look, register: Into, given: Iterable[str]) -> Mapping[str, object]:
    """What `--where` asks for, as a listing takes it; a field named twice may have any of the values.

    Raises:
        WrongCall: no such field or state.
        RuleBroken: a text is no value of its field.
    """
    found: Values = {}
    for name, text in split(list(given)):
        key, value = _condition(look, register, name, text)
        before = found.get(key)
        # an empty value stands alone: a listing cannot ask for "nothing or one of these"
        found[key] = (*before, *value) if isinstance(before, tuple) and value else value or None
    return found


def _condition(look: Look, register: Into, name: str, text: str) -> tuple[str, tuple[object, ...]]:
    if plain(name) == "state" and isinstance(register, Register):
        return "state", states_of(register, text)
    if plain(name) == "number" and isinstance(register, Register):
        return "number", (text.strip().upper(),)
    shown = field_of(register, name)
    try:
        meant = value_of(look, shown, text)
    except ValueError as error:
        raise RuleBroken(f"{shown.label}: {error}") from error
    return shown.name, () if meant is None else (meant,)


def value_of(look: Look, shown: Field, text: str) -> object:
    """The value that a text means for a field; None for an empty text.

    Raises:
        ValueError: with the sentence for the user, which does not repeat the field's label.
    """
    if not text.strip():
        return None
    if shown.type in (FieldType.PERSON, FieldType.REFERENCE):
        return _reference(look, shown, text)
    if shown.type is FieldType.DAY:
        return _day(text, look.today)
    parse = PARSERS.get(shown.type)
    return parse(shown, text) if parse else text


def _day(text: str, today: date) -> date:
    word = plain(text)
    if word == "today":
        return today
    if found := FROM_TODAY.fullmatch(text.strip().lower()):
        try:
            return today + timedelta(days=int(found[1]) * (7 if found[2] == "w" else 1))
        except OverflowError:
            raise ValueError(f"‘{text}’ leads out of the calendar.") from None
    day = to_date(text)
    if day is None:
        raise ValueError(f"‘{text}’ is not a date. Write it as 2026-11-22.")
    return day


def _decimal(text: str) -> Decimal:
    if not NUMBER.fullmatch(text.strip()):
        raise ValueError(f"‘{text.strip()[:60]}’ is not a number. Write digits with a point, for example 12.5.")
    return Decimal(text.strip())


def _number(_shown: Field, text: str) -> float:
    return float(_decimal(text))


def _whole(_shown: Field, text: str) -> int:
    number = _decimal(text)
    if number != number.to_integral_value():
        raise ValueError(f"{text.strip()} is not a whole number.")
    return int(number)


def _money(_shown: Field, text: str) -> int:
    minor = _decimal(text) * MINOR_UNITS
    if minor != minor.to_integral_value():
        raise ValueError(f"{text.strip()} has more than two decimals.")
    return int(minor)


def _flag(_shown: Field, text: str) -> bool:
    word = text.strip().casefold()
    if word in YES_WORDS or word in NO_WORDS:
        return word in YES_WORDS
    raise ValueError(f"‘{text.strip()[:60]}’ is neither yes nor no.")


def _choice(shown: Field, text: str) -> str:
    meant = member_of(shown.info.members, text)
    if meant is None:
        possible = ", ".join(f"{m.value}" for m in shown.info.members)
        raise ValueError(f"‘{text.strip()[:60]}’ is not one of: {possible}.")
    return str(meant)


def _choices(shown: Field, text: str) -> str:
    meant = {_choice(shown, part) for part in text.split(";") if part.strip()}
    return ";".join(str(m) for m in shown.info.members if str(m) in meant)


def _reference(look: Look, shown: Field, text: str) -> UUID:
    kind = shown.info.target
    found = look.resolve(kind, text)
    if found is not None:
        return found
    words = text.strip()[:80]
    if kind is None:
        raise ValueError(f"There is no record “{words}”. Name it by its number.")
    one = look.register(kind).one if kind in look.registers else kind
    if other := look.resolve(None, text):
        raise ValueError(f"{words} is a {look.register(look.get(other).kind).one}; a {one} is asked for.")
    named = [
        r for r in queries.options(look.session.connection(), kind, text, limit=200) if plain(r.title) == plain(text)
    ]
    if len(named) > 1:
        raise ValueError(f"“{words}” fits {', '.join(r.number for r in named[:5])}. Name it by its number.")
    raise ValueError(f'There is no {one} “{words}”. Add it first: qms-desktop add FILE {kind} title="{words}".')


PARSERS: Mapping[FieldType, Callable[[Field, str], object]] = {
    FieldType.NUMBER: _number,
    FieldType.WHOLE: _whole,
    FieldType.MONEY: _money,
    FieldType.FLAG: _flag,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
}
