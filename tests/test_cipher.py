"""Secret cells: what is sealed opens in its own place, and nowhere else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.cipher import Cipher, Place, is_sealed
from lib.errors import SecretUnreadable, SettingsError

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
CIPHER = Cipher({"oud": OLD, "nieuw": NEW}, "nieuw")
HERE = Place("casework", "contacts", "CT-7K3MQ", "note")

names = st.text(max_size=12)
places = st.builds(Place, names, names, names, names)
texts = st.text(min_size=1, max_size=500)


@given(texts, places)
def test_what_is_sealed_opens_in_its_place(text: str, place: Place) -> None:
    cell = CIPHER.seal(text, place)
    assert CIPHER.open(cell, place) == text
    assert is_sealed(cell)
    assert CIPHER.is_current(cell)


@given(texts, places, places)
def test_a_moved_cell_never_opens(text: str, place: Place, elsewhere: Place) -> None:
    cell = CIPHER.seal(text, place)
    if elsewhere != place:
        with pytest.raises(SecretUnreadable):
            CIPHER.open(cell, elsewhere)


@pytest.mark.parametrize("part", ["workbook", "sheet", "row", "column"])
def test_every_part_of_the_place_counts(part: str) -> None:
    cell = CIPHER.seal("wil rust", HERE)
    with pytest.raises(SecretUnreadable):
        CIPHER.open(cell, replace(HERE, **{part: "anders"}))


def test_the_border_between_parts_counts() -> None:
    cell = CIPHER.seal("wil rust", Place("ab", "c", "d", "e"))
    with pytest.raises(SecretUnreadable):
        CIPHER.open(cell, Place("a", "bc", "d", "e"))


@given(texts, st.data())
def test_an_altered_cell_never_opens(text: str, data: st.DataObject) -> None:
    cell = CIPHER.seal(text, HERE)
    spot = data.draw(st.integers(0, len(cell) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_=: "))
    altered = cell[:spot] + other + cell[spot + 1 :]
    if altered != cell:
        with pytest.raises(SecretUnreadable):
            CIPHER.open(altered, HERE)


def test_only_one_spelling_of_a_cell_counts() -> None:
    """Base64 has spare bits in its last character: another one there gives the same bytes."""
    cell = CIPHER.seal("a", HERE)
    assert cell.endswith("=")
    last = cell.rstrip("=")[-1]
    spare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = cell.replace(last + "=", spare[spare.index(last) + 1] + "=")
    assert urlsafe_b64decode(twin.split(":")[2]) == urlsafe_b64decode(cell.split(":")[2])
    with pytest.raises(SecretUnreadable):
        CIPHER.open(twin, HERE)


def test_the_same_text_never_gives_the_same_cell() -> None:
    assert len({CIPHER.seal("zelfde", HERE) for _ in range(200)}) == 200


def test_the_text_is_not_in_the_cell() -> None:
    key_id, body = CIPHER.seal("wil rust", HERE).removeprefix("geheim:").split(":")
    sealed = urlsafe_b64decode(body)
    assert key_id == "nieuw"
    assert b"rust" not in sealed
    assert len(sealed) == 12 + len("wil rust") + 16


def test_empty_is_missing_and_stays_empty() -> None:
    assert CIPHER.seal("", HERE) == ""
    assert CIPHER.open("", HERE) == ""
    assert CIPHER.is_current("")
    assert not is_sealed("")


def test_an_older_key_still_opens_and_asks_for_renewal() -> None:
    cell = Cipher({"oud": OLD}, "oud").seal("van vroeger", HERE)
    assert CIPHER.open(cell, HERE) == "van vroeger"
    assert not CIPHER.is_current(cell)
    assert CIPHER.is_current(CIPHER.seal(CIPHER.open(cell, HERE), HERE))


def test_an_unknown_key_does_not_open() -> None:
    cell = CIPHER.seal("wil rust", HERE)
    with pytest.raises(SecretUnreadable):
        Cipher({"oud": OLD}, "oud").open(cell, HERE)


def test_another_key_under_the_same_id_does_not_open() -> None:
    cell = CIPHER.seal("wil rust", HERE)
    with pytest.raises(SecretUnreadable):
        Cipher({"nieuw": OLD}, "nieuw").open(cell, HERE)


@pytest.mark.parametrize(
    "cell",
    ["met de hand", "geheim: niet doorvertellen", "geheim:nieuw:", "geheim::AAAA", None, 12, 1.5],
)
def test_what_a_person_typed_is_not_sealed(cell: object) -> None:
    assert not is_sealed(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "met de hand",
        "geheim:nieuw:A",
        "geheim:nieuw:AAAA",
        "geheim:nieuw:" + urlsafe_b64encode(b"x" * 12).decode(),
        "geheim:nieuw:" + urlsafe_b64encode(b"x" * 40).decode(),
    ],
)
def test_what_was_never_sealed_does_not_open(cell: str) -> None:
    with pytest.raises(SecretUnreadable):
        CIPHER.open(cell, HERE)
    assert not CIPHER.is_current("met de hand")


def test_the_error_holds_neither_cell_nor_text() -> None:
    cell = CIPHER.seal("wil rust", HERE)
    with pytest.raises(SecretUnreadable) as caught:
        CIPHER.open(cell, replace(HERE, row="CT-ANDER"))
    assert "wil rust" not in str(caught.value)
    assert cell not in str(caught.value)
    assert caught.value.message.startswith("Dit versleutelde veld is niet te lezen")


@pytest.mark.parametrize(
    ("keys", "current"),
    [
        ({}, "nieuw"),
        ({"nieuw": NEW}, "oud"),
        ({"kort": b"x" * 16}, "kort"),
        ({"met:dubbelepunt": NEW}, "met:dubbelepunt"),
    ],
)
def test_malformed_keys_are_a_settings_error(keys: dict[str, bytes], current: str) -> None:
    with pytest.raises(SettingsError):
        Cipher(keys, current)


def test_no_key_in_the_repr() -> None:
    assert "\\x00\\x01" not in repr(CIPHER)
    assert repr(OLD) not in repr(vars(CIPHER))


@given(st.binary(max_size=200), st.text(min_size=1, max_size=8))
def test_what_is_wrapped_opens_for_its_purpose_alone(data: bytes, purpose: str) -> None:
    kept = CIPHER.wrap(data, purpose)
    assert CIPHER.unwrap(kept, purpose) == data
    with pytest.raises(SecretUnreadable):
        CIPHER.unwrap(kept, purpose + "!")
    with pytest.raises(SecretUnreadable):
        CIPHER.unwrap(kept[:-1] + bytes([kept[-1] ^ 1]), purpose)


def test_an_older_key_still_unwraps_and_a_strange_one_does_not() -> None:
    kept = Cipher({"oud": OLD}, "oud").wrap(b"dagboek", "journaal")
    assert CIPHER.unwrap(kept, "journaal") == b"dagboek"
    with pytest.raises(SecretUnreadable):
        Cipher({"nieuw": NEW}, "nieuw").unwrap(kept, "journaal")
    with pytest.raises(SecretUnreadable):
        CIPHER.unwrap(b"", "journaal")


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_a_mark_fits_its_own_data_alone(data: bytes, other: bytes) -> None:
    mark = CIPHER.mark(data)
    assert CIPHER.is_mark(mark, data)
    assert CIPHER.is_mark(mark, other) == (data == other)
    assert not CIPHER.is_mark(mark.replace("nieuw", "oud"), data)
    assert not Cipher({"nieuw": OLD}, "nieuw").is_mark(mark, data)
    assert not CIPHER.is_mark("", data)
    assert not CIPHER.is_mark("nieuw:é", data)
    assert CIPHER.has_key(mark)
    assert not Cipher({"oud": OLD}, "oud").has_key(mark)
