"""The tab *Lees mij*: the rules of the road for people who work in the sheets themselves."""

from collections.abc import Sequence

from lib.schema.sheet import Sheet

_RULES = (
    "Zo werkt dit bestand",
    "Dit bestand hoort bij het STAP-dashboard. Wat je hier typt staat binnen een minuut ook in de "
    "app, en wat de app opslaat staat meteen hier.",
    "Je mag gewoon sorteren, filteren, rijen invoegen en rijen verwijderen. De app herkent een "
    "rij aan de code in de eerste kolom, niet aan de plek.",
    "Een nieuwe rij? Vul haar in en laat de eerste kolom leeg: de app geeft de code. Alleen in "
    "Team en Organisaties mag je zelf een korte code kiezen.",
    "Grijze koppen zijn van de app: de code, Gewijzigd op, Gewijzigd door en versleutelde tekst. "
    "Typ daar niet. Google waarschuwt; klik dan op Annuleren.",
    "Laat rij 1 zoals ze is. Een eigen kolom mag, rechts van de laatste; de app laat die met rust.",
    "Wijs een kop aan: de notitie zegt wat er in de kolom hoort. Kies uit de lijst waar een "
    "pijltje staat. Meer keuzes in één cel? Zet er een ; tussen.",
    "Schrijf een datum als 01-02-2022. Wat de app niet kan lezen blijft staan en wordt gemeld op "
    "de pagina Gezondheid, met de cel.",
    "Plak met Ctrl+Shift+V (alleen waarden). Gewoon plakken neemt opmaak van elders mee.",
    "Wil je filteren zonder dat een ander het merkt? Kies Gegevens → Filterweergaven.",
    "Nooit een naam, BSN, geboortedatum, adres of telefoonnummer van een cliënt. Maak geen kopie "
    "van dit bestand, download het niet en deel het met niemand; dat doet de eigenaar.",
    "Beveiligd betekent hier: niet te wijzigen. Het betekent niet: niet te lezen. Wie dit "
    "bestand mag openen, kan alles lezen, ook verborgen bladen.",
    "Iets misgegaan? Druk op Ctrl+Z, of vraag de beheerder: elke wijziging staat in het Logboek "
    "en er zijn reservekopieën.",
    "De bladen in dit bestand",
)


def read_me(sheets: Sequence[type[Sheet]]) -> list[str]:
    """Its lines; the first and the one before the list of sheets are headings."""
    described = [f"{sheet.title}: {sheet.what_is_a_row()}" for sheet in sheets]
    return [*_RULES, *described]


def headings() -> tuple[str, str]:
    return _RULES[0], _RULES[-1]
