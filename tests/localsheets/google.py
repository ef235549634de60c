"""Google's own description of the API, cut down to what lib/localsheets/contract.json holds.

`python -m tests.localsheets.google` writes that file anew from the discovery documents that
google-api-python-client ships.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import googleapiclient

FILE = Path(__file__).parents[2] / "lib" / "localsheets" / "contract.json"
DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
# Of Drive only what a spreadsheet needs.
RESOURCES = {"sheets.v4": {"spreadsheets"}, "drive.v3": {"files", "permissions", "comments"}}
DRIVE_SCHEMAS = {"File", "FileList", "Permission", "PermissionList", "CommentList"}


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DOCUMENTS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _type(described: dict[str, Any]) -> Any:
    """`int32`, `@Message`, `[@Message]`, or the list of an enum's values."""
    if "$ref" in described:
        return "@" + described["$ref"]
    if described.get("type") == "array" or described.get("repeated"):
        item = _type(described["items"]) if "items" in described else described["type"]
        return f"[{item}]" if isinstance(item, str) else "[string]"
    return described.get("enum") or described.get("format") or described["type"]


def _methods(resources: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for resource in resources.values():
        yield from resource.get("methods", {}).values()
        yield from _methods(resource.get("resources", {}))


def contract() -> str:
    """One method or message a line, so that a new revision reads as a difference."""
    methods, messages, revisions = {}, {}, {}
    for name, wanted in RESOURCES.items():
        found = document(name)
        revisions[name] = found["revision"]
        kept = {key: value for key, value in found["resources"].items() if key in wanted}
        for method in _methods(kept):
            parameters = method.get("parameters", {})
            methods[method["id"].partition(".")[2]] = {
                "verb": method["httpMethod"],
                "path": found["basePath"].rstrip("/") + "/" + method["path"],
                "query": {k: _type(v) for k, v in parameters.items() if v["location"] == "query"},
                "body": method.get("request", {}).get("$ref"),
                "answer": method.get("response", {}).get("$ref"),
            }
        for key, schema in found["schemas"].items():
            if name == "sheets.v4" or key in DRIVE_SCHEMAS:
                messages[key] = {k: _type(v) for k, v in schema.get("properties", {}).items()}
    parts = [f'"revisions": {json.dumps(revisions)}']
    for title, table in (("methods", methods), ("messages", messages)):
        lines = (f"{json.dumps(key)}: {json.dumps(table[key])}" for key in sorted(table))
        parts.append(f'"{title}": {{\n' + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(contract(), encoding="utf-8")
