"""French public holidays, by part of the territory: those that the law names, from the library `holidays`.

It refuses to count delays (see `deadlines`), and local customs that no text makes a public holiday.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays

METROPOLE = "metropole"
# Code du travail L3133-1 everywhere; L3134-13 in Alsace-Moselle (Good Friday and 26 December); L3422-2
# and loi n° 83-550 overseas (abolition of slavery, each at its own date).
SUBDIVISIONS: Mapping[str, str] = {
    METROPOLE: "",
    "alsace-moselle": "57",
    "guadeloupe": "971",
    "martinique": "972",
    "guyane": "973",
    "la-reunion": "974",
    "mayotte": "976",
    "saint-barthelemy": "BL",
    "saint-martin": "MF",
}
SATURDAY = 5
_ABOLITION = "Abolition"


@lru_cache(maxsize=512)
def public_holidays(year: int, territory: str = METROPOLE) -> frozenset[date]:
    """The public holidays of a year. Raises KeyError for an unknown territory.

    Overseas, the library adds days that are only observed (Mi-Carême, Good Friday): they are left out.
    """
    subdivision = SUBDIVISIONS[territory]
    if not subdivision:
        return frozenset(holidays.country_holidays("FR", years=year, language="fr"))
    local = holidays.country_holidays("FR", subdiv=subdivision, years=year, language="fr")
    if territory == "alsace-moselle":
        return frozenset(local)
    return public_holidays(year) | {day for day, name in local.items() if _ABOLITION in name}


def is_working_day(day: date, territory: str = METROPOLE) -> bool:
    """Neither Saturday, Sunday nor public holiday (règlement 1182/71, art. 2)."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year, territory)


def next_working_day(day: date, territory: str = METROPOLE) -> date:
    """`day` itself when it is worked, else the first working day that follows (CPC art. 642)."""
    while not is_working_day(day, territory):
        day += timedelta(days=1)
    return day
