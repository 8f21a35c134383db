"""A day and an hour as a designer types them, read in Paris: for when a form opens and closes."""

from collections.abc import Mapping
from datetime import datetime, time

from app.core.field_types import NotUnderstood
from app.core.field_types.date_parts import read_whole_date
from app.core.field_types.time_of_day import read_time
from app.core.language import _
from app.core.legal_time import instant_of, local
from app.core.plain_text import coded

MIDNIGHT, LAST_MINUTE = time(0, 0), time(23, 59)


class NotAMoment(ValueError):
    """What was typed is no date, or no hour; the text says how to write it."""


def moment(form: Mapping[str, str], name: str, *, without_hour: time = MIDNIGHT) -> datetime | None:
    """The instant of the inputs `name` and `name`_heure; None when nothing is given.

    Raises NotAMoment, for an hour alone too.
    """
    day, hour = form.get(name, "").strip(), form.get(f"{name}_heure", "").strip()
    if not day and not hour:
        return None
    try:
        when = time.fromisoformat(read_time(coded(hour))) if hour else without_hour
        return instant_of(read_whole_date(day), when)
    except (NotUnderstood, OverflowError):
        raise NotAMoment(_("Saisissez une date et une heure. Exemple : 31/12/2026, 18h00")) from None


def typed(instant: datetime | None, name: str) -> dict[str, str]:
    """What the two inputs hold for this instant."""
    if instant is None:
        return {name: "", f"{name}_heure": ""}
    here = local(instant)
    return {name: f"{here:%d/%m/%Y}", f"{name}_heure": f"{here:%Hh%M}"}
