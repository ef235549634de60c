"""Values as they live in the app, per kind of column, and a column of every kind."""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from lib.schema.cells import read_cell
from lib.schema.column import Column, Kind
from lib.schema.dates import FIRST, LAST
from lib.schema.workbook import SHEETS

COLUMNS = [column for sheet in SHEETS.values() for column in sheet.columns]
NASTY = ("=1+1", "+31 6", "-", "@home", "'quoted'", "007", "1-2", "1,5", "🙂 hé", "a\nb", "WAAR",
         "TRUE", "1e5", "ja", "2022-02-01", '"', "=x;y", "geheim:t:x")  # fmt: skip

_texts = st.one_of(st.sampled_from(NASTY), st.text(min_size=1)).map(
    lambda text: text.replace("\r\n", "\n").replace("\r", "\n").strip()
)
_names = st.text(min_size=1).map(lambda t: re.sub(r"[;\r\n]", " ", t).strip())


def values(column: Column) -> st.SearchStrategy[Any]:
    """Values that this column may hold, never missing."""
    limits = {m.__class__.__name__: m for m in _limits(column)}
    match column.kind:
        case Kind.CHOICE:
            return st.sampled_from([member.value for member in column.choices])
        case Kind.CHOICES:
            labels = [member.value for member in column.choices]
            return st.sets(st.sampled_from(labels), min_size=1).map(
                lambda chosen: tuple(label for label in labels if label in chosen)
            )
        case Kind.ORGANISATIONS:
            some = st.lists(_names.filter(_is_plain), min_size=1, max_size=4, unique=True)
            return some.map(tuple)
        case Kind.DATE:
            return st.dates(FIRST, LAST)
        case Kind.MOMENT:
            first, last = datetime(1950, 1, 1), datetime(2199, 12, 31)
            return st.datetimes(first, last).map(_to_millisecond)
        case Kind.YES_NO:
            return st.booleans()
        case Kind.WHOLE:
            low = limits["Ge"].ge if "Ge" in limits else -(2**53)
            return st.integers(low, limits["Le"].le if "Le" in limits else 2**53)
        case Kind.NUMBER:
            return st.floats(allow_nan=False, allow_infinity=False)
        case Kind.KEY | Kind.REFERENCE:
            return _short(column, _texts.map(str.upper).map(_seen))
        case _:
            return _short(column, _texts)


def _seen(text: str) -> str:
    """Without signs that nobody sees: no key has them."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()


def column_of(kind: Kind) -> Column:
    return next(column for column in COLUMNS if column.kind is kind)


def _limits(column: Column) -> list[Any]:
    return list(getattr(column.adapter._type, "__metadata__", ()))


def _short(column: Column, texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return texts.map(lambda t: t[: column.max_length].strip()).filter(_is_plain)


def _is_plain(text: str) -> bool:
    """Not nothing, and not the text of a formula that failed."""
    fault = read_cell(column_of(Kind.TEXT), text).fault
    return bool(text) and (fault is None or fault.code != "formula_error")


def _to_millisecond(moment: datetime) -> datetime:
    return moment - timedelta(microseconds=moment.microsecond % 1000)
