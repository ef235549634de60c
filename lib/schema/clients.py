"""The sheets about a client: who, how intensively, what was agreed, which goals."""

from datetime import date

import pandas as pd

from lib.schema import choices as c
from lib.schema.column import Key, Organisations, Reference, Secret, column
from lib.schema.sheet import AcrossRule, Sheet, not_before, required_when


class Clients(Sheet, tab="Cliënten", workbook="casework", prefix="ST"):
    """Een straatsekswerker die het team begeleidt of in beeld heeft; alleen een code."""

    client_code: Key = column("Cliëntcode", help="Willekeurige code, door de app gemaakt.")
    alias: Secret | None = column(
        "Werknaam",
        max_length=40,
        help="Waaraan het team haar herkent; versleuteld. Geen officiële naam.",
    )
    zone_status: c.Zone = column("Zone")
    contact_state: c.ContactState = column("Contact")
    return_expected: str | None = column("Verwacht terug", max_length=100)
    case_manager: Reference | None = column("Casemanager", to="team")
    expert_involved: bool | None = column("Ervaringsdeskundige betrokken")
    care_from: Organisations | None = column("Zorg door")
    in_top15: c.YesNoUnknown | None = column("Ook in Top 15 & 15")
    first_contact_on: date | None = column("Eerste contact")
    closed_on: date | None = column("Afgesloten op")
    closing_reason: c.ClosingReason | None = column("Reden afsluiting")
    aftercare: bool | None = column("Nazorg afgesproken")
    remark: Secret | None = column(
        "Bijzonderheid", max_length=200, help="Kort en zakelijk; versleuteld."
    )

    rules = (
        not_before("closed_on", "first_contact_on", "Afgesloten op ligt voor het eerste contact."),
        required_when(
            "closing_reason",
            "Vul de reden van afsluiting in.",
            lambda row: row.get("closed_on") is not None,
        ),
    )


def _overlaps(rows: pd.DataFrame) -> pd.Series:
    """Marks a period that begins before an earlier one of the same client has ended."""
    ordered = rows.sort_values("from_on", kind="stable")
    ends = ordered["until_on"].fillna(pd.Timestamp("2262-01-01"))
    latest = ends.groupby(ordered["client_code"]).cummax()
    earlier_end = latest.groupby(ordered["client_code"]).shift()
    return (ordered["from_on"] <= earlier_end).reindex(rows.index).fillna(False).astype(bool)


class Support(Sheet, tab="Begeleiding", workbook="casework", prefix="BG"):
    """Een periode waarin een cliënt met één intensiteit wordt begeleid; de open is van nu."""

    support_id: Key = column("Begeleiding")
    client_code: Reference = column("Cliënt", to="clients")
    intensity: c.Intensity = column("Intensiteit")
    approach: c.Approach | None = column("Werkwijze")
    consult_topics: tuple[c.ConsultTopic, ...] | None = column("Consultonderwerpen")
    case_manager: Reference = column("Casemanager", to="team")
    from_on: date = column("Van")
    until_on: date | None = column("Tot en met", help="Leeg zolang de periode loopt.")

    rules = (not_before("until_on", "from_on", "De einddatum ligt voor de begindatum."),)
    across = (
        AcrossRule(
            "from_on",
            "client_code",
            "Deze periode overlapt met een andere periode van dezelfde cliënt.",
            _overlaps,
        ),
    )


class Consents(Sheet, tab="Toestemmingen", workbook="casework", prefix="TS"):
    """Een ondertekende toestemming om gegevens te delen; nooit vooraf op 'ja'."""

    consent_id: Key = column("Toestemming")
    client_code: Reference = column("Cliënt", to="clients")
    form_version: str = column("Versie formulier", max_length=20)
    letter_version: str = column("Versie informatiebrief", max_length=20)
    signed_on: date = column("Ondertekend op")
    asked_by: Reference | None = column("Gevraagd door", to="team")
    purposes: tuple[c.SharingPurpose, ...] = column("Doelen")
    share_with: Organisations = column("Delen met", to="organisations")
    data_kinds: tuple[c.DataKind, ...] = column("Soorten gegevens")
    reconfirm_on: date | None = column("Herbevestigen op")
    withdrawn_on: date | None = column("Ingetrokken op")
    processed_on: date | None = column("Verwerkt op")

    rules = (
        not_before("reconfirm_on", "signed_on", "Herbevestigen op ligt voor de ondertekening."),
        not_before("withdrawn_on", "signed_on", "Ingetrokken op ligt voor de ondertekening."),
        not_before("processed_on", "withdrawn_on", "Verwerkt op ligt voor de intrekking."),
    )


class Goals(Sheet, tab="Doelen", workbook="casework", prefix="DL"):
    """Een wens van een cliënt op een leefgebied, met de stap die nu gezet wordt."""

    goal_id: Key = column("Doel")
    client_code: Reference = column("Cliënt", to="clients")
    life_area: c.LifeArea = column("Leefgebied")
    wish: Secret | None = column("Wens van de cliënt", max_length=300)
    step: Secret | None = column("Stap", max_length=300)
    state: c.GoalState = column("Stand")
    target_on: date | None = column("Streefdatum")
    finished_on: date | None = column("Afgerond op")

    rules = (
        required_when(
            "finished_on",
            "Vul in wanneer het doel is bereikt of losgelaten.",
            lambda row: row.get("state") in (c.GoalState.REACHED, c.GoalState.LET_GO),
        ),
    )
