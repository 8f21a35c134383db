"""Which files the answers refer to, in rows too: found by where they stand now."""

from app.core.attached import _found
from app.core.definition import Field
from app.core.field_types import field_type
from app.core.media_types import HEIC, JPEG, PDF, PNG, belied, kept_as
from tests.core.tables import each

FILE = Field("piece", "attachment", "Pièce")
SIGNATURE = Field("signature", "signature", "Signature")
ROWS = Field("lignes", "repeat", "Lignes", fields=(FILE, Field("nom", "text", "Nom")))


@each(
    ("answers", "found"),
    [
        ({"piece": ["a", "b"]}, {"piece": ("a", "b")}),
        ({"piece": "a"}, {"piece": ()}),
        ({"piece": [1, None, "b"]}, {"piece": ("b",)}),
        (
            {"lignes": [{"piece": ["a"]}, {}, {"piece": ["b"]}]},
            {"lignes[0].piece": ("a",), "lignes[2].piece": ("b",)},
        ),
        ({"lignes": "x"}, {}),
        ({"signature": {"name": "M", "drawing": "d"}}, {"signature": ("d",)}),
        ({"signature": {"name": "M"}}, {"signature": ()}),
        ({"signature": ["d"]}, {"signature": ()}),
    ],
)
def test_ids_are_found_where_they_stand(answers, found):
    assert dict(_found((FILE, SIGNATURE, ROWS), answers, "")) == found


@each(
    ("name", "media", "said"),
    [
        ("a.pdf", PNG, PDF),
        ("a.JPG", PDF, JPEG),
        ("a.heic", PDF, HEIC),
        ("a.png", JPEG, None),
        ("a", PDF, None),
    ],
)
def test_a_name_lies_about_the_family_only(name, media, said):
    assert belied(name, media) is said


def test_what_telephones_make_is_kept_as_what_everybody_opens():
    assert [kept_as(media) for media in (HEIC, JPEG, PNG, PDF)] == [JPEG, JPEG, PNG, PDF]


@each(
    ("typed", "value", "part"),
    [
        ({}, None, None),
        ({"nom": (" ",)}, None, None),
        ({"trace": ("a" * 32,)}, None, None),
        ({"nom": ("Marie  Durand",)}, {"name": "Marie Durand"}, "atteste"),
        ({"atteste": ("oui",)}, {"attests": True}, "nom"),
        ({"atteste": ("non",)}, None, None),
        ({"nom": ("M" * 101,), "atteste": ("oui",)}, {"name": "M" * 101, "attests": True}, "nom"),
        ({"nom": ("Li",), "atteste": ("oui",)}, {"name": "Li", "attests": True}, None),
        ({"nom": ("Li",), "atteste": ("oui",), "trace": ("../../x",)}, {"name": "Li", "attests": True}, None),
        (
            {"nom": ("Li",), "atteste": ("oui",), "trace": ("a" * 32,)},
            {"name": "Li", "attests": True, "drawing": "a" * 32},
            None,
        ),
    ],
)
def test_a_signature_is_a_name_and_a_box(typed, value, part):
    kind = field_type(SIGNATURE)
    assert kind.parse(SIGNATURE, typed) == value
    if value is not None:
        complaint = kind.judge(SIGNATURE, value, None)
        assert (complaint.part if complaint else None) == part
        assert kind.parse(SIGNATURE, kind.typed(SIGNATURE, value)) == value
