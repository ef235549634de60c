"""Every sheet as it was agreed: headers in order, keys, stamps, references, choices."""

from enum import StrEnum

import pytest

from lib.schema.column import Kind
from lib.schema.logbook import Logbook
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES, sheets_of

STAMPS = ["Gewijzigd op", "Gewijzigd door"]
EXPLAINED = ["Oorzaak", "Gevolg", "Bijsturing"]

# Wensen: the key is "Wens" and the text "Omschrijving"; Besluiten: the key is "Besluitnummer".
EXPECTED = {
    ("casework", "Cliënten"): [
        "Cliëntcode", "Werknaam", "Zone", "Contact", "Verwacht terug", "Casemanager",
        "Ervaringsdeskundige betrokken", "Zorg door", "Ook in Top 15 & 15", "Eerste contact",
        "Afgesloten op", "Reden afsluiting", "Nazorg afgesproken", "Bijzonderheid"],
    ("casework", "Begeleiding"): [
        "Begeleiding", "Cliënt", "Intensiteit", "Werkwijze", "Consultonderwerpen", "Casemanager",
        "Van", "Tot en met"],
    ("casework", "Toestemmingen"): [
        "Toestemming", "Cliënt", "Versie formulier", "Versie informatiebrief", "Ondertekend op",
        "Gevraagd door", "Doelen", "Delen met", "Soorten gegevens", "Herbevestigen op",
        "Ingetrokken op", "Verwerkt op"],
    ("casework", "Contacten"): [
        "Contact", "Cliënt", "Datum", "Dagdeel", "Wijze van contact", "Soort", "Uitkomst",
        "Medewerker", "Met ervaringsdeskundige", "Duur", "Leefgebieden", "Vervolg op",
        "Aantekening"],
    ("casework", "Afspraken"): [
        "Afspraak", "Cliënt", "Soort", "Bij", "Gepland op", "Meegegaan door", "Uitkomst",
        "Aangemeld op", "Intake op", "Gestart op", "Vervolg"],
    ("casework", "Doelen"): [
        "Doel", "Cliënt", "Leefgebied", "Wens van de cliënt", "Stap", "Stand", "Streefdatum",
        "Afgerond op"],
    ("casework", "Knelpuntmeldingen"): [
        "Melding", "Knelpunt", "Cliënt", "Gemeld op", "Wacht sinds", "Opgelost op", "Afloop",
        "Door"],
    ("casework", "Toegang"): [
        "Toegang", "Cliënt", "Medewerker", "Soort", "Reden", "Van", "Tot", "Aanvaard op",
        "Gegeven door", "Beoordeeld op", "Beoordeeld door"],
    ("permits", "Vergunningen"): [
        "Vergunning", "Cliënt", "Situatie", "In beeld", "Grond", "Stap", "Geïnformeerd op",
        "Aangevraagd op", "Besloten op", "Begeleiding door", "Toelichting"],
    ("progress", "Knelpunten"): [
        "Knelpunt", "Titel", "Categorie", "Omschrijving", "Sinds", "Was voorzien", "Ernst",
        "Eigenaar", "Samenwerking met", "Stand", "Voortgang", *EXPLAINED, "Volgende stap",
        "Volgende stap op", "Opgelost op"],
    ("progress", "Verbindingen"): [
        "Verbinding", "Partner", "Doel", "Vorm", "Afgesproken frequentie", "Eigenaar", "Stand",
        "Afspraken", "Volgende stap", "Volgende stap op"],
    ("progress", "Overleggen"): [
        "Overleg", "Verbinding", "Datum", "Vorm", "Deelnemers", "Besproken", "Afspraken",
        "Vervolg op"],
    ("progress", "Mijlpalen"): [
        "Mijlpaal", "Titel", "Soort", "Begin", "Streefdatum", "Oorspronkelijke streefdatum",
        "Zekerheid", "Behaald op", "Voortgang", *EXPLAINED, "Eigenaar"],
    ("progress", "Randvoorwaarden"): [
        "Randvoorwaarde", "Omschrijving", "Stand", "Geregeld door", "Geregeld op", "Bewijs"],
    ("progress", "Wensen"): [
        "Wens", "Ruimte", "Omschrijving", "Prioriteit", "Stand", "Klaar op", "Teruggekoppeld op"],
    ("progress", "Ervaringen"): ["Ervaring", "Periode", "Thema", "Samenvatting", "Mag gedeeld"],
    ("progress", "Initiatieven"): [
        "Initiatief", "Naam", "Soort", "Regio", "Stand", "Verwacht na", "Toelichting"],
    ("progress", "Besluiten"): ["Besluitnummer", "Datum", "Besluit", "Motivering", "Raakt"],
    ("progress", "Acties"): [
        "Actie", "Wat", "Wie", "Voor", "Hoort bij", "Stand", "Klaar op"],
    ("progress", "Sluitingen"): ["Sluiting", "Van", "Tot", "Reden"],
    ("progress", "Team"): [
        "Medewerker", "Functie", "Organisatie", "Begonnen op", "Gestopt op", "Status"],
    ("progress", "Organisaties"): ["Organisatie", "Naam", "Schrijfwijzen", "Soort"],
    ("committee", "Kerncijfers"): [
        "Kerncijfer", "Aanpak", "Naam", "Peildatum", "Waarde", "Waarde min", "Waarde max",
        "Eenheid", "Bron", "Toelichting"],
    ("committee", "Vrijgaven"): [
        "Vrijgave", "Maat", "Onderdeel", "Reden", "Vrijgegeven door", "Vrijgegeven op", "Tot"],
    ("committee", "Publicaties"): [
        "Publicatie", "Peildatum", "Titel", "Stand", "Toelichting per onderwerp",
        "Gevraagd aan de commissie", "Gepubliceerd door", "Gepubliceerd op",
        "Versie definities", "Controlegetal"],
    ("committee", "Publicatiecijfers"): [
        "Cijfer", "Publicatie", "Maat", "Rij", "Kolom", "Waarde of merkteken",
        "Volgnummer"],
}  # fmt: skip

SECRET = {
    "clients": {"alias", "remark"}, "contacts": {"note"}, "goals": {"wish", "step"},
    "access_grants": {"reason"},
}  # fmt: skip

each_sheet = pytest.mark.parametrize("name", SHEETS)


def test_every_sheet_of_the_domain_stands_in_its_workbook_with_its_headers() -> None:
    declared = {
        (sheet.workbook, sheet.title): [c.header for c in sheet.columns]
        for sheet in SHEETS.values()
    }
    expected = {place: [*headers, *STAMPS] for place, headers in EXPECTED.items()}
    assert declared == expected


def test_every_sheet_belongs_to_one_workbook() -> None:
    found = [sheet.name for workbook in WORKBOOK_TITLES for sheet in sheets_of(workbook)]
    assert sorted(found) == sorted(SHEETS)


def test_prefixes_of_keys_tell_the_sheets_apart() -> None:
    prefixes = [sheet.prefix for sheet in (*SHEETS.values(), Logbook)]
    assert len(set(prefixes)) == len(prefixes)


@each_sheet
def test_the_first_column_is_the_key_and_the_last_two_are_the_stamp(name: str) -> None:
    columns = SHEETS[name].columns
    assert columns[0].kind is Kind.KEY
    assert [c.name for c in columns if c.kind is Kind.KEY] == [columns[0].name]
    assert [c.name for c in columns[-2:]] == ["changed_on", "changed_by"]
    protected = [c.name for c in columns if c.is_protected]
    assert protected == [columns[0].name, "changed_on", "changed_by"]


@each_sheet
def test_headers_and_names_are_there_and_unique(name: str) -> None:
    columns = SHEETS[name].columns
    folded = [c.header.casefold() for c in columns]
    assert len(set(folded)) == len(folded)
    assert len({c.name for c in columns}) == len(columns)
    assert all(c.header == " ".join(c.header.split()) != "" for c in columns)
    assert SHEETS[name].what_is_a_row().endswith(".")


@each_sheet
def test_references_point_at_a_sheet_and_only_references_do(name: str) -> None:
    for column in SHEETS[name].columns:
        if column.kind in (Kind.ORGANISATION, Kind.ORGANISATIONS):
            assert column.to in (None, "organisations"), column.name
            continue
        assert (column.kind is Kind.REFERENCE) == (column.to is not None), column.name
        assert column.to is None or column.to in SHEETS


@each_sheet
def test_choices_are_labels_that_can_be_told_apart_in_one_cell(name: str) -> None:
    for column in SHEETS[name].columns:
        labels = [member.value for member in column.choices]
        assert bool(labels) == (column.kind in (Kind.CHOICE, Kind.CHOICES))
        assert len({label.casefold() for label in labels}) == len(labels)
        assert all(label.strip() == label and ";" not in label for label in labels)
        assert all(isinstance(member, StrEnum) for member in column.choices)


@each_sheet
def test_rules_speak_about_columns_of_their_own_sheet(name: str) -> None:
    sheet = SHEETS[name]
    names = {c.name for c in sheet.columns}
    for rule in (*sheet.rules, *sheet.across):
        assert rule.column in names
        assert rule.sentence.endswith(".")
    assert all(rule.group in {None, *names} for rule in sheet.across)


@each_sheet
def test_only_texts_about_a_client_are_secret(name: str) -> None:
    secret = {c.name for c in SHEETS[name].columns if c.is_secret}
    assert secret == SECRET.get(name, set())
    assert all(c.max_length for c in SHEETS[name].columns if c.is_secret)


def test_progress_and_committee_know_no_client() -> None:
    for workbook in ("progress", "committee"):
        assert [s.name for s in sheets_of(workbook) if s.client_column] == []
    casework = {s.name: s.client_column for s in sheets_of("casework")}
    assert set(casework.values()) == {"client_code"}


def test_the_logbook_says_who_when_where_and_what() -> None:
    assert [c.header for c in Logbook.columns] == [
        "Regel", "Tijdstip", "Wie", "Rol", "Handeling", "Blad", "Rij", "Oud", "Nieuw", "Reden",
        "Keten",
    ]  # fmt: skip
