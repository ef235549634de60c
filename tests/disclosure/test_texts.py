"""What people write for the committee: persons are found, with the place named."""

import pytest

from lib.disclosure.safe_table import SafeTable
from lib.disclosure.texts import loose_numbers, refusals, told_in

NAMES = ("Zilvermeeuw", "Jo")


@pytest.mark.parametrize(
    ("text", "what", "found"),
    [
        ("Met ST-0004G gaat het goed", "een cliëntcode", "ST-0004G"),
        ("Bel 024 123 45 67 voor overleg", "een telefoonnummer of BSN", "024 123 45 67"),
        ("BSN 123456782", "een telefoonnummer of BSN", "123456782"),
        ("Mail naar iemand@voorbeeld.nl", "een e-mailadres", "iemand@voorbeeld.nl"),
        ("Het gaat over zilvermeeuw.", "een naam van een persoon", "zilvermeeuw"),
    ],
)
def test_a_person_in_a_text_is_found(text: str, what: str, found: str) -> None:
    assert [(told.what, told.words) for told in told_in(text, NAMES)] == [(what, found)]


@pytest.mark.parametrize(
    "text",
    ["Per 1 juli 2022 zijn 22 tot 24 vergunningen verleend.", "Van 31-07-2022 naar 31-01-2023.",
     "Zo ook de zilvermeeuwen.", "Jo is te kort om op te zoeken."],
)  # fmt: skip
def test_dates_and_ordinary_words_are_no_persons(text: str) -> None:
    assert told_in(text, NAMES) == []


def test_a_refusal_names_the_place_and_the_words() -> None:
    assert refusals({"Tekst bij Doelgroep": "Zie ST-0004G.", "Titel": "Voortgang"}, ()) == [
        "Tekst bij Doelgroep: hierin staat een cliëntcode (ST-0004G). Haal dat weg."
    ]


def test_a_number_that_stands_in_no_table_is_pointed_at() -> None:
    table = SafeTable("zone", ("Zone", "Cliënten"), (("Actief", "19"), ("Weg", "8")))
    said = "Van de 19 zijn er 3 in crisis; 8 zijn weg. Vanaf 1 maart 2022 en 01-07-2022 meer."
    assert loose_numbers(said, [table]) == ["3"]
