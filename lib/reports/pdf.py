"""The publication as a tagged PDF (PDF/UA-1), set by typst from `report.typ`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from lib.reports import content
from lib.reports.content import Document, Item, Topic
from lib.reports.drawing import drawing
from lib.reports.grid import spoken_facts
from lib.reports.typesetting import pdf

_TEMPLATE = Path(__file__).with_name("report.typ")


def built(document: Document) -> bytes:
    return pdf(_TEMPLATE.read_bytes(), _data(document), document.moment)


def _data(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": content.AUTHOR,
        "day": [document.moment.year, document.moment.month, document.moment.day],
        "introduction": document.introduction,
        "topics": [_topic(topic) for topic in document.topics],
        "asked": [asdict(part) for part in document.asked],
        "appendix": [_item(item) for item in document.appendix],
        "definitions": document.definitions,
        "marks": content.MARKS,
        "words": {
            "contents": content.CONTENTS,
            "asked": content.ASKED,
            "appendix": content.APPENDIX,
            "definitions": content.DEFINITIONS,
            "marks": content.MARKS_TITLE,
        },
    }


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "heading": topic.heading,
        "prose": [asdict(part) for part in topic.prose],
        "items": [_item(item) for item in topic.items],
    }


def _item(item: Item) -> dict[str, Any]:
    grid = item.grid
    return {
        "caption": item.caption,
        "chart": drawing(item.picture).svg() if item.picture else None,
        "alt": item.alt,
        "grid": grid and {"columns": grid.columns, "rows": grid.rows, "widths": grid.widths,
                          "numbers": grid.is_number},
        "blocks": [
            {**asdict(block), "facts": spoken_facts(block)} for block in item.blocks
        ],
        "source": item.source,
        "note": item.note,
        "empty": item.empty,
    }  # fmt: skip
