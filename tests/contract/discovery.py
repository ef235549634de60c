"""Google's published contract, held against everything that passes a session.

The discovery documents come with google-api-python-client. `check` is a response hook of
requests: what is wrong is an AssertionError, so no test can mistake it for an answer of Google's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import googleapiclient
from jsonschema import Draft4Validator
from requests import PreparedRequest, Response

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
# v2 of Drive is known for the one upload that gspread still sends there.
NAMES = ("sheets.v4", "drive.v3", "drive.v2")
# What Google takes although its documents do not have it.
EXTRAS = {
    ("drive.files.get", "includeItemsFromAllDrives"): "sent by gspread; recorded, with an answer",
    ("drive.permissions.create", "withLink"): "a field of v2 that gspread still sends",
}
_STAMP = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"
_FORMATS = {
    "int32": {"minimum": -(2**31), "maximum": 2**31 - 1},
    "int64": {"pattern": r"^-?\d+$"},  # JSON numbers would lose digits, so these are strings
    "date-time": {"pattern": _STAMP},
    "google-datetime": {"pattern": _STAMP},
}


class OffContract(AssertionError):
    """A request that Google would refuse and somebody took, or an answer Google would not give."""


@dataclass(frozen=True, slots=True)
class Method:
    """`request` and `response` are names of schemas of the document; None: no body."""

    name: str
    document: str
    verb: str
    path: re.Pattern[str]
    parameters: dict[str, Any]
    request: str | None
    response: str | None
    is_upload: bool
    is_download: bool


def check(response: Response, *_args: Any, **_options: Any) -> None:
    """A wrong request may only be answered 400; every other one must be known to Google."""
    request = response.request
    place = f"{request.method} {urlsplit(request.url).path} ({response.status_code})"
    method = method_of(request.method or "", urlsplit(request.url or "").path)
    if method is None:
        raise OffContract(f"{place}: Google has no such method")
    found = list(answer_problems(method, response))
    if response.status_code != 400:
        found += request_problems(method, request)
    if found:
        raise OffContract(f"{place}, {method.name}:\n" + "\n".join(found))


def method_of(verb: str, path: str) -> Method | None:
    for method in methods():
        if method.verb == verb and method.path.fullmatch(path):
            return method
    return None


def request_problems(method: Method, request: PreparedRequest) -> Iterator[str]:
    query = parse_qs(urlsplit(request.url or "").query, keep_blank_values=True)
    for name, values in query.items():
        if (method.name, name) not in EXTRAS:
            yield from _query_problems(method.parameters, name, values)
    for name, parameter in method.parameters.items():
        if parameter.get("required") and parameter["location"] == "query" and name not in query:
            yield f"query: {name} is required"
    if request.body and not method.is_upload:
        yield from _sent_problems(method, request.body)


def answer_problems(method: Method, response: Response) -> Iterator[str]:
    if response.ok and method.response is None:
        if not method.is_download and (response.status_code != 204 or response.content):
            yield "answer: not an empty 204"
        return
    if not response.headers.get("Content-Type", "").startswith("application/json"):
        yield f"answer: Content-Type is {response.headers.get('Content-Type')}"
        return
    try:
        body = _parsed(response.content)
    except ValueError as error:
        yield f"answer: not JSON: {error}"
        return
    if response.ok:
        yield from _misfits("answer", method.document, method.response or "", body)
    else:
        yield from _error_problems(body, response.status_code)


@cache
def methods() -> tuple[Method, ...]:
    """Fewest variables first, so that `files/trash` is not taken for a file."""
    found = [method for name in NAMES for method in _methods_of(name, _document(name))]
    return tuple(sorted(found, key=lambda method: method.path.pattern.count("+")))


def schema_fields(document: str, schema: str) -> list[str]:
    return list(_document(document)["schemas"][schema]["properties"])


@cache
def _document(name: str) -> dict[str, Any]:
    return json.loads((DOCUMENTS / f"{name}.json").read_text(encoding="utf-8"))


def _methods_of(document: str, resource: dict[str, Any]) -> Iterator[Method]:
    whole = _document(document)
    for made in resource.get("methods", {}).values():
        paths = {f"/{whole['servicePath']}{made['path']}": False}
        if "mediaUpload" in made:
            paths[made["mediaUpload"]["protocols"]["simple"]["path"]] = True
        for path, is_upload in paths.items():
            yield Method(
                name=made["id"],
                document=document,
                verb=made["httpMethod"],
                path=_pattern(path),
                parameters=whole["parameters"] | made.get("parameters", {}),
                request=made.get("request", {}).get("$ref"),
                response=made.get("response", {}).get("$ref"),
                is_upload=is_upload,
                is_download=made.get("supportsMediaDownload", False),
            )
    for inner in resource.get("resources", {}).values():
        yield from _methods_of(document, inner)


def _pattern(path: str) -> re.Pattern[str]:
    """Against the path as sent: only a range may hold a colon, and nothing a slash."""
    text = re.escape(path).replace(r"\{range\}", "[^/]+")
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/:]+", text))


def _query_problems(parameters: dict[str, Any], name: str, values: list[str]) -> Iterator[str]:
    parameter = parameters.get(name)
    if parameter is None or parameter.get("location") == "path":
        yield f"query: {name} is not known"
        return
    if len(values) > 1 and not parameter.get("repeated"):
        yield f"query: {name} is given {len(values)} times"
    for value in values:
        if not _is_value(parameter, value):
            yield f"query: {name} cannot be {value!r}"


def _is_value(parameter: dict[str, Any], value: str) -> bool:
    """Python's spelling of booleans is taken, and an empty text (`pageToken=`)."""
    if "enum" in parameter:
        return value in parameter["enum"]
    if parameter["type"] == "boolean":
        return value.lower() in ("true", "false")
    if parameter["type"] == "integer":
        low, high = int(parameter.get("minimum", 0)), int(parameter.get("maximum", 2**31 - 1))
        return value.isdecimal() and low <= int(value) <= high
    return True


def _sent_problems(method: Method, body: bytes | str) -> Iterator[str]:
    if method.request is None:
        yield "request: has a body"
        return
    try:
        sent = _without_nulls(_parsed(body))
    except ValueError as error:
        yield f"request: not JSON: {error}"
        return
    if isinstance(sent, dict):
        sent = {name: one for name, one in sent.items() if (method.name, name) not in EXTRAS}
    yield from _misfits("request", method.document, method.request, sent)


def _error_problems(body: Any, status: int) -> Iterator[str]:
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        yield "answer: an error without `error`"
        return
    if error.get("code") != status:
        yield f"answer: error.code is {error.get('code')}"
    if not isinstance(error.get("message"), str) or not error["message"]:
        yield "answer: error.message is no text"


def _misfits(place: str, document: str, schema: str, body: Any) -> Iterator[str]:
    for error in _validator(document, schema).iter_errors(body):
        yield f"{place}: {error.json_path}: {error.message[:300]}"


@cache
def _validator(document: str, schema: str) -> Draft4Validator:
    """Draft 4, because there 1.0 is no integer."""
    return Draft4Validator({"$ref": f"#/definitions/{schema}", "definitions": _schemas(document)})


@cache
def _schemas(document: str) -> dict[str, Any]:
    return {name: _schema(shape) for name, shape in _document(document)["schemas"].items()}


def _schema(shape: dict[str, Any]) -> dict[str, Any]:
    """JSON Schema of a discovery schema; a field that is not named is not allowed."""
    if "$ref" in shape:
        return {"$ref": f"#/definitions/{shape['$ref']}"}
    if shape["type"] == "any":
        return {}
    made = {"type": shape["type"]} | _FORMATS.get(shape.get("format", ""), {})
    if "enum" in shape:
        made["enum"] = shape["enum"]
    if shape["type"] == "array":
        made["items"] = _schema(shape["items"])
    if shape["type"] == "object":
        rest = shape.get("additionalProperties")
        properties = shape.get("properties", {})
        made["properties"] = {name: _schema(one) for name, one in properties.items()}
        made["additionalProperties"] = _schema(rest) if rest else False
    return made


def _without_nulls(body: Any) -> Any:
    """JSON null is "not set" for a field; in a list it is a value, and stays."""
    if isinstance(body, dict):
        return {name: _without_nulls(one) for name, one in body.items() if one is not None}
    return [_without_nulls(one) for one in body] if isinstance(body, list) else body


def _parsed(text: bytes | str) -> Any:
    return json.loads(text, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is only Python's")
