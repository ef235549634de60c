"""Working names that may be meant to be the same."""

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.demo.profiles import PROFILES
from lib.schema.likeness import is_like

_LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20)
_NAMES = st.text(min_size=1, max_size=20).filter(lambda name: any(sign.isalnum() for sign in name))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("IJsvogel", "Ysvogel"), ("Zilvermeeuw", "zilver meeuw"), ("Zilvermeeuw", "Zilvermeuw"),
        ("Renée", "renee"), ("Sofie", "Sophie"), ("Becky", "Bekky"), ("Anika", "Annicka"),
        ("Cindy", "Sindy"), ("Roos", "Ros"), ("Mieke", "Mike"), ("Quinten", "Kwinten"),
        ("Klaproos", "Klaporos"), ("Kievit", "Kivit"), ("Grutto", "Grutta"), ("Fenna", "Venna"),
        ("Meike", "Mijke"), ("Boomvalk", "Bomvalk 2"),
    ],
)  # fmt: skip
def test_names_that_look_or_sound_alike(name: str, other: str) -> None:
    assert is_like(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Bo", "Jo"), ("Lia", "Mia"), ("Wulp", "Brem"), ("Lavendel", "Lavas"), ("Anna", "Hannah"),
        ("Fitis", "Putter"), ("", ""), ("-", "!"), ("Roos", ""),
    ],
)  # fmt: skip
def test_names_that_differ(name: str, other: str) -> None:
    assert not is_like(name, other)


def test_the_names_of_the_demo_world_can_be_told_apart() -> None:
    names = [profile.alias for profile in PROFILES]
    assert [pair for pair in combinations(names, 2) if is_like(*pair)] == []


@given(name=_NAMES)
def test_a_name_is_like_itself_in_any_capitals_and_blanks(name: str) -> None:
    assert is_like(name, name)
    assert is_like(name, f"  {name} ")
    assert is_like(name, name.upper()) or name.upper().casefold() != name.casefold()
    assert is_like(name, unicodedata.normalize("NFD", name))


@given(name=_NAMES, other=_NAMES)
def test_likeness_goes_both_ways(name: str, other: str) -> None:
    assert is_like(name, other) == is_like(other, name)


@given(name=_LETTERS, data=st.data())
def test_doubling_a_letter_is_heard_as_the_same(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    assert is_like(name, name[:place] + name[place] + name[place:])


@given(name=_LETTERS.filter(lambda name: len(name) >= 4), data=st.data())
def test_one_slip_of_the_pen_is_seen(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 2))
    swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    added = name[:place] + data.draw(st.sampled_from("aeiou")) + name[place:]
    assert is_like(name, swapped)
    assert is_like(name, added)


_PLAIN = "abdfgklmnoprsu"


@given(long=st.permutations(_PLAIN).map("".join), short=st.text(_PLAIN, max_size=6))
def test_names_of_very_different_length_are_not_alike(long: str, short: str) -> None:
    assert not is_like(long, short)
