"""The drafted words: what the council memo says, as far as it may be said."""

from datetime import date

import pytest

from lib.cipher import Cipher
from lib.demo.world import rows, world
from lib.disclosure.texts import told_in
from lib.publication.draft import draft
from lib.publication.freezing import doubts, issued, objections
from lib.publication.publication import Publication
from tests.demo.reading import snapshot_of


@pytest.fixture(scope="module")
def february() -> Publication:
    """1 February 2022, the day of the memo."""
    snapshot = snapshot_of(rows(world(), Cipher({"demo": bytes(32)}, "demo")))
    row = {"publication_id": "PB-NIEUW", "title_text": "Voortgang", "asked": None}
    return issued(row, draft(snapshot, date(2022, 2, 1), 5), [], 5, date(2022, 2, 1))


FACTS = [
    ("STAP-team", "1 augustus 2021"),
    ("STAP-team", "drie casemanagers"),
    ("STAP-team", "Sinds 1 oktober 2021 is er één ervaringsdeskundige"),
    ("STAP-team", "Per 1 maart 2022 zijn er vier casemanagers"),
    ("STAP-team", "alle vijf geregeld"),
    ("STAP-team", "laagdrempelig"),
    ("STAP-team", "spreekt de taal"),
    ("STAP-team", "meegaat naar een spannende afspraak"),
    ("Doelgroep", "19 vrouwelijke straatsekswerkers actief op of rond de tippelzone"),
    ("Doelgroep", "Met 18 van hen is momenteel goed contact"),
    ("Doelgroep", "6 intensief, 8 licht/aanvullend en 4 licht/consultatief"),
    ("Doelgroep", "8 vrouwen in beeld die niet meer op de tippelzone actief zijn"),
    ("Doelgroep", "gesloten"),
    ("Doelgroep", "WhatsApp"),
    ("Opknappen loods", "wensen van de vrouwen"),
    ("Vergunningen", "22 tot 24 vergunningen"),
    ("Vergunningen", "Inventarisatie Cirkel, oktober 2021"),
    ("Vergunningen", "22 straatsekswerkers mét vergunning nu niet in beeld"),
    ("Vergunningen", "verwachten en hopen dat per 1 juli 2022"),
    ("Knelpunten zorglandschap", "geen time-outplekken"),
    ("Knelpunten zorglandschap", "opvangplekken voor vrouwen"),
    ("Knelpunten zorglandschap", "wachttijd voor klinische opname"),
    ("Knelpunten zorglandschap", "eigen bijdrage"),
    ("Knelpunten zorglandschap", "Doorbraakteams"),
    ("Knelpunten zorglandschap", "oeleiding naar klinische en ambulante hulp"),
    ("Overweeghuis", "na de projectfase"),
    ("Verbinding andere partijen", "Top 15 & 15 (gerealiseerd)"),
    ("Verbinding andere partijen", "Begeleidingscommissie gecombineerd"),
    ("Verbinding andere partijen", "wijkagent en BOA"),
    ("Verbinding andere partijen", "landelijk netwerk"),
    ("Verbinding andere partijen", "GGD Seksuele Gezondheid"),
    ("Loopduur project", "van 31 juli 2022 naar 31 januari 2023"),
    ("Loopduur project", "budget"),
]


@pytest.mark.parametrize(("topic", "fact"), FACTS)
def test_the_words_hold_every_fact_of_the_memo(
    february: Publication, topic: str, fact: str
) -> None:
    tables = [february.tables[name] for name in february.topics[topic]]
    cells = [cell for table in tables for row in table.rows for cell in row]
    assert any(fact in text for text in (february.texts[topic], *cells))


def test_the_woman_out_of_contact_is_in_no_word(february: Publication) -> None:
    said = " ".join(february.texts.values())
    assert "Tijdelijk" not in said
    assert "19e" not in said


def test_drafted_words_need_no_second_look(february: Publication) -> None:
    assert objections(february, {"Zilvermeeuw"}) == []
    assert doubts(february) == []
    assert [told for text in february.texts.values() for told in told_in(text)] == []


def test_a_name_in_a_sheet_keeps_it_from_being_published(
    february: Publication,
) -> None:
    (found,) = objections(february, {"Vierde"})
    assert found.startswith("Planning van het project, Vierde casemanager in het team, Mijlpaal:")
