"""Number formats: a value and a pattern, as the text that is shown.

Patterns outside what is understood here are refused when they are set, so nothing is shown wrong.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lib.localsheets import serial
from lib.localsheets.locales import Locale
from lib.localsheets.refusal import invalid, unsupported

_DATE_TYPES = {"DATE", "TIME", "DATE_TIME"}
_LITERAL = r'"[^"]*"|\\.|\[\$[^\]]*\]'
_DATE_TOKEN = re.compile(
    rf"{_LITERAL}|yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|am/pm|\.0+|[-/.:, ]|T",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"(?P<before>(?:{_LITERAL}|[-+$€() ])*)"
    r"(?P<digits>[#0][#0,]*)(?P<decimals>\.[0#]+)?(?P<exponent>E\+0+)?"
    rf"(?P<after>(?:{_LITERAL}|[-+$€%() ])*)"
)


def pattern_of(number_format: dict[str, str], locale: Locale) -> str:
    return number_format.get("pattern") or locale.patterns[number_format["type"]]


def is_date(number_format: dict[str, str] | None) -> bool:
    return number_format is not None and number_format["type"] in _DATE_TYPES


def check(number_format: dict[str, str]) -> None:
    if "type" not in number_format:
        raise invalid("numberFormat.type must be set")
    pattern = number_format.get("pattern")
    if not pattern or number_format["type"] == "TEXT":
        return
    token = _DATE_TOKEN if is_date(number_format) else _NUMBER
    whole = re.compile(f"(?:{token.pattern})+") if is_date(number_format) else token
    if not re.fullmatch(whole.pattern, pattern, token.flags):
        raise unsupported(f"number format pattern '{pattern}'")


def shown(value: float, number_format: dict[str, str] | None, locale: Locale) -> str:
    """A number as the cell shows it."""
    if number_format is None or number_format["type"] == "TEXT":
        return general(value, locale)
    pattern = pattern_of(number_format, locale)
    if is_date(number_format):
        moment = serial.moment(value, in_ms=".0" in pattern)
        return general(value, locale) if moment is None else _date(moment, pattern, locale)
    return _number(value, pattern, locale)


def general(value: float, locale: Locale) -> str:
    """Without a number format: up to ten digits for fractions, whole numbers up to fifteen."""
    if isinstance(value, int) or value.is_integer():
        text = str(int(value)) if abs(value) < 10**15 else f"{value:.5E}"
    else:
        text = f"{value:.10g}" if abs(value) >= 1e-4 else f"{value:.9E}"
    if "E" in text:
        mantissa, exponent = text.split("E")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        text = f"{mantissa}E{exponent}"
    return text.upper().replace(".", locale.decimal)


def _number(value: float, pattern: str, locale: Locale) -> str:
    match = _NUMBER.fullmatch(pattern)
    if match is None:
        return general(value, locale)
    is_percent = "%" in re.sub(_LITERAL, "", match["after"])
    amount = Decimal(repr(value)) * (100 if is_percent else 1)
    if match["exponent"]:
        digits = f"{abs(amount):.{len(match['decimals'] or '.') - 1}E}"
        digits = re.sub(r"E([+-])(\d)$", r"E\g<1>0\2", digits).replace(".", locale.decimal)
    else:
        digits = _digits(abs(amount), match, locale)
    sign = "-" if amount < 0 and re.search("[1-9]", digits) else ""
    return sign + _literal(match["before"]) + digits + _literal(match["after"])


def _digits(amount: Decimal, match: re.Match[str], locale: Locale) -> str:
    decimals = (match["decimals"] or ".")[1:]
    rounded = amount.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    optional = len(decimals) - len(decimals.rstrip("#"))
    for _ in range(optional):
        fraction = fraction.removesuffix("0")
    whole = whole.zfill(match["digits"].count("0"))
    if "," in match["digits"]:
        whole = f"{int(whole):,}".replace(",", locale.group)
    if whole == "0" and "0" not in match["digits"]:
        whole = ""
    return whole + (locale.decimal + fraction if fraction else "")


def _literal(text: str) -> str:
    """Quotes, backslashes and `[$€-413]` taken off."""
    return re.sub(_LITERAL, lambda match: _bare(match[0]), text)


def _bare(token: str) -> str:
    if token.startswith("[$"):
        return token[2:-1].partition("-")[0]
    return token[1:-1] if token.startswith('"') else token[1:]


def _date(moment: datetime, pattern: str, locale: Locale) -> str:
    tokens = [match[0] for match in _DATE_TOKEN.finditer(pattern)]
    twelve = any(token.lower() == "am/pm" for token in tokens)
    shown_tokens = []
    for i, token in enumerate(tokens):
        is_minute = token.lower() in ("m", "mm") and _is_minute(tokens, i)
        shown_tokens.append(_date_token(token, moment, locale, twelve, is_minute))
    return "".join(shown_tokens)


def _is_minute(tokens: list[str], at: int) -> bool:
    """`m` means minutes next to hours or seconds, else the month."""
    letters = [token.lower() if token[0].isalpha() else "" for token in tokens]
    before = [token for token in letters[:at] if token]
    after = [token for token in letters[at + 1 :] if token]
    return (bool(before) and before[-1] in ("h", "hh")) or (bool(after) and after[0] in ("s", "ss"))


def _date_token(token: str, at: datetime, locale: Locale, twelve: bool, is_minute: bool) -> str:
    hour = (at.hour - 1) % 12 + 1 if twelve else at.hour
    minute_or_month = at.minute if is_minute else at.month
    known: dict[str, Any] = {
        "yyyy": f"{at.year:04d}",
        "yy": f"{at.year % 100:02d}",
        "mmmm": locale.months[at.month - 1],
        "mmm": locale.short_months[at.month - 1],
        "mm": f"{minute_or_month:02d}",
        "m": minute_or_month,
        "dddd": locale.days[at.weekday()],
        "ddd": locale.short_days[at.weekday()],
        "dd": f"{at.day:02d}",
        "d": at.day,
        "hh": f"{hour:02d}",
        "h": hour,
        "ss": f"{at.second:02d}",
        "s": at.second,
        "am/pm": "AM" if at.hour < 12 else "PM",
    }
    if token.lower() in known:
        return str(known[token.lower()])
    if token.startswith(".0"):
        return f"{locale.decimal}{at.microsecond:06d}"[: len(token)]
    return _literal(token)
