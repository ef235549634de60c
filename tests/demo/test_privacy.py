"""Nothing in the demo world could be about, or read as, a real person."""

import re

from lib.cipher import Place, is_sealed
from lib.schema.cells import to_cell
from lib.schema.codes import is_client_code
from lib.schema.workbook import SHEETS

_PERSONAL = {
    "e-mail": re.compile(r"\S+@\S+"),
    "phone": re.compile(r"(\+31|\b0031|\b0)[\s-]?\d([\s-]?\d){7,}"),
    "nine digits": re.compile(r"(?<!\d)\d{9}(?!\d)"),
}
_MARKED = (
    "Voorbeeldnotitie: ", "Voorbeeldwens: ", "Voorbeeldstap: ", "Voorbeeldbijzonderheid: ",
    "Voorbeeldreden: ",
)  # fmt: skip


def test_secrets_are_sealed_in_their_own_place(memo_world, memo_cells, cipher):
    sealed = 0
    for name, sheet in SHEETS.items():
        for number, column in enumerate(sheet.columns):
            if not column.is_secret:
                continue
            for cells, row in zip(memo_cells[name][1:], memo_world[name], strict=True):
                if not row.get(column.name):
                    assert not cells[number]
                    continue
                place = Place(sheet.workbook, name, row[sheet.key().name], column.name)
                assert is_sealed(cells[number])
                assert cipher.open(cells[number], place) == row[column.name]
                sealed += 1
    assert sealed > 100


def test_nothing_looks_like_an_address_a_phone_number_or_a_bsn(memo_world):
    for name, sheet in SHEETS.items():
        for row in memo_world[name]:
            for column in sheet.columns:
                text = str(to_cell(column, row.get(column.name)) or "")
                for what, pattern in _PERSONAL.items():
                    assert not pattern.search(text), (what, name, column.name, text)


def test_texts_of_clients_are_marked_as_examples(memo_world):
    texts = [
        row[column.name]
        for name, sheet in SHEETS.items()
        for column in sheet.columns
        for row in memo_world[name]
        if column.is_secret and column.name != "alias" and row.get(column.name)
    ]
    assert len(texts) > 100
    assert all(text.startswith(_MARKED) for text in texts)


def test_client_codes_are_codes_and_aliases_differ(memo_world):
    clients = memo_world["clients"]
    assert all(is_client_code(row["client_code"]) for row in clients)
    assert len({row["client_code"] for row in clients}) == len(clients) == 27
    assert len({row["alias"] for row in clients}) == 27
