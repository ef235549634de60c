"""What a person types in a Dutch workbook is read as meant, or is a problem that names the cell.

`typed` goes in as typed on the screen, so Google makes numbers and dates of it first.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import gspread
import pytest
from gspread.utils import rowcol_to_a1
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import localsheets
from lib.schema.cells import read_cell
from lib.schema.column import Kind
from lib.schema.workbook import SHEETS
from lib.store.build import build
from lib.store.store import Store
from lib.table import plain
from tests.schema.values import NASTY
from tests.store.conftest import CIPHER, NOW
from tests.world import SMALL, cells

# A column of every kind; what is in its row beside it is of no matter.
PLACES = {
    Kind.KEY: ("contacts", "contact_id"), Kind.TEXT: ("clients", "return_expected"),
    Kind.SECRET: ("contacts", "note"), Kind.CHOICE: ("contacts", "channel"),
    Kind.CHOICES: ("contacts", "life_areas"), Kind.DATE: ("contacts", "follow_up_on"),
    Kind.MOMENT: ("contacts", "changed_on"), Kind.WHOLE: ("contacts", "duration_min"),
    Kind.NUMBER: ("key_figures", "value"), Kind.YES_NO: ("contacts", "with_expert"),
    Kind.REFERENCE: ("contacts", "worker"), Kind.ORGANISATION: ("appointments", "provider"),
    Kind.ORGANISATIONS: ("clients", "care_from"),
}  # fmt: skip
TEXTS = (Kind.KEY, Kind.TEXT, Kind.REFERENCE, Kind.ORGANISATION, Kind.ORGANISATIONS)


class Meant(NamedTuple):
    """What was meant, in columns where it has a meaning; elsewhere it must be a problem. Of a
    leading zero or plus the sheet itself shows at once that it is gone."""

    text: str | None = None
    number: float | None = None
    moment: datetime | None = None
    yes_no: bool | None = None


FIRST_OF_FEBRUARY = datetime(2022, 2, 1)
MEANT = {
    "12,5": Meant("12,5", 12.5), "-0,25": Meant("-0,25", -0.25), "1.234": Meant("1234", 1234),
    "45": Meant("45", 45), "007": Meant("7", 7), "'007": Meant("007", 7), "+31": Meant("31", 31),
    "'+31": Meant("+31", 31), "=1+1": Meant("2", 2), "'=1+1": Meant("=1+1"), "'45000":
    Meant("45000", 45000), "12 stuks": Meant("12 stuks"), " 45 ": Meant("45", 45),
    "1-2-2022": Meant(moment=FIRST_OF_FEBRUARY), "01-02-2022": Meant(moment=FIRST_OF_FEBRUARY),
    "1/2/22": Meant(moment=FIRST_OF_FEBRUARY), "2022-02-01": Meant(moment=FIRST_OF_FEBRUARY),
    "1-2-2022 9:05": Meant(moment=datetime(2022, 2, 1, 9, 5)),
    "'1-2-2022": Meant("1-2-2022", moment=FIRST_OF_FEBRUARY),
    "1 februari 2022": Meant("1 februari 2022", moment=FIRST_OF_FEBRUARY),
    "1 feb. 2022": Meant("1 feb. 2022", moment=FIRST_OF_FEBRUARY),
    "'1-2-22": Meant("1-2-22"), "22-24": Meant("22-24"), "'9:05": Meant("9:05"),
    "31-2-2022": Meant("31-2-2022"),
    "ja": Meant("ja", yes_no=True), "Nee": Meant("Nee", yes_no=False),
    "WAAR": Meant("WAAR", yes_no=True), "onwaar": Meant("ONWAAR", yes_no=False),
    "-": Meant("-"), "@naam": Meant("@naam"), "=x": Meant(), "+ tekst": Meant(), "#N/B": Meant(),
}  # fmt: skip
BLANK = ("", " ", "'", "' ")


class Typed(NamedTuple):
    value: Any
    problems: list[str]


Type = Callable[[Kind, Sequence[str]], list[Typed]]


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Type]:
    """Types texts below each other in the column of a kind; gives what the app then reads."""
    session = localsheets.session()
    client = gspread.Client(auth=None, session=session)
    ids = build(client, cells(SMALL))
    folder = tmp_path_factory.mktemp("store")
    store = Store(client, ids, folder, clock=lambda: NOW, cipher=lambda: CIPHER)

    def read_again(kind: Kind, texts: Sequence[str]) -> list[Typed]:
        name, header = PLACES[kind]
        schema = SHEETS[name]
        sheet = client.open_by_key(ids[schema.workbook]).worksheet(schema.title)
        sheet.batch_clear(["A2:Z1000"])
        sheet.resize(rows=len(texts) + 1)
        # Every row has content, also where nothing is typed.
        other = next(i for i, c in enumerate(schema.columns, 1) if c.kind is Kind.CHOICE)
        beside = 1 if kind is not Kind.KEY else other
        marks = [[f"T-{number}"] for number in range(len(texts))]
        sheet.update(marks, rowcol_to_a1(2, beside))
        place = [c.name for c in schema.columns].index(header) + 1
        sheet.update([[text] for text in texts], rowcol_to_a1(2, place), raw=False)
        snapshot = store.read()
        column, frame = schema.column(header), snapshot.table(name)
        assert list(frame.index) == list(range(2, len(texts) + 2))
        told: dict[int | None, list[str]] = {}
        for p in snapshot.problems:
            if (p.sheet, p.column) == (name, header):
                told.setdefault(p.row, []).append(p.code)
        return [
            Typed(plain(column, value), told.get(row, [])) for row, value in frame[header].items()
        ]

    yield read_again
    session.close()


def meant(kind: Kind, text: str) -> Any:
    found = MEANT[text]
    match kind:
        case Kind.KEY | Kind.REFERENCE:
            return found.text and found.text.upper()
        case Kind.TEXT | Kind.ORGANISATION:
            return found.text
        case Kind.ORGANISATIONS:
            return found.text and (found.text,)
        case Kind.NUMBER:
            return found.number
        case Kind.WHOLE:
            is_fitting = found.number is not None and found.number in range(601)
            return found.number if is_fitting else None
        case Kind.DATE:
            return found.moment and found.moment.date()
        case Kind.MOMENT:
            return found.moment
        case Kind.YES_NO:
            return found.yes_no
        case _:
            return None


@pytest.mark.parametrize("kind", Kind)
def test_what_is_typed_is_read_as_meant_or_its_cell_is_named(kind: Kind, typed: Type) -> None:
    for text, read in zip(MEANT, typed(kind, [*MEANT]), strict=True):
        wanted = meant(kind, text)
        assert (text, read.value) == (text, wanted)
        unread = set(read.problems) - {"unknown_reference", "duplicate_key"}
        assert (text, bool(unread)) == (text, wanted is None)


@pytest.mark.parametrize("kind", Kind)
def test_blanks_are_missing_and_only_a_required_column_says_so(kind: Kind, typed: Type) -> None:
    name, header = PLACES[kind]
    told = ["missing"] if SHEETS[name].column(header).is_required else []
    assert typed(kind, BLANK) == [Typed(None, told)] * len(BLANK)


# What the sheet holds for a day before 1950, or for midnight, is a number like any other.
NUMBERS = st.from_regex(r"[+-]?0{0,2}(\d{1,3}(\.\d{3}){1,2}|\d{1,6})(,\d{1,3})?", fullmatch=True)
YEARS = r"(19[5-9]\d|2[01]\d\d)"
DAYS = st.from_regex(
    rf"\d{{1,2}}[-/.]\d{{1,2}}([-/.]({YEARS}|\d\d))?( \d{{1,2}}:\d\d)?", fullmatch=True
)
ISO = st.from_regex(rf"{YEARS}-\d{{1,2}}(-\d{{1,2}})?", fullmatch=True)
CLOCKS = st.from_regex(r"\d{1,2}:\d[1-9](:\d\d)?", fullmatch=True)
PLAIN = NUMBERS | DAYS | ISO | CLOCKS
ODD = st.sampled_from(NASTY) | st.text("0123456789.,:-/+%€= eEx", min_size=1, max_size=9)


def is_another(kind: Kind, value: Any, literal: Any) -> bool:
    """Whether somebody who typed the literal would be surprised to find this value."""
    if value == literal:
        return False
    if kind is Kind.ORGANISATIONS:
        (value,), (literal,) = value, literal
    number = SHEETS["key_figures"].column("value")
    one, other = read_cell(number, value), read_cell(number, literal)
    return kind not in TEXTS or one.value is None or one != other


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=8)
@given(data=st.data())
def test_google_never_makes_it_mean_another_thing_in_silence(
    kind: Kind, typed: Type, data: st.DataObject
) -> None:
    """An apostrophe keeps text as typed, so that is what was meant."""
    texts = data.draw(st.lists(PLAIN if kind in TEXTS else PLAIN | ODD, min_size=1, max_size=40))
    texts = [text for text in texts if text.strip() and not text.startswith("'")]
    found = typed(kind, [*texts, *(f"'{text}" for text in texts)])
    for text, read, literal in zip(texts, found[: len(texts)], found[len(texts) :], strict=True):
        assert read.problems or read.value is not None
        if read.value is not None and literal.value is not None:
            assert not is_another(kind, read.value, literal.value), text


def test_every_kind_has_its_place() -> None:
    assert set(PLACES) == set(Kind)
    assert all(SHEETS[sheet].column(name).kind is kind for kind, (sheet, name) in PLACES.items())
