"""Memory does not grow with the number of dossiers, in every format: 2,000 of them."""

import gc
import tracemalloc
from collections.abc import Iterator

from app.adapters.tables import StreamedTables
from app.core.exporting.layout import Record, lay_out
from tests.core.exporting.cases import LATEST, NAMES, OLDEST, dossier

FEW, MANY = 50, 2_000
GROWTH = 900 * 1024  # bytes: what is remembered stops growing below; 2,000 dossiers held take 1.2 MB more
CHOSEN = ("dossier:etat", "dossier:recu", "revenu", "enfants[].prenom")


def test_forty_times_more_dossiers_take_no_more_memory():
    for format_name in ("csv", "xlsx", "ods", "json"):
        peak(format_name, FEW)  # what is made once for all
        grown = peak(format_name, MANY) - peak(format_name, FEW)
        assert grown < GROWTH, f"{format_name}: {grown} bytes"


def peak(format_name: str, number: int) -> int:
    """Bytes held at most while so many dossiers are written and thrown away."""
    layout = lay_out([OLDEST, LATEST], chosen=CHOSEN)

    def records() -> Iterator[Record]:
        for n in range(number):
            yield layout.record(dossier(n), NAMES)

    gc.collect()
    tracemalloc.start()
    try:
        for _piece in StreamedTables().write(format_name, layout, records()):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
