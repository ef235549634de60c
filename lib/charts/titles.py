"""The answer a chart gives, as its title; computed from the Result, never written down."""

from lib.charts import titles_people, titles_project
from lib.measures.result import Result

_ANSWERS = titles_people.ANSWERS | titles_project.ANSWERS


def answer_title(result: Result) -> str:
    """The answer in one sentence. The table must have rows."""
    return _ANSWERS[result.measure.name](result.table, result)
