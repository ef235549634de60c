from lib.disclosure.safe_table import SafeTable
from lib.reports.grid import Grid, grid_and_blocks


def test_a_narrow_table_keeps_its_columns_but_those_without_a_cell() -> None:
    table = SafeTable("preconditions", ("Wat", "Stand", "Op"), (("Flyer", "Geregeld", ""),))
    grid, blocks = grid_and_blocks(table)
    assert grid == Grid(("Wat", "Stand"), (("Flyer", "Geregeld"),))
    assert blocks == ()


def test_a_register_is_told_with_cause_effect_and_adjustment_by_its_status() -> None:
    columns = ("Knelpunt", "Stand", "Voortgang", "Oorzaak", "Gevolg", "Bijsturing")
    row = ("Geen plek", "Opgepakt", "Loopt vast", "geen aanbod", "wachten", "overleg")
    grid, (block,) = grid_and_blocks(SafeTable("bottleneck_register", columns, (row,)))
    assert grid is None
    assert (block.name, block.status, block.facts) == (
        "Geen plek", "✕ Loopt vast", (("Stand", "Opgepakt"),),
    )  # fmt: skip
    assert block.lines == (
        ("Oorzaak", "geen aanbod"), ("Gevolg", "wachten"), ("Bijsturing", "overleg"),
    )  # fmt: skip


def test_of_milestones_only_what_is_explained_stands_below_the_table() -> None:
    columns = ("Mijlpaal", "Streefdatum", "Voortgang", "Oorzaak", "Gevolg", "Bijsturing")
    rows = (
        ("Start", "01-08-2021", "Op koers", "", "", ""),
        ("Vergunningen", "01-07-2022", "Aandacht", "laat", "ongelijk", "sneller"),
    )
    grid, blocks = grid_and_blocks(SafeTable("milestones", columns, rows))
    assert grid is not None
    assert [row[2] for row in grid.rows] == ["✓\u00a0Op\u00a0koers", "!\u00a0Aandacht"]
    assert [(block.name, block.status) for block in blocks] == [("Vergunningen", "! Aandacht")]


def test_columns_of_figures_and_marks_are_numbers_and_shares_add_up() -> None:
    rows = (("Loods", "1", "onbekend", "tekst"), ("Huiskamer", "8,7", "n.v.t.", "5"))
    grid = Grid(("Ruimte", "Aantal", "Teken", "Tekst"), rows)
    assert grid.is_number == (False, True, True, False)
    assert abs(sum(grid.widths) - 1) < 1e-9
