"""Every damage, in the order of the document."""

from tests.doctor.damages import cells, headers, layers, rows, sheets

CHAPTERS = {
    "Koppen en kolommen": headers.DAMAGES,
    "Rijen en sleutels": rows.DAMAGES,
    "Cellen": cells.DAMAGES,
    "Over de cellen heen": layers.DAMAGES,
    "Bladen en bestand": sheets.DAMAGES,
}
EVERY = [damage for damages in CHAPTERS.values() for damage in damages]
