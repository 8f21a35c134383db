"""Legal time: an instant is kept in UTC; a person, a letter and the law read it in Paris.

It refuses to know what time it is: instants are arguments, and aware.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from app.core.french import NO_BREAK, date_in_words
from app.core.language import _

PARIS = ZoneInfo("Europe/Paris")


def civil_date(instant: datetime) -> date:
    """The day of this instant in Paris: at 23:30 UTC it is already tomorrow."""
    return instant.astimezone(PARIS).date()


def beginning(day: date) -> datetime:
    """The first instant of this day in Paris, in UTC."""
    return datetime.combine(day, time(), PARIS).astimezone(UTC)


def instant_of(day: date, hour: time) -> datetime:
    """The instant of this hour in Paris, in UTC; of the two that a night in autumn has, the first."""
    return datetime.combine(day, hour, PARIS).astimezone(UTC)


def local(instant: datetime) -> datetime:
    """The same instant, read in Paris."""
    return instant.astimezone(PARIS)


def day_in_words(value: date | datetime) -> str:
    """ "27 mars 1985", in Paris for an instant."""
    return date_in_words(civil_date(value) if isinstance(value, datetime) else value)


def hour_in_words(instant: datetime) -> str:
    """ "14 h 32" in Paris."""
    local = instant.astimezone(PARIS)
    return f"{local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02}"


def moment_in_words(instant: datetime) -> str:
    """ "27 mars 1985 à 14 h 32" in Paris."""
    return _("{day} à {hour}").format(day=day_in_words(instant), hour=hour_in_words(instant))
