"""Requests about what lies over the cells: names, protections, filters, bands, rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lib.localsheets import a1, look, mask, objects, people
from lib.localsheets.kind import Apply, Body, fields_of
from lib.localsheets.objects import ID_FIELDS
from lib.localsheets.protection import may_edit
from lib.localsheets.refusal import invalid, protected
from lib.localsheets.sheet import Sheet, grid_range, rectangle_of
from lib.localsheets.workbook import Workbook

# An object and the sheet it is on.
Placed = tuple[Sheet, Body]
# Refuses what an object may not become, and completes it. Before: None when it is new; after:
# None when it goes. The object lies on no sheet while it is judged.
Judge = Callable[[Workbook, Placed | None, Placed | None], None]

_NAME = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
_MAX_NAME = 250


@dataclass(frozen=True, slots=True)
class Family:
    """Objects with an id of their own: where a sheet keeps them and what requests call them."""

    where: str
    field: str
    message: str
    judge: Judge

    @property
    def id_field(self) -> str:
        return ID_FIELDS[self.where]

    def add(self, workbook: Workbook, body: Body) -> Body:
        given, new_id = body.get(self.field, {}), objects.new_id()
        object_id = given.get(self.id_field, str(new_id) if self is NAMES else new_id)
        if self._found(workbook, object_id):
            raise invalid(f"A {self.field} with id {object_id} already exists.")
        sheet, new = self._put(workbook, None, given | {self.id_field: object_id})
        return {self.field: objects.located(new, sheet)}

    def update(self, workbook: Workbook, body: Body) -> Body:
        given, fields = body.get(self.field, {}), look.twinned_fields(fields_of(body, self.message))
        object_id = given.get(self.id_field)
        sheet, old = self._taken(workbook, object_id)
        whole = mask.replaced(objects.located(old, sheet), given, fields)
        self._put(workbook, (sheet, old), whole | {self.id_field: object_id})
        return {}

    def delete(self, workbook: Workbook, body: Body) -> Body:
        """The body holds nothing but the id, once under another name (`filterId`)."""
        self.judge(workbook, self._taken(workbook, next(iter(body.values()), None)), None)
        return {}

    def _found(self, workbook: Workbook, object_id: Any) -> Placed | None:
        for sheet in workbook.sheets:
            for held in sheet.objects.get(self.where, []):
                if held[self.id_field] == object_id:
                    return sheet, held
        return None

    def _taken(self, workbook: Workbook, object_id: Any) -> Placed:
        found = self._found(workbook, object_id)
        if found is None:
            raise invalid(f"No {self.field} with id: {object_id}")
        sheet, held = found
        sheet.objects[self.where].remove(held)
        workbook.save(sheet)
        return found

    def _put(self, workbook: Workbook, before: Placed | None, whole: Body) -> Placed:
        after = sheet, new = objects.kept(workbook, whole)
        self.judge(workbook, before, after)
        sheet.objects.setdefault(self.where, []).append(new)
        workbook.save(sheet)
        return after


def _judge_name(workbook: Workbook, _: Placed | None, after: Placed | None) -> None:
    if after is None:
        return
    name = after[1].get("name", "")
    is_word = bool(_NAME.fullmatch(name)) and name.upper() not in ("TRUE", "FALSE")
    if not is_word or a1.area_of(name) or len(name) > _MAX_NAME:
        raise invalid("The name given to this range is invalid")
    if any(name.lower() == one["name"].lower() for one in objects.named_ranges(workbook)):
        raise invalid(f'A named range with the name "{name}" already exists.')


def _judge_protection(workbook: Workbook, before: Placed | None, after: Placed | None) -> None:
    """Switching `warningOnly` off without naming editors lets all editors of the file in."""
    old = before[1] if before else {}
    if before and not may_edit(old, workbook.user, workbook.is_owner):
        raise protected()
    if after is None:
        return
    sheet, new = after
    new.pop("requestingUserCanEdit", None)
    if "unprotectedRanges" in new and new["range"]:
        raise invalid("Unprotected ranges can only be set on a protected sheet.")
    if new.get("warningOnly"):
        if any(new.get("editors", {}).values()) and new["editors"] != old.get("editors"):
            raise invalid("ProtectedRange is warningOnly. Editors cannot be set on it.")
        new.pop("editors", None)
    elif old.get("warningOnly") and "editors" not in new:
        new["editors"] = {"users": people.editors(workbook.db, workbook.spreadsheet_id)}
    if not may_edit(new, workbook.user, workbook.is_owner):
        raise invalid("You can't remove yourself as an editor.")
    workbook.guard(sheet).check_object(new)


def _judge_bands(workbook: Workbook, *places: Placed | None) -> None:
    for sheet, held in filter(None, places):
        workbook.guard(sheet).check_object(held)
        others = (rectangle_of(o["range"], sheet) for o in sheet.objects.get("bandedRanges", []))
        if any(rectangle_of(held["range"], sheet).overlaps(other) for other in others):
            text = "You cannot add alternating background colors to a range that already has"
            raise invalid(f"{text} alternating background colors.")


def _judge_filter_view(workbook: Workbook, _: Placed | None, after: Placed | None) -> None:
    count = sum(len(sheet.objects.get("filterViews", [])) for sheet in workbook.sheets)
    if after:
        after[1].setdefault("title", f"Filter {count + 1}")


NAMES = Family("namedRanges", "namedRange", "NamedRange", _judge_name)
PROTECTIONS = Family("protectedRanges", "protectedRange", "ProtectedRange", _judge_protection)
FILTER_VIEWS = Family("filterViews", "filter", "FilterView", _judge_filter_view)
BANDS = Family("bandedRanges", "bandedRange", "BandedRange", _judge_bands)


def add_protected_range(workbook: Workbook, body: Body) -> Body:
    """The reply shows the editors as they were sent, the next reading those there are."""
    added = PROTECTIONS.add(workbook, body)["protectedRange"]
    editors = body["protectedRange"].get("editors", {})
    return {"protectedRange": added | {"editors": editors, "requestingUserCanEdit": True}}


def update_protected_range(workbook: Workbook, body: Body) -> Body:
    """Editors that the mask names and the body lacks are none, not unset."""
    given = {"editors": {}} | body.get("protectedRange", {})
    return PROTECTIONS.update(workbook, body | {"protectedRange": given})


def set_basic_filter(workbook: Workbook, body: Body) -> Body:
    """Kept with its bounds; no row is hidden by it here."""
    sheet, held = objects.kept(workbook, body.get("filter", {}))
    clear_basic_filter(workbook, {"sheetId": sheet.sheet_id})
    workbook.guard(sheet).check_object(held)
    whole = grid_range(rectangle_of(held["range"], sheet))
    sheet.objects["basicFilter"] = held | {"range": whole}
    workbook.save(sheet)
    return {}


def clear_basic_filter(workbook: Workbook, body: Body) -> Body:
    sheet = workbook.with_id(body.get("sheetId", 0))
    workbook.guard(sheet).check_object(sheet.objects.pop("basicFilter", {}))
    workbook.save(sheet)
    return {}


def add_rule(workbook: Workbook, body: Body) -> Body:
    sheet, rule = _rule(workbook, body.get("rule", {}))
    _put_rule(workbook, sheet, body.get("index", 0), rule)
    return {}


def update_rule(workbook: Workbook, body: Body) -> Body:
    """Replaces a rule on the sheet of its ranges, or moves one of sheet `sheetId` to `newIndex`."""
    if ("rule" in body) == ("newIndex" in body):
        raise invalid("Must specify exactly one of 'rule' or 'newIndex'.")
    index: int = body.get("index", 0)
    new_index: int = body.get("newIndex", index)
    if "rule" in body:
        sheet, new = _rule(workbook, body["rule"])
        old = _taken_rule(workbook, sheet, index)
        shown: Body = {"oldRule": objects.located(old, sheet)}
    else:
        sheet = workbook.with_id(body.get("sheetId", 0))
        new = _taken_rule(workbook, sheet, index)
        shown = {"oldIndex": index} if index else {}
    _put_rule(workbook, sheet, new_index, new)
    shown |= {"newIndex": new_index} if new_index else {}
    return shown | {"newRule": objects.located(new, sheet)}


def delete_rule(workbook: Workbook, body: Body) -> Body:
    sheet = workbook.with_id(body.get("sheetId", 0))
    gone = _taken_rule(workbook, sheet, body.get("index", 0))
    return {"rule": objects.located(gone, sheet)}


def _rule(workbook: Workbook, given: Body) -> Placed:
    if ("booleanRule" in given) == ("gradientRule" in given):
        raise invalid("A conditional format rule needs a boolean or a gradient rule.")
    if "booleanRule" in given and "type" not in given["booleanRule"].get("condition", {}):
        raise invalid("A boolean rule needs a condition with a type.")
    return objects.kept(workbook, given)


def _taken_rule(workbook: Workbook, sheet: Sheet, index: int) -> Body:
    rules = sheet.objects.get("conditionalFormats", [])
    if not 0 <= index < len(rules):
        raise invalid(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    taken: Body = rules.pop(index)
    workbook.guard(sheet).check_object(taken)
    workbook.save(sheet)
    return taken


def _put_rule(workbook: Workbook, sheet: Sheet, index: int, rule: Body) -> None:
    rules = sheet.objects.setdefault("conditionalFormats", [])
    if not 0 <= index <= len(rules):
        raise invalid(f"Invalid index: {index}; there are {len(rules)} rules")
    workbook.guard(sheet).check_object(rule)
    rules.insert(index, rule)
    workbook.save(sheet)


KINDS: dict[str, Apply] = {
    "addNamedRange": NAMES.add,
    "updateNamedRange": NAMES.update,
    "deleteNamedRange": NAMES.delete,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": PROTECTIONS.delete,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addFilterView": FILTER_VIEWS.add,
    "updateFilterView": FILTER_VIEWS.update,
    "deleteFilterView": FILTER_VIEWS.delete,
    "addBanding": BANDS.add,
    "updateBanding": BANDS.update,
    "deleteBanding": BANDS.delete,
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
}
