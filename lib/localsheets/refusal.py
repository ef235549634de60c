"""What Google answers when it says no: one exception, and the envelopes it is sent in."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An answer that is an error. `extra` goes into the envelope beside code and message."""

    def __init__(self, code: int, message: str, **extra: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.extra = extra

    def body(self) -> dict[str, Any]:
        return {"error": {"code": self.code, "message": self.message, **self.extra}}

    def within(self, place: str) -> Refusal:
        """The same refusal, naming the element of a batch it comes from."""
        if self.code != 400:
            return self
        return Refusal(400, f"Invalid {place}: {self.message}", **self.extra)


def invalid(message: str) -> Refusal:
    return Refusal(400, message, status="INVALID_ARGUMENT")


def malformed(field: str, message: str) -> Refusal:
    """JSON of the wrong shape: Google adds which field it was."""
    violation = {"field": field, "description": message}
    details = [
        {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    ]
    return Refusal(400, message, status="INVALID_ARGUMENT", details=details)


def unknown_name(name: str, place: str) -> Refusal:
    where = f" at '{place}'" if place else ""
    message = f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.'
    return malformed(place, message)


def unknown_parameter(name: str) -> Refusal:
    message = (
        f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
        f" Field '{name}' could not be found in request message."
    )
    return malformed("", message)


def protected() -> Refusal:
    return invalid(
        "You are trying to edit a protected cell or object. Please contact the spreadsheet owner"
        " to remove protection if you need to edit."
    )


def expired() -> Refusal:
    message = (
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login"
        " cookie or other valid authentication credential. See"
        " https://developers.google.com/identity/sign-in/web/devconsole-project."
    )
    reason = {
        "message": "Invalid Credentials",
        "domain": "global",
        "reason": "authError",
        "location": "Authorization",
        "locationType": "header",
    }
    return Refusal(401, message, errors=[reason], status="UNAUTHENTICATED")


def denied() -> Refusal:
    return Refusal(403, "The caller does not have permission", status="PERMISSION_DENIED")


def not_found() -> Refusal:
    return Refusal(404, "Requested entity was not found.", status="NOT_FOUND")


def no_such_file(file_id: str) -> Refusal:
    """Drive's own envelope; the recordings have no `status` in it."""
    message = f"File not found: {file_id}."
    reason = {
        "message": message,
        "domain": "global",
        "reason": "notFound",
        "location": "fileId",
        "locationType": "parameter",
    }
    return Refusal(404, message, errors=[reason])


def not_permitted() -> Refusal:
    """Drive's 403 for a file that one can see."""
    message = "The user does not have sufficient permissions for this file."
    reason = {"message": message, "domain": "global", "reason": "insufficientFilePermissions"}
    return Refusal(403, message, errors=[reason])


def unsupported(what: str) -> Refusal:
    """Ours, not Google's: said instead of guessing what Google would do."""
    return Refusal(501, f"localsheets does not do this: {what}", status="UNIMPLEMENTED")


def unavailable() -> Refusal:
    return Refusal(503, "The service is currently unavailable.", status="UNAVAILABLE")
