import pytest

from lib.schema.codes import client_code
from lib.schema.nameless import names_somebody
from lib.schema.workbook import SHEETS


@pytest.mark.parametrize(
    "text",
    [
        f"Overleg over {client_code(1234)}",
        f"over {str(client_code(1234)).lower()} gesproken",
        "bel 06-12345678",
        "bel 06 12 34 56 78",
        "bel +31 6 1234 5678",
        "bsn 123456782",
        "nr 024-3297297",
        "mail naar iemand@voorbeeld.example",
    ],
)
def test_what_points_at_somebody_is_recognised(text: str) -> None:
    assert names_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22 tot 24 vergunningen, opgave van oktober 2021",
        "afgesproken op 01-02-2022 en op 2022-02-15",
        "van 31 juli 2022 naar 31 januari 2023",
        "1-8-2021 t/m 31-1-2023",
        "STAP-team met Top 15 & 15",
        "kosten 1.250.000 euro",
        "ST-ABCDE is geen code",
    ],
)
def test_dates_figures_and_words_are_not(text: str) -> None:
    assert not names_somebody(text)


def test_every_free_text_of_the_progress_and_the_committee_is_watched() -> None:
    watched = {
        (sheet.name, rule.column)
        for sheet in SHEETS.values()
        for rule in sheet.rules
        if "cliëntcode" in rule.sentence
    }
    free = {
        (sheet.name, column.name)
        for sheet in SHEETS.values()
        if sheet.workbook in ("progress", "committee")
        for column in sheet.columns
        if column.max_length and column.max_length >= 200
    }
    # Spellings of organisations are names of organisations; published cells are looked at, with
    # names as well, before they are frozen.
    assert free - watched == {("organisations", "aliases"), ("publication_figures", "value")}
