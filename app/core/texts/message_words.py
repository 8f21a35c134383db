"""Texts of a service with variables: « Bonjour {{ demandeur }}, votre dossier {{ numero }}… ».

A closed set of names, checked when a text is kept and filled when it is used. It refuses to know who writes.
"""

import re
from collections.abc import Callable, Collection, Mapping

from app.core.closeness import suggestion
from app.core.definition import FormDefinition
from app.core.dossier import Dossier, spell_reference
from app.core.french import NO_BREAK
from app.core.language import _
from app.core.legal_time import day_in_words

WRITTEN = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

# name → what it is worth for a dossier
VARIABLES: Mapping[str, Callable[[Dossier, FormDefinition], str]] = {
    "demandeur": lambda dossier, form: dossier.title,
    "numero": lambda dossier, form: spell_reference(dossier.reference),
    "demarche": lambda dossier, form: form.title,
    "service": lambda dossier, form: form.service.name,
    "reception": lambda dossier, form: day_in_words(dossier.submitted_at) if dossier.submitted_at else "",
    "echeance": lambda dossier, form: day_in_words(dossier.due_on) if dossier.due_on else "",
}


def unknown(text: str, names: Collection[str] = tuple(VARIABLES)) -> str:
    """What is wrong with the variables of a text, and how to mend it; "" when all are among `names`."""
    for name in WRITTEN.findall(text):
        if name not in names:
            told = _("La variable « {name} » n’existe pas.").format(name=name)
            use = _("Utilisez : {known}.").format(known=known(names))
            return " ".join(part for part in (told, suggestion(name, names), use) if part)
    bare = WRITTEN.sub("", text)
    if "{{" in bare or "}}" in bare:
        return _("Une variable s’écrit entre deux accolades, par exemple {{{{ numero }}}}.").format()
    return ""


def known(names: Collection[str] = tuple(VARIABLES)) -> str:
    """The variables as they are written, to be read by who writes: "{{ demandeur }}, {{ numero }}…"."""
    return ", ".join(f"{{{{{NO_BREAK}{name}{NO_BREAK}}}}}" for name in names)


def without_worth(text: str, dossier: Dossier, definition: FormDefinition) -> tuple[str, ...]:
    """The variables of this text that are worth nothing for this dossier, once each."""
    named = dict.fromkeys(name for name in WRITTEN.findall(text) if name in VARIABLES)
    return tuple(name for name in named if not VARIABLES[name](dossier, definition))


def worths(dossier: Dossier, definition: FormDefinition) -> dict[str, str]:
    """What each variable is worth for this dossier."""
    return {name: value(dossier, definition) for name, value in VARIABLES.items()}


def filled(text: str, dossier: Dossier, definition: FormDefinition) -> str:
    """The text with what each variable is worth for this dossier; an unknown one stays as it is written."""

    def worth(found: re.Match[str]) -> str:
        value = VARIABLES.get(found[1])
        return found[0] if value is None else value(dossier, definition)

    return WRITTEN.sub(worth, text)
