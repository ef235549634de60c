"""Permissions of a file, as Drive v3 gives, lists and takes them."""

from __future__ import annotations

from typing import Any

from lib.localsheets import drive, mask, people
from lib.localsheets.call import Call
from lib.localsheets.mask import Mask
from lib.localsheets.refusal import Refusal, invalid, not_permitted, unsupported

_DEFAULT: Mask = {"kind": {}, "id": {}, "type": {}, "role": {}}
_PLACES = {"user": "emailAddress", "group": "emailAddress", "domain": "domain"}


def listing(call: Call) -> dict[str, Any]:
    """Only editors see them."""
    drive.require(call, people.WRITER)
    found, more = drive.page(call, list(people.permissions(call.db, call.path["fileId"])), 100)
    shown = [_answer(call, one) for one in found]
    return {"kind": "drive#permissionList", "permissions": shown} | more


def read(call: Call) -> dict[str, Any]:
    drive.require(call, people.WRITER)
    return _answer(call, _found(call, call.path["permissionId"]))


def create(call: Call) -> dict[str, Any]:
    """No mail is sent. Ownership is not transferred here."""
    drive.require(call, people.WRITER)
    kind, role = call.body.get("type"), call.body.get("role")
    if kind not in (*_PLACES, "anyone"):
        raise invalid("The permission type field is required.")
    if role == "owner":
        raise unsupported("role 'owner' in permissions.create")
    if role not in people.RANKS:
        raise invalid("The specified role is invalid or not supported for this file type.")
    address = call.body.get(_PLACES.get(kind, ""), "")
    if kind != "anyone" and not address:
        raise invalid("The specified emailAddress is invalid or not applicable for the given type.")
    permission_id = people.permit(call.db, call.path["fileId"], kind, role, address)
    return _answer(call, _found(call, permission_id))


def delete(call: Call) -> None:
    """Whoever holds a permission may give it up; the owner's stays."""
    drive.require(call, people.READER)
    found = _found(call, call.path["permissionId"])
    is_own = people.covers(found, call.user) and found["type"] == "user"
    if found["role"] == "owner":
        raise not_permitted()
    if not is_own:
        drive.require(call, people.WRITER)
    people.take(call.db, call.path["fileId"], found["id"])


def _found(call: Call, permission_id: str) -> dict[str, Any]:
    for one in people.permissions(call.db, call.path["fileId"]):
        if one["id"] == permission_id:
            return one
    message = f"Permission not found: {permission_id}."
    reason = {"message": message, "domain": "global", "reason": "notFound"}
    place = {"location": "permissionId", "locationType": "parameter"}
    raise Refusal(404, message, errors=[reason | place])


def _shown(held: dict[str, Any]) -> dict[str, Any]:
    found = {"kind": "drive#permission", "id": held["id"], "type": held["type"]}
    place = _PLACES.get(held["type"])
    return found | {"role": held["role"]} | ({place: held["address"]} if place else {})


def _answer(call: Call, held: dict[str, Any]) -> dict[str, Any]:
    return _shown(held) if call.mask else mask.kept(_shown(held), _DEFAULT)
