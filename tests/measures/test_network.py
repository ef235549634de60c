from datetime import date

import pandas as pd

from lib.charts import chart_of
from lib.measures.partner_links import NETWORK
from tests.measures.world import TODAY, memo


def test_a_partner_counts_the_meetings_of_a_year_and_says_whether_it_is_late() -> None:
    result = NETWORK.compute(memo(), TODAY)
    table = result.table.set_index("Partner")
    assert table.loc["Veiliger Wijkteam en handhaving", "Ritme"] == "Te laat"
    assert table.loc["Top 15 & 15", "Ritme"] == "Op tijd"
    assert table.loc["KIS-aanpak", "Ritme"] == "Geen ritme afgesproken"
    assert table.loc["KIS-aanpak", "Overleggen in een jaar"] == 0
    later = NETWORK.compute(memo(), date(2024, 2, 1)).table
    assert later["Overleggen in een jaar"].eq(0).all()


def test_the_picture_shows_late_links_dashed_and_in_words() -> None:
    chart = chart_of(NETWORK.compute(memo(), TODAY))
    assert chart.figure is not None
    dashes = [trace.line.dash for trace in chart.figure.data if trace.mode == "lines"]
    late = chart.table["Ritme"].eq("Te laat")
    assert [dash == "dot" for dash in dashes] == list(late)
    labels = " ".join(note.text for note in chart.figure.layout.annotations)
    assert labels.count("te laat") == int(late.sum())
    assert isinstance(chart.table, pd.DataFrame)
    assert chart.title.endswith("te laat")
