"""Amendments in plain words, the same for the citizen and the agent: the question, never an answer."""

from collections.abc import Callable, Mapping
from typing import Any

from app.core.language import _

Json = Any


AMENDMENTS: Mapping[str, Callable[[Mapping[str, Json]], str]] = {
    "amendment-proposed": lambda data: _("Modification proposée : {question}").format(**_question(data)),
    "amendment-accepted": lambda data: _("Modification acceptée : {question}").format(**_question(data)),
    "amendment-refused": lambda data: _("Modification refusée : {question}").format(**_question(data)),
    "amendment-withdrawn": lambda data: _("Proposition retirée : {question}").format(**_question(data)),
    "amendment-void": lambda data: _("Proposition sans objet, la réponse a changé : {question}").format(
        **_question(data)
    ),
}


def _question(data: Mapping[str, Json]) -> dict[str, str]:
    return {"question": str(data["question"])}
