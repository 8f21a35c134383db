"""The reference file: made from a small source, always the same, and looked up; the real one is whole."""

import json
import os
import tarfile
from pathlib import Path

import pytest

from app.adapters.reference import ReferenceFile
from app.adapters.reference.building import SourceRefused, build
from app.adapters.reference.lookup import ReferenceUnreadable
from app.adapters.reference.packed import Packed

DAY = 1_772_928_000  # 8 March 2026
COMMUNES = [
    {
        "code": "75056",
        "nom": "Paris",
        "type": "commune-actuelle",
        "codesPostaux": ["75001", "75013"],
        "population": 9,
    },
    {
        "code": "75113",
        "nom": "Paris 13e Arrondissement",
        "type": "arrondissement-municipal",
        "commune": "75056",
        "codesPostaux": ["75013"],
        "population": 5,
    },
    {
        "code": "01015",
        "nom": "Arboys en Bugey",
        "type": "commune-actuelle",
        "codesPostaux": ["01300"],
        "population": 2,
    },
    {"code": "01015", "nom": "Arbignieu", "type": "commune-deleguee", "chefLieu": "01015"},
    {"code": "01015", "nom": "Arboys-en-Bugey", "type": "commune-deleguee", "chefLieu": "01015"},
    {"code": "01340", "nom": "Perdue", "type": "commune-associee", "chefLieu": "99999"},
    {"code": "98411", "nom": "Îles  de\tl'Océan", "type": "commune-actuelle"},
]
TABLES = {
    "communes": COMMUNES,
    "departements": [
        {"code": "75", "nom": "Paris", "region": "11"},
        {"code": "01", "nom": "Ain", "region": "84"},
    ],
    "regions": [{"code": "11", "nom": "Île-de-France"}, {"code": "84", "nom": "Auvergne-Rhône-Alpes"}],
    "epci": [{"code": "200054781", "nom": "Métropole du Grand Paris", "membres": [{"code": "75056"}]}],
}
WANTED = """guichet-places 2
[source]
paquet 6.0.0
2026-03-08
Licence Ouverte / Open Licence (Etalab)
[regions]
11\tÎle-de-France
84\tAuvergne-Rhône-Alpes
[departments]
01\tAin\t84
75\tParis\t11
[epci]
200054781\tMétropole du Grand Paris\t 75056
[communes]
01015\tArboys en Bugey\t01300\t2\t
75056\tParis\t75001 75013\t9\t
75113\tParis 13e arrondissement\t75013\t5\t75056
98411\tÎles de l’Océan\t\t0\t
[former]
01015\tArbignieu
[keys]
arbignieu
arboysenbugey
ilesdelocean
paris
paris13
paris13e
paris13earrondissement
paris13eme
[numbers]
4
0
3
1
~2
~2
2
~2
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The package, unpacked."""
    folder = tmp_path / "package"
    (folder / "data").mkdir(parents=True)
    files = {"package.json": {"name": "paquet", "version": "6.0.0"}}
    files |= {f"data/{name}.json": rows for name, rows in TABLES.items()}
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), "utf-8")
        os.utime(folder / name, (DAY, DAY))
    return folder


def packed(source: Path) -> Path:
    target = source.parent / "paquet-6.0.0.tgz"
    with tarfile.open(target, "w:gz") as archive:
        archive.add(source, "package")
    return target


def test_the_same_source_gives_the_same_bytes_folder_or_archive(source):
    assert build(source).decode() == WANTED
    assert build(source) == build(packed(source))


def test_what_was_built_is_looked_up(source, tmp_path):
    (tmp_path / "places.txt").write_bytes(build(source))
    places = ReferenceFile(tmp_path / "places.txt")
    assert places.source.date == "2026-03-08"
    assert places.regions == {"11": "Île-de-France", "84": "Auvergne-Rhône-Alpes"}
    assert places.departments["01"].region == "84"
    assert places.commune("75113").parent == "75056"
    assert places.commune("98411").postcodes == ()
    assert [commune.code for commune in places.at_postcode("75013")] == ["75056", "75113"]
    assert [commune.code for commune in places.at_postcode("750")] == ["75056", "75113"]
    assert [(found.commune.code, found.old) for found in places.named("arbignieu")] == [
        ("01015", "Arbignieu")
    ]
    assert [found.commune.code for found in places.beginning("par", 1)] == ["75056"]
    assert [found.commune.code for found in places.containing("ocean", 9)] == ["98411"]
    assert [found.commune.code for found in places.spelled_like("parris", 9)] == ["75056"]
    assert places.epci("75056") == ("200054781", "Métropole du Grand Paris")
    assert places.epci("01015") is None


@pytest.mark.parametrize("code", ["", "7505", "750566", "75056\t", "é", "\n", "99999", "00000"])
def test_a_code_that_is_none_finds_nothing(source, tmp_path, code):
    (tmp_path / "places.txt").write_bytes(build(source))
    assert ReferenceFile(tmp_path / "places.txt").commune(code) is None


@pytest.mark.parametrize(
    "postcode", ["", "7", "75", "99999", "750130", "75 01", "٧٥٠١٣", "²³⁴", "2A004", "-7501"]
)
def test_a_postcode_that_is_none_finds_nothing(source, tmp_path, postcode):
    (tmp_path / "places.txt").write_bytes(build(source))
    assert ReferenceFile(tmp_path / "places.txt").at_postcode(postcode) == ()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("data/communes.json", None, "Il manque data/communes.json"),
        ("package.json", None, "Il manque package.json"),
        ("data/regions.json", "[", "n’est pas du JSON lisible"),
        ("data/epci.json", "{}", "n’est pas une liste"),
        ("data/communes.json", "[]", "n’est pas une liste"),
        ("data/communes.json", '[{"nom": "x"}]', "n’a pas la forme attendue"),
        ("data/departements.json", '[{"code": "01", "nom": 3, "region": "84"}]', "n’a pas la forme attendue"),
    ],
)
def test_a_source_of_another_shape_is_refused_in_words(source, name, content, told):
    (source / name).unlink() if content is None else (source / name).write_text(content)
    with pytest.raises(SourceRefused, match=told):
        build(source)


def test_what_is_no_archive_is_refused(tmp_path):
    (tmp_path / "x.tgz").write_bytes(b"not an archive")
    with pytest.raises(SourceRefused, match="n’est pas une archive lisible"):
        build(tmp_path / "x.tgz")


@pytest.mark.parametrize("content", [b"", b"autre chose\n", b"guichet-places 1\n[communes]\n", b"\xff\xfe"])
def test_a_file_that_is_none_of_ours_is_told_when_it_is_needed(tmp_path, content):
    (tmp_path / "places.txt").write_bytes(content)
    places = ReferenceFile(tmp_path / "places.txt")
    with pytest.raises(ReferenceUnreadable, match="guichet reference update"):
        places.commune("75056")


def test_the_file_of_the_project_is_whole():
    places = ReferenceFile()
    assert places.source.name.startswith("@etalab/decoupage-administratif ")
    assert len(places.departments) == 109
    assert len(places.regions) == 26
    assert places.commune("35238").postcodes == ("35000", "35200", "35700")
    assert places.commune("97801").name == "Saint-Martin"
    assert places.epci("35238") == ("243500139", "Rennes Métropole")
    assert len(places.beginning("", 100_000)) > 34_900


def test_packed_texts_are_a_sequence():
    texts = ["", "é", "abc", "œuf abc"]
    held = Packed("".join(f"{text}\n" for text in texts).encode())
    assert list(held) == texts
    assert held[1:3] == ["é", "abc"]
    assert held.holding("abc", 9) == [2, 3]
    assert held.holding("abc", 1) == [2]
    assert held.holding("x", 9) == []
    assert list(Packed(b"")) == []
