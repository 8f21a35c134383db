"""What the columns of an export mean: one more list, for whoever opens the file in a year."""

from collections.abc import Iterator

from app.core.exporting.layout import Layout, Row
from app.core.exporting.readers import DATE, MOMENT, NUMBER, TEXT
from app.core.language import _


def headers() -> tuple[str, ...]:
    """Of the list itself."""
    return (_("Liste"), _("Colonne"), _("Clé"), _("Type"), _("Étape"), _("Versions"), _("Sensible"))


def dictionary(layout: Layout) -> Iterator[Row]:
    """One row a column of the export."""
    types = {TEXT: _("texte"), NUMBER: _("nombre"), DATE: _("date"), MOMENT: _("date et heure")}
    for sheet in layout.sheets:
        for column in sheet.columns:
            note = column.note or _("toutes")
            yield (
                sheet.title,
                column.label,
                column.key,
                types[column.form],
                column.step,
                note,
                column.sensitive,
            )
