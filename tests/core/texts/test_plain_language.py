"""Hints to write plainly are found where a person would find them, are few, and cost no time."""

from app.core.texts.plain_language import JARGON, MOST, hints
from tests.core.tables import each
from tests.plain import plain

PLAIN = "Bonjour {{ demandeur }},\n\nNous avons reçu votre demande le {{ reception }}. Gardez ce numéro."


@each(
    ("text", "quotes"),
    [
        (PLAIN, []),
        ("", []),
        ("Le pétitionnaire joint les pièces afférentes.", ["afférentes", "pétitionnaire"]),
        ("Au titre du code, en vertu d’un arrêté.", ["en vertu d’", "Au titre du"]),
        ("Préalablement aux travaux, écrivez-nous.", ["Préalablement aux"]),
        ("L'ayant droit écrit à l'issue de l'examen.", ["ayant droit", "à l’issue de"]),
        ("IMPORTANT RAPPEL : la mairie ferme. Le CCAS et la CAF aussi.", ["IMPORTANT RAPPEL"]),
        ("Sa sisal est assise.", []),
    ],
)
def test_each_hint_quotes_what_it_is_about(text: str, quotes: list[str]) -> None:
    assert sorted(plain(hint.quote) for hint in hints(text)) == sorted(quotes)


def test_a_long_sentence_is_counted_without_its_variables() -> None:
    told = hints("Nous " * 26 + "{{ numero }}.")
    assert [plain(hint.told) for hint in told] == ["Phrase de 27 mots : coupez-la en deux."]
    assert not hints("Nous écrivons. " * 20)
    assert "Paragraphe" in hints("Nous écrivons. " * 60)[0].told


def test_a_hostile_text_gives_few_hints_and_comes_to_an_end() -> None:
    for text in ("a" * 50_000, "{{" * 25_000, "A " * 25_000, " ".join(JARGON) * 10, "\n" * 45_000):
        assert len(hints(text)) <= MOST
