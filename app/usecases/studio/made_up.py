"""People who do not exist, and the answers that they would give: those of a scenario under their name.

It knows definitions and their scenarios; nothing is stored here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from unicodedata import normalize

from app.core.answers import judge
from app.core.attached import ids_by_path
from app.core.definition import Field, FormDefinition, Scenario
from app.core.working import with_value

Json = Any
Human = tuple[str, str, tuple[str, ...]]

# Family name, given name, and how the choices of civility or sex begin for them.
PEOPLE = (
    ("Le Goff", "Maryvonne", ("Madame", "Fém")),
    ("Diallo", "Ousmane", ("Monsieur", "Masc")),
    ("Kowalski", "Anna", ("Madame", "Fém")),
    ("Marchand", "Jean-Luc", ("Monsieur", "Masc")),
    ("Nguyen", "Thi Lan", ("Madame", "Fém")),
    ("Benoît", "Zoé", ("Madame", "Fém")),
)


def good_case(form: FormDefinition, today: date) -> Mapping[str, Json] | None:
    """The answers of the scenario that may be sent today with the fewest files, the first of them."""
    right = [scenario.answers for scenario in form.scenarios if may_be_sent(form, scenario, today)]
    return min(right, key=lambda answers: len(ids_by_path(form, answers)), default=None)


def may_be_sent(form: FormDefinition, scenario: Scenario, today: date) -> bool:
    verdict = judge(form, scenario.answers, today=today)
    return not verdict.errors and verdict.ineligible is None and not scenario.errors


def as_person(form: FormDefinition, answers: Mapping[str, Json], person: Human) -> Mapping[str, Json]:
    """The same answers under another name, with a fictive address for mails."""
    family, given, civility = person
    tokens = {
        "family-name": family,
        "given-name": given,
        "email": f"{_plain(given)}.{_plain(family)}@usager.example",
    }
    for _step, field in form.fields():
        token = field.autocomplete.split()[-1] if field.autocomplete else ""
        if token in tokens and not field.fields:
            answers = with_value(answers, field.path, tokens.pop(token))
        elif token in ("honorific-prefix", "sex"):
            answers = with_value(answers, field.path, _chosen(field, civility))
    return answers


def _chosen(field: Field, beginnings: tuple[str, ...]) -> str:
    """The option whose title begins like one of these, else the first."""
    fitting = (option.value for option in field.options if option.title.startswith(beginnings))
    return next(fitting, field.options[0].value)


def _plain(name: str) -> str:
    letters = normalize("NFD", name.lower())
    return "".join(char for char in letters if char.isascii() and char.isalpha())
