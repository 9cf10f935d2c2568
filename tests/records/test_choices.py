from __future__ import annotations

from pathlib import Path

import pytest

from qms_desktop import records
from qms_desktop.records.choices import Access, Answered, Choice, Tone, YesNo
from qms_desktop.records.links import INVERSE, Relation


class Weather(Choice):
    SUN = "sun", "Sunny", Tone.AMBER
    RAIN = "rain", "Rain"
    BARE = "bare"


def test_a_choice_is_its_stored_value_and_carries_what_is_shown() -> None:
    assert Weather("sun") is Weather.SUN
    assert str(Weather.SUN) == "sun"
    assert Weather.SUN.value == "sun"
    assert (Weather.SUN.label, Weather.SUN.tone) == ("Sunny", Tone.AMBER)


def test_a_choice_without_a_tone_is_grey() -> None:
    assert (Weather.RAIN.label, Weather.RAIN.tone) == ("Rain", Tone.GREY)
    assert Weather.BARE.label == ""


def test_a_choice_keeps_the_order_of_its_declaration() -> None:
    assert list(Weather) == ["sun", "rain", "bare"]


def test_an_unknown_value_is_no_choice() -> None:
    with pytest.raises(ValueError, match="snow"):
        Weather("snow")


@pytest.mark.parametrize("choices", [YesNo, Answered, Access, Relation])
def test_every_shared_choice_has_a_label_and_fits_the_column(choices: type[Choice]) -> None:
    assert all(member.label and len(member.value) <= 40 for member in choices)
    assert len({member.label for member in choices}) == len(choices)


def test_every_relation_can_be_read_from_its_target() -> None:
    assert set(INVERSE) == set(Relation)
    assert len({name for name, _ in INVERSE.values()}) == len(INVERSE)
    assert Relation.LED_TO.inverse == ("raised_from", "Raised from")


def test_the_vocabulary_stays_small() -> None:
    files = Path(records.__file__).parent.rglob("*.py")
    assert sum(len(file.read_text("utf-8").splitlines()) for file in files) < 900
