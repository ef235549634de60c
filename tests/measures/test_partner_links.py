import pandas as pd

from lib.measures import partner_links
from tests.measures.world import TODAY, memo


def test_days_overdue_compare_the_last_meeting_with_the_agreed_pace() -> None:
    table = partner_links.LINKS.compute(memo(), TODAY).table.set_index("Partner")
    assert table.index[0] == "Veiliger Wijkteam en handhaving"
    late = table.iloc[0]
    assert (late["Overleggen"], late["Dagen geleden"], late["Dagen over tijd"]) == (2, 60, 30)
    assert table.loc["Top 15 & 15", "Dagen over tijd"] == 0


def test_a_meeting_to_come_is_not_the_last_and_none_is_unknown() -> None:
    table = partner_links.LINKS.compute(memo(), TODAY).table.set_index("Partner")
    assert table.loc["Belangenverenigingen voor sekswerk", "Dagen geleden"] == 43
    assert pd.isna(table.loc["KIS-aanpak", "Laatste overleg"])
    assert pd.isna(table.loc["KIS-aanpak", "Dagen over tijd"])
    assert table.loc["KIS-aanpak", "Overleggen"] == 0
