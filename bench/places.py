"""Looking up communes: each kind of question against a walk through all the names."""

from app.core.places import known
from app.core.places.search import find, in_town, search_key, suggest
from bench.measure import Row, medians

WALK = "parcours de tous les noms"


def measure() -> list[Row]:
    """Medians once the indexes are made; the first look-up of a process also reads the file."""
    places = known()
    names = [found.commune.name for found in places.beginning("", 50_000)]
    key = search_key("Rennes")
    things = {
        "commune par son code": lambda: places.commune("35238"),
        "commune par son nom (St Malo)": lambda: find(places, "St Malo"),
        "commune par son code postal": lambda: find(places, "35000"),
        "homonymes (Saint-Aubin)": lambda: find(places, "Saint-Aubin"),
        "code postal de 46 communes (51300)": lambda: find(places, "51300"),
        "commune d’une adresse": lambda: in_town(places, "Rennes", "35000"),
        "propositions pour « saint »": lambda: suggest(places, "saint"),
        WALK: lambda: [name for name in names if search_key(name) == key],
    }
    found = medians(things, rounds=15)
    walk = found.pop(WALK)
    return [Row(name, spent, WALK, walk) for name, spent in found.items()]
