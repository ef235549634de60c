"""Released key figures as people read them."""

from typing import Any

from lib.measures.committee import ReleasedFigure, released_figures
from tests.measures.world import snapshot_of


def figure(number: int, **more: Any) -> dict[str, Any]:
    basic = {"figure_id": f"KC-{number}", "approach": "STAP", "figure_name": "Cijfer"}
    return basic | {"as_of": "2022-02-01", "source": "Notitie"} | more


def test_a_value_a_range_and_nothing_known_stay_three_things() -> None:
    world = snapshot_of(
        key_figures=[
            figure(1, value=19, unit="vrouwen"),
            figure(2, value_min=22, value_max=24, as_of="2021-10"),
            figure(3),
            figure(4, value=2.5, approach="Top 15 & 15"),
            figure(5, value=0),
        ]
    )
    assert released_figures(world) == {
        "STAP": [
            ReleasedFigure("Cijfer", "19 vrouwen", "Notitie · 1 februari 2022"),
            ReleasedFigure("Cijfer", "22–24", "Notitie · oktober 2021"),
            ReleasedFigure("Cijfer", "onbekend", "Notitie · 1 februari 2022"),
            ReleasedFigure("Cijfer", "0", "Notitie · 1 februari 2022"),
        ],
        "Top 15 & 15": [ReleasedFigure("Cijfer", "2,5", "Notitie · 1 februari 2022")],
    }


def test_a_date_nobody_can_read_is_shown_as_it_was_typed() -> None:
    (shown,) = released_figures(snapshot_of(key_figures=[figure(1, as_of="begin 22")]))["STAP"]
    assert shown.source == "Notitie · begin 22"


def test_without_figures_there_is_nothing() -> None:
    assert released_figures(snapshot_of()) == {}
