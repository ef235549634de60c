"""What is wrong with the keys of a sheet: on more than one row, or typed by somebody."""

from collections.abc import Collection, Sequence

from lib.schema.cells import Cell, is_empty
from lib.schema.codes import typed_key
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet


def key_problems(
    sheet: type[Sheet],
    numbers: Sequence[int],
    keys: Sequence[str | None],
    rows: Sequence[Sequence[Cell]],
) -> list[Problem]:
    """Of rows with these numbers, keys and cells."""
    return _odd_codes(sheet, numbers, keys) + _duplicates(sheet, numbers, keys, rows)


def _odd_codes(
    sheet: type[Sheet], numbers: Sequence[int], keys: Sequence[str | None]
) -> list[Problem]:
    """Client codes that are neither ours nor a number: they may well be a name, so none is
    quoted."""
    if sheet.name != "clients":
        return []
    return [
        Problem(sheet.name, number, sheet.key().name, "", "odd_code",
            "Deze cliëntcode is niet van de app; er mag niets over een persoon in staan. "
            "Voeg de cliënt toe in het dashboard en haal deze rij weg.")
        for number, key in zip(numbers, keys, strict=True)
        if key is not None and typed_key(key) is None
    ]  # fmt: skip


def _duplicates(
    sheet: type[Sheet],
    numbers: Sequence[int],
    keys: Sequence[str | None],
    rows: Sequence[Sequence[Cell]],
) -> list[Problem]:
    if len(set(keys)) == len(keys):  # as nearly always
        return []
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        if key is not None:
            places.setdefault(key, []).append(place)
    return [
        Problem(sheet.name, numbers[place], sheet.key().name, key, "duplicate_key",
            _repeated(key, [numbers[n] for n in same], {_trimmed(rows[n]) for n in same}))
        for key, same in places.items()
        if len(same) > 1
        for place in same
    ]  # fmt: skip


def _repeated(key: str, numbers: Sequence[int], rows: Collection[tuple[Cell, ...]]) -> str:
    *others, last = map(str, numbers)
    where = f"{', '.join(others)} en {last}"
    if len(rows) == 1:
        return (
            f"Deze rij staat er meer dan een keer, precies gelijk: in rij {where}. "
            "Haal er een weg; tot dan kan ze niet worden gewijzigd."
        )
    return (
        f"De sleutel {key} staat op meer dan een rij: {where}; deze rijen kunnen niet worden "
        "gewijzigd totdat er een over is."
    )


def _trimmed(row: Sequence[Cell]) -> tuple[Cell, ...]:
    cells = list(row)
    while cells and is_empty(cells[-1]):
        cells.pop()
    return tuple(cells)
