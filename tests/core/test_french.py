"""French typography and grammar, down to the no-break spaces."""

from datetime import date
from decimal import Decimal

from app.core.french import amount, date_in_words, join, number, of, quoted, spaced
from tests.core.tables import each


@each(
    ("day", "words"),
    [
        (date(1985, 3, 27), "27 mars 1985"),
        (date(2026, 1, 1), "1er janvier 2026"),
        (date(2026, 8, 11), "11 août 2026"),
    ],
)
def test_a_date_is_written_in_words(day, words):
    assert date_in_words(day) == words


@each(
    ("value", "text"),
    [
        ("1250.5", "1\u202f250,50\u00a0€"),
        ("0", "0,00\u00a0€"),
        ("2.005", "2,01\u00a0€"),
        ("-1234567.1", "-1\u202f234\u202f567,10\u00a0€"),
    ],
)
def test_an_amount_has_two_decimals_and_no_breaking_space(value, text):
    assert amount(Decimal(value)) == text


@each(
    ("value", "scale", "text"),
    [
        (Decimal("1250.50"), None, "1\u202f250,50"),
        (Decimal("3.0"), None, "3"),
        (Decimal("1E+3"), None, "1\u202f000"),
        (1250, None, "1\u202f250"),
        (Decimal("2.5"), 0, "3"),
    ],
)
def test_a_number_has_a_decimal_comma(value, scale, text):
    assert number(value, scale) == text


@each(
    ("noun", "phrase"),
    [
        ("naissance", "de naissance"),
        ("adresse", "d’adresse"),
        ("état civil", "d’état civil"),
        ("habitation", "d’habitation"),
        ("Île-de-France", "d’Île-de-France"),
        ("hauteur", "de hauteur"),
        ("héros", "de héros"),
        ("héroïne", "d’héroïne"),
        ("onze", "de onze"),
        ("yaourt", "de yaourt"),
        ("Yvelines", "d’Yvelines"),
        ("le logement", "du logement"),
        ("les enfants", "des enfants"),
        ("la commune", "de la commune"),
        ("l’enfant", "de l’enfant"),
        ("", "de "),
    ],
)
def test_of_elides_and_contracts(noun, phrase):
    assert of(noun) == phrase


@each(("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")])
def test_join_puts_the_word_before_the_last(items, text):
    assert join(items) == text
    assert join(["a", "b"], "ou") == "a ou b"


@each(
    ("plain", "text"),
    [
        ("Attendu : oui ; non ?", "Attendu\u00a0: oui\u202f; non\u202f?"),
        ("Vraiment?", "Vraiment\u202f?"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("«oui»", "«\u00a0oui\u00a0»"),
        ("https://exemple.fr/?a=1", "https://exemple.fr/?a=1"),
        ("à 9:30", "à 9:30"),
        ("déjà\u00a0: bien", "déjà\u00a0: bien"),
        ("(vraiment ?)", "(vraiment\u202f?)"),
    ],
)
def test_spaces_before_high_punctuation_do_not_break(plain, text):
    assert spaced(plain) == text
    assert spaced(text) == text


@each(
    ("plain", "text"),
    [
        ("Sous 2 mois, 15 jours ou 3 ans", "Sous 2\u00a0mois, 15\u00a0jours ou 3\u00a0ans"),
        ("environ 10 minutes", "environ 10\u00a0minutes"),
        ("12,50 € et 20 %", "12,50\u00a0€ et 20\u00a0%"),
        ("1 250,50 €", "1\u202f250,50\u00a0€"),
        ("1 250 €", "1\u202f250\u00a0€"),
        ("de 9 h 30 à 12 h", "de 9\u00a0h\u00a030 à 12\u00a0h"),
        ("Cerfa n° 15646", "Cerfa n°\u00a015646"),
        ("1-2 ans", "1-2\u00a0ans"),
        ("dans {n} jours", "dans {n}\u00a0jours"),
        (
            "au bout de %(num)s mois, Cerfa n° %(number)s",
            "au bout de %(num)s\u00a0mois, Cerfa n°\u00a0%(number)s",
        ),
        ("3 hommes, 2 moissons, 4 anses", "3 hommes, 2 moissons, 4 anses"),
        ("5 %(things)s", "5 %(things)s"),
        ("le 27 3 1985, au 01 99 00 12 34", "le 27 3 1985, au 01 99 00 12 34"),
    ],
)
def test_a_number_stays_with_its_unit(plain, text):
    assert spaced(plain) == text
    assert spaced(text) == text


@each(
    "text",
    [
        "https://exemple.fr/n°/9?de=1;a=2!",
        "https://exemple.fr/12 mois",
        "Lisez https://exemple.fr/aide?",
        "usager-9@exemple.fr",
        "Écrivez à 9h@exemple.fr!",
        "7K4-M92-QXC",
    ],
)
def test_an_address_is_left_alone(text):
    assert spaced(text) == text


def test_a_quotation_keeps_its_marks():
    assert quoted("Oui") == "«\u00a0Oui\u00a0»"
