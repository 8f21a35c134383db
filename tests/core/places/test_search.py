"""Communes found from what people type, in the real data; homonyms and former communes are never guessed."""

from app.core.places import department_of, known, of_postcode
from app.core.places.search import find, in_postcode, in_town, search_key, suggest
from tests.core.tables import each


@each(
    ("text", "key"),
    [
        ("Saint-Malo", "saintmalo"),
        ("St Malo", "saintmalo"),
        ("ST. MALO", "saintmalo"),
        ("st-malo", "saintmalo"),
        ("Ste-Foy", "saintefoy"),
        ("Sts-Geosmes", "saintsgeosmes"),
        ("Stains", "stains"),
        ("L'Haÿ-les-Roses", "lhaylesroses"),
        ("L’Haÿ les Roses", "lhaylesroses"),
        ("Œuf-en-Ternois", "oeufenternois"),
        ("Chalon s/ Saône", "chalonsursaone"),
        ("Chalon s/Saône", "chalonsursaone"),
        ("Ｒｅｎｎｅｓ", "rennes"),
        ("E\u0301pinal", "epinal"),
        ("", ""),
        ("—", ""),
        ("Rennes\nBrest", "rennes\nbrest"),
    ],
)
def test_the_key_of_a_name_forgives_accents_signs_and_abbreviations(text, key):
    assert search_key(text) == key


@each(
    ("text", "code"),
    [
        ("Rennes", "35238"),
        ("rennes (35)", "35238"),
        ("Rennes 35", "35238"),
        ("35000", "35238"),
        ("35200 RENNES", "35238"),
        ("Rennes cedex 7", "35238"),
        ("Rennes (35238)", "35238"),
        ("St Malo", "35288"),
        ("L'Hay les roses", "94038"),
        ("oeuf en ternois", "62633"),
        ("le havre", "76351"),
        ("Havre", "76351"),
        ("Y", "80829"),
        ("Oô", "31404"),
        ("75001", "75101"),
        ("Paris", "75056"),
        ("Paris 13", "75113"),
        ("Paris 13e", "75113"),
        ("paris 13ème", "75113"),
        ("Paris 13e arrondissement", "75113"),
        ("75116", "75116"),
        ("Marseille", "13055"),
        ("Marseille (13)", "13055"),
        ("13001", "13201"),
        ("Lyon 3", "69383"),
        ("Saint-Aubin (62)", "62742"),
        ("Ajaccio", "2A004"),
        ("2a004", "2A004"),
        ("20000", "2A004"),
        ("Bastia 2B", "2B033"),
        ("97400", "97411"),
        ("Saint-Denis (974)", "97411"),
        ("Nouméa", "98818"),
        ("98800", "98818"),
        ("Saint-Barthélemy (977)", "97701"),
        ("１３００１", "13201"),
        ("Château-Chinon (Ville)", "58062"),
    ],
)
def test_what_can_only_mean_one_commune_is_found(text, code):
    commune = find(known(), text).commune
    assert commune is not None
    assert commune.code == code


@each(
    ("text", "count", "among"),
    [
        ("Saint-Aubin", 10, {"39476", "62742", "91538"}),
        ("51300", 46, {"51649"}),
        ("Saint-Denis", 4, {"93066", "97411"}),
        ("Arbignieu", 1, {"01015"}),  # a former commune: the person confirms
        ("Château-Chinon", 2, {"58062", "58063"}),
        ("Renes", None, {"35238"}),
        ("Marseile", None, {"13055"}),
        ("aubin du cormier", None, {"35253"}),
        ("Rennes (22)", None, {"35238"}),
    ],
)
def test_what_may_mean_several_gives_candidates(text, count, among):
    answer = find(known(), text)
    codes = [found.commune.code for found in answer.candidates]
    assert answer.commune is None
    assert among <= set(codes)
    assert count in (None, len(codes))
    assert len(codes) == len(set(codes))


@each(
    "text", ["", "  ", "98000", "Monaco", "35042", "99999", "12", "(35)", "🙂", "x" * 100_000, "0" * 100_000]
)
def test_what_means_none_gives_none(text):
    answer = find(known(), text)
    assert answer.commune is None
    assert answer.candidates == ()


@each(
    "code",
    ["01015", "2A004", "58062", "58063", "75056", "75113", "97411", "98411", "16052", "16053", "13055"],
)
def test_the_label_of_a_commune_finds_that_commune_alone(code):
    found = find(known(), known().commune(code).label).commune
    assert found is not None
    assert found.code == code


@each(
    ("town", "postcode", "code"),
    [
        ("Rennes", "35000", "35238"),
        ("Rennes Cedex 7", "35042", "35238"),
        ("", "35400", "35288"),
        ("Paris", "75013", "75113"),
        ("Papeete", "98714", "98735"),
        ("Ajaccio cedex", "20700", "2A004"),
        ("St-Denis", "97400", "97411"),
    ],
)
def test_the_commune_of_an_address_is_found_by_name_and_postcode(town, postcode, code):
    commune = in_town(known(), town, postcode).commune
    assert commune is not None
    assert commune.code == code


@each(
    ("town", "postcode", "count"),
    [
        ("Truc", "35000", 1),
        ("", "51300", 46),
        ("Arbignieu", "01300", 1),
        ("Monaco", "98000", 0),
        ("", "99999", 0),
    ],
)
def test_a_town_that_is_not_there_gives_those_of_the_postcode(town, postcode, count):
    answer = in_town(known(), town, postcode)
    assert answer.commune is None
    assert len(answer.candidates) in ((count,) if count != 1 else range(1, 60))


@each(
    ("text", "first"),
    [
        ("ren", "Rennes (35)"),
        ("st mal", "Saint-Malo (35)"),
        ("paris 1", "Paris 1er arrondissement (75)"),
        ("3500", "Rennes (35)"),
        ("97400", "Saint-Denis (974)"),
        ("saint-denis 97", "Saint-Denis (974)"),
    ],
)
def test_the_likeliest_communes_are_proposed_first(text, first):
    assert suggest(known(), text)[0].commune.label == first


@each("text", ["", "r", "3", "35", "(", "\x00", "<script>alert(1)</script>"])
def test_too_little_proposes_nothing(text):
    assert suggest(known(), text) == ()


def test_the_communes_of_a_postcode_are_all_proposed():
    assert len(in_postcode(known(), "", "51300")) == 46
    assert [one.commune.name for one in in_postcode(known(), "blac", "51300")] == ["Blacy"]


def test_a_departement_is_read_from_a_code():
    assert [department_of(code) for code in ("35238", "2A004", "97411", "98818")] == [
        "35",
        "2A",
        "974",
        "988",
    ]
    assert of_postcode("20200") == ("2A", "2B")
