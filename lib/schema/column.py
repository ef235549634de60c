"""A column: what stands in its cells, how it is called, who fills it.

A sheet is a pydantic model; a field's annotation gives the kind, `column(…)` gives the rest.
`read_columns` turns the fields into `Column`s, once, when the class is made.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import Field, TypeAdapter
from pydantic.fields import FieldInfo


class Kind(StrEnum):
    """The kinds of cell; each has one reader and one writer in cells.py."""

    KEY = "key"
    TEXT = "text"
    SECRET = "secret"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    MOMENT = "moment"
    WHOLE = "whole"
    NUMBER = "number"
    YES_NO = "yes_no"
    REFERENCE = "reference"
    ORGANISATION = "organisation"
    ORGANISATIONS = "organisations"


Key = Annotated[str, Kind.KEY]
Secret = Annotated[str, Kind.SECRET]
Reference = Annotated[str, Kind.REFERENCE]
Organisation = Annotated[str, Kind.ORGANISATION]
Organisations = Annotated[tuple[str, ...], Kind.ORGANISATIONS]

_BY_TYPE: dict[Any, Kind] = {
    str: Kind.TEXT,
    date: Kind.DATE,
    datetime: Kind.MOMENT,
    int: Kind.WHOLE,
    float: Kind.NUMBER,
    bool: Kind.YES_NO,
}


@dataclass(frozen=True)
class Column:
    """`name` is the English key, `header` what stands in row 1. `choices` is empty unless the
    kind is a choice; `to` names the sheet whose rows are the only ones to refer to: by key, or by
    name where these are organisations. `is_protected` columns are
    filled by the app alone. `adapter` checks limits on a value that is not missing."""

    name: str
    header: str
    kind: Kind
    is_required: bool
    is_protected: bool
    choices: tuple[StrEnum, ...]
    to: str | None
    help: str
    max_length: int | None
    adapter: TypeAdapter[Any]

    @property
    def is_several(self) -> bool:
        return self.kind in (Kind.CHOICES, Kind.ORGANISATIONS)

    @property
    def is_secret(self) -> bool:
        return self.kind is Kind.SECRET

    @property
    def is_filled_in(self) -> bool:
        """Whether a person fills it in, in a grid or a file; secret text never goes there."""
        return not (self.is_secret or self.is_protected)


def column(
    header: str,
    *,
    to: str | None = None,
    help: str = "",
    is_protected: bool = False,
    max_length: int | None = None,
    ge: int | None = None,
    le: int | None = None,
) -> Any:
    """A field of a sheet. Required is said by the annotation: `date` is, `date | None` is not."""
    return Field(
        default=None,
        title=header,
        description=help,
        max_length=max_length,
        ge=ge,
        le=le,
        json_schema_extra={"to": to, "is_protected": is_protected},
    )


def read_column(name: str, field: FieldInfo) -> Column:
    """The Column a model field declares; TypeError when its annotation fits no kind."""
    inner, metadata, is_required = _bare(field)
    kind = next((m for m in metadata if isinstance(m, Kind)), None) or _kind(inner)
    limits = [m for m in metadata if not isinstance(m, Kind)]
    extra: dict[str, Any] = dict(field.json_schema_extra or {})  # type: ignore[arg-type]
    item = get_args(inner)[0] if kind is Kind.CHOICES else inner
    return Column(
        name=name,
        header=field.title or name,
        kind=kind,
        is_required=is_required,
        is_protected=bool(extra.get("is_protected")) or kind is Kind.KEY,
        choices=tuple(item) if kind in (Kind.CHOICE, Kind.CHOICES) else (),
        to=extra.get("to"),
        help=field.description or "",
        max_length=next((m.max_length for m in limits if hasattr(m, "max_length")), None),
        adapter=TypeAdapter(Annotated[inner, *limits] if limits else inner),
    )


def _bare(field: FieldInfo) -> tuple[Any, list[Any], bool]:
    annotation, metadata, is_required = field.annotation, list(field.metadata), True
    if get_origin(annotation) in (Union, UnionType):
        options = [option for option in get_args(annotation) if option is not NoneType]
        is_required = len(options) == len(get_args(annotation))
        annotation = options[0]
    if get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        metadata += more
    return annotation, metadata, is_required


def _kind(annotation: Any) -> Kind:
    if annotation in _BY_TYPE:
        return _BY_TYPE[annotation]
    if get_origin(annotation) is tuple and issubclass(get_args(annotation)[0], Enum):
        return Kind.CHOICES
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Kind.CHOICE
    raise TypeError(f"no kind for {annotation}")
