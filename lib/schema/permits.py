"""Permits: a sheet of its own file, that can be switched off and erased as a whole."""

from collections.abc import Mapping
from datetime import date

from lib.schema import choices as c
from lib.schema.choices import PermitStep as P
from lib.schema.column import Key, Organisations, Reference, column
from lib.schema.sheet import Sheet, Steps, not_before

STEP_DATES: Mapping[P, str] = {
    P.INFORMED: "informed_on",
    P.APPLIED: "applied_on",
    P.GRANTED: "decided_on",
    P.REJECTED: "decided_on",
}
"""The date that is filled in with a step; the other steps have none."""


class Permits(Sheet, tab="Vergunningen", workbook="permits", prefix="VG"):
    """Een (mogelijke) houder van een vergunning; zonder naam, soms zonder cliënt."""

    permit_id: Key = column("Vergunning")
    client_code: Reference | None = column("Cliënt", to="clients")
    situation: c.Situation = column("Situatie")
    in_view: bool = column("In beeld")
    ground: c.Ground | None = column("Grond")
    step: c.PermitStep = column("Stap")
    informed_on: date | None = column("Geïnformeerd op")
    applied_on: date | None = column("Aangevraagd op")
    decided_on: date | None = column("Besloten op")
    guided_by: Organisations | None = column("Begeleiding door")
    explanation: str | None = column("Toelichting", max_length=200)

    rules = (
        not_before("applied_on", "informed_on", "Aangevraagd op ligt voor geïnformeerd op."),
        not_before("decided_on", "applied_on", "Besloten op ligt voor aangevraagd op."),
    )
    steps = Steps(
        "step",
        {
            None: frozenset({P.INFORMED, P.WANTS, P.DECLINES}),
            P.INFORMED: frozenset({P.WANTS, P.DECLINES}),
            P.WANTS: frozenset({P.APPLIED, P.DECLINES}),
            P.DECLINES: frozenset({P.WANTS}),
            P.APPLIED: frozenset({P.PENDING, P.WITHDRAWN}),
            P.PENDING: frozenset({P.GRANTED, P.REJECTED, P.WITHDRAWN}),
            P.GRANTED: frozenset({P.WITHDRAWN}),
            P.REJECTED: frozenset({P.WANTS}),
            P.WITHDRAWN: frozenset({P.WANTS}),
        },
    )
