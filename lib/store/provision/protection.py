"""Who may change what: protected ranges as they should be, and as they are.

A header that is gone stops the app, so headers, the Logboek and all of the committee's workbook are
closed. Keys, stamps and secret cells only warn: a closed column would keep people from sorting,
inserting and deleting rows, and a slip in it can be put back.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.schema.logbook import Logbook
from lib.schema.look import SheetLook
from lib.schema.place import column_letters
from lib.store.provision.drawing import column_area
from lib.store.provision.standing import Page
from lib.store.provision.step import PROTECT, Step, Task

_OURS = "STAP"
_CLOSED_WORKBOOKS = ("committee",)
_MENU = "Gegevens → Bladen en bereiken beveiligen"
Protection = Mapping[str, Any]


@dataclass(frozen=True)
class Editors:
    """Addresses that may change what is closed: the app's own, and of people."""

    app: str
    people: Sequence[str] = ()

    @property
    def all(self) -> list[str]:
        return list(dict.fromkeys([self.app, *self.people]))


def wanted(page: Page, look: SheetLook, places: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """ProtectedRanges without editors; the description tells which is which."""
    sheet = look.sheet
    if sheet is Logbook or sheet.workbook in _CLOSED_WORKBOOKS:
        yield whole_page(page)
        return
    area = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0}
    area["endColumnIndex"] = max(places.values()) + 1
    yield {"description": f"{_OURS}: koppen", "range": {"sheetId": page.sheet_id, **area}}
    for one in look.columns:
        if one.is_of_the_app and one.column.name in places:
            yield {
                "description": f"{_OURS}: {one.column.header}",
                "range": column_area(page.sheet_id, places[one.column.name]),
                "warningOnly": True,
            }


def whole_page(page: Page) -> dict[str, Any]:
    return {"description": f"{_OURS}: hele blad", "range": {"sheetId": page.sheet_id}}


def steps(page: Page, all_wanted: Sequence[dict[str, Any]], editors: Editors) -> Iterator[Step]:
    """What is missing is set, what was changed is set right; who may change more than they should
    is for `tasks`."""
    held = {one.get("description", ""): one for one in _held(page)}
    missing = [one for one in all_wanted if one["description"] not in held]
    if missing:
        requests = [{"addProtectedRange": {"protectedRange": _full(one, editors)}}
                    for one in missing]  # fmt: skip
        yield Step(page.title, f"beveiliging ontbreekt: {_names(missing)}", requests, PROTECT)
    changed = [
        (one, there, changes)
        for one in all_wanted
        if (there := held.get(one["description"]))
        and (changes := _changes(one, there, page, editors))
    ]
    if changed:
        what = f"beveiliging is veranderd: {_names([one for one, *_ in changed])}"
        yield Step(page.title, what, [_update(*one, editors) for one in changed], PROTECT)


def tasks(page: Page, all_wanted: Sequence[dict[str, Any]], editors: Editors) -> Iterator[Task]:
    """Who may change what is closed, and should not. Taking that away is for the owner: somebody
    gave it."""
    held = {one.get("description", ""): one for one in _held(page)}
    for one in all_wanted:
        there = held.get(one["description"], {})
        if others := _others(there, editors):
            yield Task(
                f"{page.title}: ook {others} mag '{_names([one])}' wijzigen. Is dat niet de "
                f"bedoeling? Kies {_MENU}, klik op '{one['description']}', dan op Machtigingen "
                "wijzigen, en haal het vinkje weg."
            )


def _names(all_wanted: Sequence[Protection]) -> str:
    return ", ".join(one["description"].removeprefix(f"{_OURS}: ") for one in all_wanted)


def _held(page: Page) -> Sequence[Protection]:
    return page.objects.get("protectedRanges", ())


def _may_edit(one: Protection) -> bool:
    return bool(one.get("warningOnly") or one.get("requestingUserCanEdit"))


def _full(one: dict[str, Any], editors: Editors) -> dict[str, Any]:
    """A warning keeps nobody out, so it has no editors. Whoever closes a range must be named
    among those who may change it."""
    return one if one.get("warningOnly") else {**one, "editors": {"users": editors.all}}


def _changes(one: Protection, there: Protection, page: Page, editors: Editors) -> list[str]:
    """The fields that differ. A range may reach further than asked: columns were inserted."""
    changes = []
    if not _covers(there.get("range", {}), one["range"], page):
        changes.append("range")
    if bool(one.get("warningOnly")) != bool(there.get("warningOnly")):
        changes += ["warningOnly", "editors"]
    elif not one.get("warningOnly") and set(map(str.lower, editors.all)) - _users(there):
        changes.append("editors")
    if there.get("unprotectedRanges"):
        changes.append("unprotectedRanges")
    return changes


def _covers(held: Mapping[str, int], area: Mapping[str, int], page: Page) -> bool:
    """What has no end may be held to where the sheet ends: Google may have filled that in."""
    for noun, size in (("Row", page.row_count), ("Column", page.column_count)):
        start, end = f"start{noun}Index", f"end{noun}Index"
        if held.get(start, 0) > area.get(start, 0):
            return False
        if held.get(end, sys.maxsize) < area.get(end, size):
            return False
    return True


def _update(
    one: dict[str, Any], there: Protection, changes: Sequence[str], editors: Editors
) -> dict[str, Any]:
    full = {**_full(one, editors), "protectedRangeId": there["protectedRangeId"]}
    if "editors" in changes and "editors" in full:
        kept = [one for one in there.get("editors", {}).get("users", ())
                if one.lower() not in map(str.lower, editors.all)]  # fmt: skip
        full["editors"] = {"users": [*editors.all, *kept]}
    return {"updateProtectedRange": {"protectedRange": full, "fields": ",".join(changes)}}


def _users(one: Protection) -> set[str]:
    return {user.lower() for user in one.get("editors", {}).get("users", ())}


def _others(one: Protection, editors: Editors) -> str:
    """Who may change a closed range beside those who should. Without the owner's address it
    cannot be told whose the one more is."""
    if one.get("warningOnly") or not editors.people:
        return ""
    given = one.get("editors", {})
    others = sorted(_users(one) - set(map(str.lower, editors.all)))
    others += sorted(given.get("groups", ()))
    others += ["iedereen van de organisatie"] if given.get("domainUsersCanEdit") else []
    return ", ".join(others)


def shut_out(page: Page, editors: Editors) -> Iterator[Task]:
    """Ranges that somebody else closed and that keep the app out."""
    for one in _held(page):
        if not _may_edit(one):
            yield Task(
                f"{page.title}: de app mag {_place(one)} niet wijzigen"
                f"{_called(one)}. Open het bestand als eigenaar en kies {_MENU}; klik op deze "
                f"beveiliging, dan op Machtigingen wijzigen, en vink {editors.app} aan. Of klik "
                "op de prullenbak: dan vervalt de beveiliging."
            )


def _called(one: Protection) -> str:
    return f" (beveiliging '{one['description']}')" if one.get("description") else ""


def _place(one: Protection) -> str:
    """In A1 notation, as far as it has an end."""
    area = one.get("range", {})
    if not area.keys() - {"sheetId"}:
        return "dit blad"
    left, right = area.get("startColumnIndex", 0), area.get("endColumnIndex")
    first = f"{column_letters(left)}{area.get('startRowIndex', 0) + 1}"
    last = f"{column_letters(right - 1) if right else ''}{area.get('endRowIndex', '')}"
    return f"het bereik {first}:{last}" if last else f"het bereik vanaf {first}"
