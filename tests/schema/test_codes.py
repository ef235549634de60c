"""Row keys: an error in a client code is noticed, and no key looks like a number of a person."""

import re
from itertools import count

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lib.schema.codes import (
    ALPHABET,
    client_code,
    drawn_row_key,
    is_client_code,
    row_key,
    typed_client_code,
    typed_key,
)

CODES = st.integers(0, 32**4 - 1).map(client_code).filter(lambda code: code is not None)
NUMBERS = st.integers(0, 32**10 - 1)


@given(code=CODES)
def test_a_minted_code_is_valid(code: str) -> None:
    assert re.fullmatch(r"ST-[0-9A-HJKMNP-TV-Z]{5}", code)
    assert is_client_code(code)


@given(code=CODES, place=st.integers(3, 7), other=st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(code: str, place: int, other: str) -> None:
    assume(code[place] != other)
    assert not is_client_code(code[:place] + other + code[place + 1 :])


@given(code=CODES, place=st.integers(3, 6))
def test_every_swap_of_neighbours_is_noticed(code: str, place: int) -> None:
    assume(code[place] != code[place + 1])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert not is_client_code(swapped)


def test_five_in_thirty_seven_numbers_give_no_code_and_the_others_all_differ() -> None:
    codes = [client_code(number) for number in range(4096)]
    minted = [code for code in codes if code is not None]
    assert len(minted) == len(set(minted))
    assert 0.10 < 1 - len(minted) / len(codes) < 0.17


@pytest.mark.parametrize(
    "text", ["", "ST-", "ST-7K3M", "7K3MQ", "ST-7K3MQQ", "st-7k3mq", "ST-IIIII"]
)
def test_other_forms_are_no_code(text: str) -> None:
    assert not is_client_code(text)


@given(code=CODES)
def test_a_code_typed_in_another_form_is_brought_to_the_written_one(code: str) -> None:
    for typed in (code.lower(), f" {code} ", code.replace("-", ""), code[3:], code[3:].lower()):
        assert typed_client_code(typed) == code
    assert typed_client_code(code.replace("0", "O").replace("1", "l")) == code


def test_a_code_whose_own_characters_begin_with_st_keeps_them() -> None:
    code = next(c for n in count(ALPHABET.index("S") * 32**3 + ALPHABET.index("T") * 32**2)
                if (c := client_code(n)))  # fmt: skip
    assert code.startswith("ST-ST")
    assert typed_client_code(code[3:]) == code
    assert typed_client_code(code) == code


@given(number=NUMBERS)
def test_a_row_key_has_its_prefix_and_ten_characters(number: int) -> None:
    key = row_key("CT", number)
    assert key is None or re.fullmatch(r"CT-[0-9A-HJKMNP-TV-Z]{10}", key)


@given(first=NUMBERS, second=NUMBERS)
def test_other_numbers_give_other_keys(first: int, second: int) -> None:
    assume(first != second)
    keys = row_key("CT", first), row_key("CT", second)
    assert keys[0] != keys[1] or keys == (None, None)


@pytest.mark.parametrize(
    "text", ["1234567890", "A12345678B", "123456782Z", "Z012345678", "98765432XY"]
)
def test_a_row_key_that_reads_as_a_bsn_is_never_minted(text: str) -> None:
    number = sum(ALPHABET.index(c) * 32**place for place, c in enumerate(reversed(text)))
    assert row_key("CT", number) is None
    numbers = iter([number, number, 32**10 - 1])
    assert drawn_row_key("CT", lambda: next(numbers)) == "CT-ZZZZZZZZZZ"


@given(number=NUMBERS)
def test_no_key_holds_eight_digits_in_a_row(number: int) -> None:
    assert not re.search(r"\d{8}", row_key("CT", number) or "")


@pytest.mark.parametrize(
    ("typed", "key"),
    [("st-7k3mq ", "ST-7K3MQ"), ("7k3mq", "ST-7K3MQ"), ("ct-6dyenj8bz7", "CT-6DYENJ8BZ7"),
     ("CM-01", "CM-01"), ("Zilvermeeuw", None), ("jan-willem", None), ("jo-anne", None),
     ("", None)],
)  # fmt: skip
def test_a_typed_key_is_mended_and_a_name_is_none(typed: str, key: str | None) -> None:
    assert typed_key(typed) == key
