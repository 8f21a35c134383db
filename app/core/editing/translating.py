"""The verbs on the languages of a form: some of its texts translated, a language taken away."""

from typing import Any

from app.core.editing.refusals import EditRefused
from app.core.editing.trees import at, put, without
from app.core.editing.verbs import Edit, Verb
from app.core.language import _
from app.core.studio.translating import LANGUAGES

Json = Any
_LONGEST = 4000


def translate(document: Json, edit: Edit) -> Json:
    """{French text: its translation}; null takes one away. A language begins with its first edit."""
    language, texts = edit["language"], edit["texts"]
    if language not in LANGUAGES:
        raise EditRefused("unknown-language", _("Cette langue n’est pas proposée."))
    for text in texts.values():
        if text is not None and (not isinstance(text, str) or len(text) > _LONGEST):
            told = _("Une traduction est un texte de {n} caractères au plus.").format(n=_LONGEST)
            raise EditRefused("bad-argument", told)
    words = {**at(document, ("translations", language), {}), **texts}
    kept = {french: text for french, text in words.items() if text and text.strip()}
    languages = {**document.get("translations", {}), language: kept}
    return put(document, ("translations",), languages)


def forget(document: Json, edit: Edit) -> Json:
    """The form without this language."""
    keys = ("translations", edit["language"])
    if at(document, keys) is None:
        raise EditRefused("not-found", _("Cette langue n’est pas dans le formulaire."))
    document = without(document, keys)
    return document if document["translations"] else without(document, keys[:1])


def _rests_on(document: Json, edit: Edit) -> Json:
    """The words that it changes, as they are now."""
    words = at(document, ("translations", edit["language"]), {})
    return [words.get(french) for french in edit["texts"]]


TRANSLATION_VERBS = (
    Verb(
        "translate",
        {"language": "text", "texts": "object"},
        translate,
        lambda document, edit: _("Traduire en {language}").format(
            language=LANGUAGES.get(edit["language"], edit["language"][:20])
        ),
        _rests_on,
    ),
    Verb(
        "remove-language",
        {"language": "text"},
        forget,
        lambda document, edit: _("Retirer la langue {language}").format(
            language=LANGUAGES.get(edit["language"], edit["language"][:20])
        ),
        lambda document, edit: at(document, ("translations", edit["language"])),
    ),
)
