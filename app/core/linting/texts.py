"""The variables of a form's own texts: a name that does not exist would be read by citizens as it is. And
its languages: what is not translated is told, for it stays in French.
"""

from collections.abc import Iterator

from app.core.definition import FormDefinition
from app.core.findings import Findings, pointer
from app.core.language import _, ngettext
from app.core.studio.translating import LANGUAGES, completeness
from app.core.texts.message_words import unknown


def check_texts(definition: FormDefinition, findings: Findings) -> None:
    """An error for each text with a variable that is not one."""
    for place, text in _texts(definition):
        wrong = unknown(text)
        if wrong:
            findings.error(place, "unknown-variable", wrong, _("Corrigez la variable, ou retirez-la."))
    for language in definition.translations:
        count = len(completeness(definition, language).missing)
        if count:
            message = ngettext(
                "Il manque {n} traduction ({language}).", "Il manque {n} traductions ({language}).", count
            ).format(n=count, language=LANGUAGES.get(language, language))
            fix = _("Complétez-la, ou laissez ces textes en français.")
            findings.warning(pointer("translations", language), "missing-translation", message, fix)


def _texts(definition: FormDefinition) -> Iterator[tuple[str, str]]:
    for name, text in definition.texts.items():
        if isinstance(text, str):
            yield pointer("texts", name), text
        else:
            for mail, parts in text.items():
                for part, words in parts.items():
                    yield pointer("texts", name, mail, part), words
