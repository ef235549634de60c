"""Chart: a figure with every word around it, so that a page or report only has to draw it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from lib.charts import bars, granted, months, network, staffing, story, texts, timeline, titles
from lib.measures.result import Result


@dataclass(frozen=True)
class Chart:
    """`figure` is None where a table says it better and where there is nothing to draw; in
    that last case `empty` says what to do. `note` says what was left out, or is empty. Texts
    are plain: what people typed in a sheet may be in them."""

    name: str
    figure: go.Figure | None
    title: str
    source_line: str
    alt: str
    table: pd.DataFrame
    definition: str
    note: str = ""
    empty: str = ""


def chart_of(result: Result) -> Chart:
    """The chart that belongs to the measure of this result."""
    is_empty = _has_nothing(result)
    title = result.measure.title if is_empty else titles.answer_title(result)
    draw = _FIGURES.get(result.measure.name)
    empty = texts.empty_line(result) if is_empty else ""
    return Chart(
        name=result.measure.name,
        figure=draw(result) if draw and not is_empty else None,
        title=title,
        source_line=texts.source_line(result),
        alt=f"{title}. {empty}" if is_empty else _alt(result, title),
        table=result.table,
        definition=result.measure.definition,
        note=texts.left_out_line(result),
        empty=empty,
    )


def _has_nothing(result: Result) -> bool:
    """No rows, or rows that only count to 0 where nothing is expected either."""
    table = result.table
    figures = table.select_dtypes("number")
    is_tally = len(figures.columns) == len(table.columns) - 1
    is_expected = any(not mark.at and not isinstance(mark.low, date) for mark in result.marks)
    counts_nothing = is_tally and not figures.fillna(0).to_numpy().any()
    return table.empty or (counts_nothing and not is_expected)


def _alt(result: Result, title: str) -> str:
    spoken = _SPOKEN.get(result.measure.name)
    return f"{title}. {spoken(result)}" if spoken else texts.alt_text(result, title)


_SPOKEN: Mapping[str, Callable[[Result], str]] = {"client_story": story.story_alt}
_FIGURES: Mapping[str, Callable[[Result], go.Figure]] = {
    "appearance": bars.stacked_bars,
    "zone": bars.bars,
    "contact_state": bars.bars,
    "intensity": bars.bars,
    "intensity_per_month": months.lines,
    "approach": bars.bars,
    "consult_topics": bars.bars,
    "care_of_left_zone": bars.bars,
    "channels_per_month": months.columns,
    "closure_channels": bars.bars,
    "closure_reach": bars.bars,
    "reach_per_month": months.columns,
    "wishes": bars.stacked_bars,
    "permit_situation": bars.stacked_bars,
    "permit_steps": bars.stacked_bars,
    "bottlenecks_open": bars.stacked_bars,
    "bottleneck_reports": months.columns,
    "bottlenecks_met": bars.bars,
    "bottleneck_waits": partial(bars.bars, value="Langst open (dagen)"),
    "waiting": partial(bars.bars, value="Langst wachtend (weken)"),
    "partner_links": partial(bars.bars, value="Dagen geleden", target="Afgesproken (dagen)"),
    "permit_time": partial(bars.bars, value="Langst (dagen)"),
    "permits_granted": granted.granted,
    "permit_guidance": bars.bars,
    "staffing": staffing.steps,
    "partner_network": network.network,
    "milestones": timeline.timeline,
    "client_story": story.story,
}
