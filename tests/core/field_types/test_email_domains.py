"""A slip in the domain of an address is doubted, never refused; what exists is left alone."""

from app.core.definition import Field
from app.core.field_types import FIELD_TYPES
from app.core.field_types.email_domains import DOMAINS, probably_meant
from tests.core.tables import each

THIN = "\u202f"


@each(
    ("typed", "meant"),
    [
        ("gmial.com", "gmail.com"), ("gmai.com", "gmail.com"), ("gmaill.com", "gmail.com"),
        ("gmail.con", "gmail.com"), ("gmail.co", "gmail.com"), ("gmail.fr", "gmail.com"),
        ("gamil.com", "gmail.com"), ("hotmial.fr", "hotmail.fr"), ("hotmai.com", "hotmail.com"),
        ("oragne.fr", "orange.fr"), ("orange.f", "orange.fr"), ("wanadoo.com", "wanadoo.fr"),
        ("laposte.fr", "laposte.net"), ("lapsote.net", "laposte.net"), ("yaho.fr", "yahoo.fr"),
        ("yahoo.fe", "yahoo.fr"), ("outlok.com", "outlook.com"), ("fre.fr", "free.fr"),
        ("icloud.fr", "icloud.com"),
        ("mail.com", ""), ("email.com", ""), ("ymail.com", ""), ("live.be", ""), ("yahoo.ca", ""),
        ("outlook.de", ""), ("mairie-rennes.fr", ""), ("exemple.fr", ""), ("sfr.com", ""), ("", ""),
        ("a" * 10_000, ""),
    ],
)  # fmt: skip
def test_a_domain_is_doubted_only_when_it_is_a_slip(typed, meant):
    assert probably_meant(typed) == meant


@each("domain", DOMAINS)
def test_what_people_use_is_never_doubted(domain):
    assert probably_meant(domain) == ""


def test_the_doubt_keeps_what_stands_before_the_sign():
    field = Field("a", "email", "A")
    assert (
        FIELD_TYPES["email"].advice(field, "Marie@gmial.com") == f"Vouliez-vous dire Marie@gmail.com{THIN}?"
    )
    assert FIELD_TYPES["email"].advice(field, "marie@gmail.com") == ""
    assert FIELD_TYPES["text"].advice(field, "marie@gmial.com") == ""
