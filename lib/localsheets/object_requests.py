"""Requests about what lies over the cells: names, protections, filters, bands, rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lib.localsheets import a1, mask, objects, people
from lib.localsheets.kind import Apply, Body, fields_of
from lib.localsheets.protection import may_edit
from lib.localsheets.refusal import invalid, protected
from lib.localsheets.sheet import Sheet, grid_range, rectangle_of
from lib.localsheets.workbook import Workbook

_NAME = re.compile(r"[^\W\d]\w*(?:\.\w+)*")


@dataclass(frozen=True, slots=True)
class _Family:
    """Objects with an id of their own: where a sheet keeps them and what requests call them."""

    where: str
    field: str
    id_field: str

    def found(self, workbook: Workbook, object_id: Any) -> tuple[Sheet, int]:
        for sheet in workbook.sheets:
            for index, held in enumerate(sheet.objects.get(self.where, [])):
                if held[self.id_field] == object_id:
                    return sheet, index
        raise invalid(f"No {self.field} with id: {object_id}")

    def add(self, workbook: Workbook, given: Body) -> tuple[Sheet, Body]:
        sheet, held = objects.kept(workbook, given)
        if "range" not in given:
            raise invalid(f"The {self.field} has no range.")
        held.setdefault(self.id_field, objects.new_id())
        if any(held[self.id_field] == one[self.id_field] for one in self.all(workbook)):
            raise invalid(f"A {self.field} with id {held[self.id_field]} already exists.")
        sheet.objects.setdefault(self.where, []).append(held)
        workbook.save(sheet)
        return sheet, held

    def update(self, workbook: Workbook, body: Body, message: str) -> tuple[Sheet, Body, Body]:
        """The sheet it is on now, the object as it was and as it is."""
        given, fields = body.get(self.field, {}), fields_of(body, message)
        sheet, index = self.found(workbook, given.get(self.id_field))
        old = sheet.objects[self.where][index]
        whole = mask.replaced(objects.located(old, sheet), given, fields)
        own = {self.id_field: old[self.id_field]}
        new_sheet, new = objects.kept(workbook, whole | own)
        sheet.objects[self.where].pop(index)
        new_sheet.objects.setdefault(self.where, []).insert(index, new)
        workbook.save(sheet, new_sheet)
        return new_sheet, old, new

    def delete(self, workbook: Workbook, object_id: Any) -> Body:
        sheet, index = self.found(workbook, object_id)
        gone: Body = sheet.objects[self.where].pop(index)
        workbook.save(sheet)
        return gone

    def all(self, workbook: Workbook) -> list[Body]:
        return [one for sheet in workbook.sheets for one in sheet.objects.get(self.where, [])]


_NAMES = _Family("namedRanges", "namedRange", "namedRangeId")
_PROTECTIONS = _Family("protectedRanges", "protectedRange", "protectedRangeId")
_FILTERS = _Family("filterViews", "filter", "filterViewId")
_BANDS = _Family("bandedRanges", "bandedRange", "bandedRangeId")


def add_named_range(workbook: Workbook, body: Body) -> Body:
    given = body.get("namedRange", {})
    _check_name(workbook, given.get("name", ""), None)
    sheet, held = _NAMES.add(workbook, {"namedRangeId": str(objects.new_id())} | given)
    return {"namedRange": objects.located(held, sheet)}


def update_named_range(workbook: Workbook, body: Body) -> Body:
    _, _, new = _NAMES.update(workbook, body, "NamedRange")
    _check_name(workbook, new.get("name", ""), new["namedRangeId"])
    return {}


def _check_name(workbook: Workbook, name: str, own_id: str | None) -> None:
    is_address = a1.area_of(name) is not None
    if not _NAME.fullmatch(name) or is_address or name.upper() in ("TRUE", "FALSE"):
        raise invalid("The name given to this range is invalid")
    for other in _NAMES.all(workbook):
        if other["name"].lower() == name.lower() and other["namedRangeId"] != own_id:
            raise invalid(f'A named range with the name "{name}" already exists.')


def add_protected_range(workbook: Workbook, body: Body) -> Body:
    """The reply shows the editors as they were sent, the next reading those there are."""
    given = {
        n: v for n, v in body.get("protectedRange", {}).items() if n != "requestingUserCanEdit"
    }
    _check_protection(workbook, given)
    sheet, held = _PROTECTIONS.add(workbook, given | _editors(workbook, given))
    shown = objects.located(held, sheet) | {"requestingUserCanEdit": True}
    return {"protectedRange": shown | {"editors": given.get("editors", {})}}


def update_protected_range(workbook: Workbook, body: Body) -> Body:
    """Switching `warningOnly` off without naming editors lets all editors of the file in."""
    sheet, old, new = _PROTECTIONS.update(workbook, body, "ProtectedRange")
    if not may_edit(old, workbook.user, workbook.is_owner):
        raise protected()
    new.pop("requestingUserCanEdit", None)
    is_closed_now = old.get("warningOnly") and not new.get("warningOnly")
    if is_closed_now and "editors" not in body["protectedRange"]:
        new["editors"] = {"users": people.editors(workbook.db, workbook.spreadsheet_id)}
    _check_protection(workbook, new)
    new |= _editors(workbook, new)
    workbook.save(sheet)
    return {}


def delete_protected_range(workbook: Workbook, body: Body) -> Body:
    gone = _PROTECTIONS.delete(workbook, body.get("protectedRangeId"))
    if not may_edit(gone, workbook.user, workbook.is_owner):
        raise protected()
    return {}


def _check_protection(workbook: Workbook, given: Body) -> None:
    editors = given.get("editors", {})
    if given.get("warningOnly"):
        if editors.get("users") or editors.get("groups") or editors.get("domainUsersCanEdit"):
            raise invalid("ProtectedRange is warningOnly. Editors cannot be set on it.")
        return
    if not may_edit({"editors": editors}, workbook.user, workbook.is_owner):
        raise invalid("You can't remove yourself as an editor.")
    if "unprotectedRanges" in given and set(given.get("range", {})) - {"sheetId"}:
        raise invalid("Unprotected ranges can only be set on a protected sheet.")


def _editors(workbook: Workbook, given: Body) -> Body:
    """The owner may always edit and stands among the editors."""
    editors = given.get("editors", {})
    users = list(editors.get("users", []))
    if workbook.user not in users and (workbook.is_owner or given.get("warningOnly")):
        users.append(workbook.user)
    return {"editors": editors | {"users": users}}


def set_basic_filter(workbook: Workbook, body: Body) -> Body:
    """Kept with its bounds; no row is hidden by it here."""
    given = body.get("filter", {})
    sheet, held = objects.kept(workbook, given)
    _, window = workbook.placed(given.get("range", {}))
    sheet.objects["basicFilter"] = held | {"range": grid_range(window)}
    workbook.save(sheet)
    return {}


def clear_basic_filter(workbook: Workbook, body: Body) -> Body:
    sheet = workbook.with_id(body.get("sheetId", 0))
    sheet.objects.pop("basicFilter", None)
    workbook.save(sheet)
    return {}


def add_filter_view(workbook: Workbook, body: Body) -> Body:
    number = len(_FILTERS.all(workbook)) + 1
    given = {"title": f"Filter {number}"} | body.get("filter", {})
    sheet, held = _FILTERS.add(workbook, given)
    return {"filter": objects.located(held, sheet)}


def update_filter_view(workbook: Workbook, body: Body) -> Body:
    _FILTERS.update(workbook, body, "FilterView")
    return {}


def delete_filter_view(workbook: Workbook, body: Body) -> Body:
    _FILTERS.delete(workbook, body.get("filterId"))
    return {}


def add_banding(workbook: Workbook, body: Body) -> Body:
    given = body.get("bandedRange", {})
    sheet, held = _BANDS.add(workbook, given)
    _check_bands(sheet)
    return {"bandedRange": objects.located(held, sheet)}


def update_banding(workbook: Workbook, body: Body) -> Body:
    sheet, _, _ = _BANDS.update(workbook, body, "BandedRange")
    _check_bands(sheet)
    return {}


def delete_banding(workbook: Workbook, body: Body) -> Body:
    _BANDS.delete(workbook, body.get("bandedRangeId"))
    return {}


def _check_bands(sheet: Sheet) -> None:
    *others, last = (rectangle_of(one["range"], sheet) for one in sheet.objects["bandedRanges"])
    if any(one.overlaps(last) for one in others):
        raise invalid("You cannot add alternating background colors to a range that already has.")


def add_rule(workbook: Workbook, body: Body) -> Body:
    sheet, held = _rule(workbook, body.get("rule", {}))
    rules = sheet.objects.setdefault("conditionalFormats", [])
    index = body.get("index", 0)
    if not 0 <= index <= len(rules):
        raise invalid(f"Invalid index: {index}; there are {len(rules)} rules")
    rules.insert(index, held)
    workbook.save(sheet)
    return {}


def update_rule(workbook: Workbook, body: Body) -> Body:
    """Replaces a rule, or moves it to `newIndex`."""
    sheet, index = _rule_at(workbook, body)
    rules = sheet.objects["conditionalFormats"]
    old = rules.pop(index)
    new_index = body.get("newIndex", index)
    held = _rule(workbook, body["rule"])[1] if "rule" in body else old
    if not 0 <= new_index <= len(rules):
        raise invalid(f"Invalid index: {new_index}; there are {len(rules) + 1} rules")
    rules.insert(new_index, held)
    workbook.save(sheet)
    shown = {"newRule": objects.located(held, sheet), "newIndex": new_index}
    return shown | {"oldRule": objects.located(old, sheet), "oldIndex": index}


def delete_rule(workbook: Workbook, body: Body) -> Body:
    sheet, index = _rule_at(workbook, body)
    gone = sheet.objects["conditionalFormats"].pop(index)
    workbook.save(sheet)
    return {"rule": objects.located(gone, sheet)}


def _rule(workbook: Workbook, given: Body) -> tuple[Sheet, Body]:
    if not given.get("ranges") or ("booleanRule" in given) == ("gradientRule" in given):
        raise invalid("A conditional format rule needs ranges, and a boolean or a gradient rule.")
    if "booleanRule" in given and "type" not in given["booleanRule"].get("condition", {}):
        raise invalid("A boolean rule needs a condition with a type.")
    return objects.kept(workbook, given)


def _rule_at(workbook: Workbook, body: Body) -> tuple[Sheet, int]:
    sheet, index = workbook.with_id(body.get("sheetId", 0)), body.get("index", 0)
    count = len(sheet.objects.get("conditionalFormats", []))
    if not 0 <= index < count:
        raise invalid(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    return sheet, index


def delete_named_range(workbook: Workbook, body: Body) -> Body:
    _NAMES.delete(workbook, body.get("namedRangeId"))
    return {}


KINDS: dict[str, Apply] = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addFilterView": add_filter_view,
    "updateFilterView": update_filter_view,
    "deleteFilterView": delete_filter_view,
    "addBanding": add_banding,
    "updateBanding": update_banding,
    "deleteBanding": delete_banding,
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
}
