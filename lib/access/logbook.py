"""What somebody who may see the Logboek reads of a line."""

_WITHOUT_CLIENTS = frozenset({"progress", "committee"})


def shows_values(workbook: str) -> bool:
    """Whether old and new values may be read there; elsewhere only which columns changed, as
    nobody reads the rows of clients by way of the Logboek."""
    return workbook in _WITHOUT_CLIENTS
