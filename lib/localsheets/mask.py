"""Field masks: `a.b,c/d,e(f,g)` as a tree, to thin an answer or to say what a request replaces."""

from __future__ import annotations

import re
from typing import Any

from lib.localsheets.refusal import Refusal, invalid

# An empty branch means everything below it; "*" means every field at its level.
Mask = dict[str, Any]

_TOKEN = re.compile(r"[A-Za-z0-9_*]+|[.,/()]|\s+")


def parsed(text: str) -> Mask:
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text:
        raise _bad(text)
    stream = [token for token in tokens if not token.isspace()]
    mask, rest = _group(stream, text, 0)
    if rest or not mask:
        raise _bad(text)
    return mask


def _bad(text: str) -> Refusal:
    return invalid(f"Invalid field selection {text}")


def _group(tokens: list[str], text: str, depth: int) -> tuple[Mask, list[str]]:
    """Reads a comma-separated list of paths up to a closing parenthesis or the end."""
    if depth > 20:
        raise _bad(text)
    mask: Mask = {}
    while True:
        tokens = _path(tokens, text, mask, depth)
        if not tokens or tokens[0] != ",":
            return mask, tokens
        tokens = tokens[1:]


def _path(tokens: list[str], text: str, mask: Mask, depth: int) -> list[str]:
    """Reads one path into `mask`; what is left of the tokens."""
    while True:
        if not tokens or tokens[0] in ".,/()":
            raise _bad(text)
        name, tokens = tokens[0], tokens[1:]
        follows = tokens[0] if tokens else ""
        is_whole = name in mask and not mask[name]
        below: Mask = {} if is_whole else mask.get(name, {})
        if not is_whole:
            mask[name] = below
        if follows == "(":
            inner, tokens = _group(tokens[1:], text, depth + 1)
            if not tokens or tokens[0] != ")":
                raise _bad(text)
            below.update(inner)
            return tokens[1:]
        if follows not in (".", "/"):
            below.clear()
            return tokens
        tokens, mask = tokens[1:], below


def branch(mask: Mask | None, *path: str) -> Mask | None:
    """The mask below a path: {} when all of it is asked, None when nothing is."""
    for name in path:
        if mask is None:
            return None
        if not mask:
            return mask
        mask = mask.get(name, mask.get("*"))
    return mask


def kept(answer: Any, mask: Mask | None) -> Any:
    """The answer with only the masked fields; the shells that held them stay."""
    if not mask:
        return answer
    if isinstance(answer, list):
        return [kept(element, mask) for element in answer]
    if not isinstance(answer, dict):
        return answer
    below = {name: branch(mask, name) for name in answer}
    return {name: kept(answer[name], below[name]) for name in answer if below[name] is not None}


def replaced(target: dict[str, Any], source: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """`target` with the masked fields taken from `source`; missing there means unset."""
    if not mask or "*" in mask:
        return dict(source)
    result = dict(target)
    for name, below in mask.items():
        value = source.get(name)
        if below:
            value = replaced(target.get(name, {}), value or {}, below) or None
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result
