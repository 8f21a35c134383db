"""The variables of a form's own texts: a name that does not exist would be read by citizens as it is."""

from collections.abc import Iterator

from app.core.definition import FormDefinition
from app.core.findings import Findings, pointer
from app.core.language import _
from app.core.message_words import unknown


def check_texts(definition: FormDefinition, findings: Findings) -> None:
    """An error for each text with a variable that is not one."""
    for place, text in _texts(definition):
        wrong = unknown(text)
        if wrong:
            findings.error(place, "unknown-variable", wrong, _("Corrigez la variable, ou retirez-la."))


def _texts(definition: FormDefinition) -> Iterator[tuple[str, str]]:
    for name, text in definition.texts.items():
        if isinstance(text, str):
            yield pointer("texts", name), text
        else:
            for mail, parts in text.items():
                for part, words in parts.items():
                    yield pointer("texts", name, mail, part), words
