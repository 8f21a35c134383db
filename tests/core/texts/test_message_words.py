"""Variables in the texts of a service: known or refused with the closest one, filled when used."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from app.core.texts.message_words import VARIABLES, filled, unknown
from tests.core.tables import each

DOSSIER = SimpleNamespace(
    title="Le Goff Maryvonne", reference="7K4M92QXC", due_on=date(2027, 1, 24),
    submitted_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
)  # fmt: skip
FORM = SimpleNamespace(title="Demande d’élection de domicile", service=SimpleNamespace(name="CCAS"))


@each(
    ("text", "told"),
    [
        ("Bonjour", ""),
        ("Bonjour {{ demandeur }}, {{numero}} {{  echeance  }}", ""),
        ("{{ numéro }}", "numero"),
        ("{{ demandeurs }}", "demandeur"),
        ("{{ mot_de_passe }}", "{{\u00a0numero\u00a0}}"),
        ("{{ demandeurs }}", "{{\u00a0echeance\u00a0}}"),
        ("{{ demandeur.__class__ }}", "n’existe pas"),
        ("{{ }}", "n’existe pas"),
        ("{{ numero", "deux accolades"),
        ("numero }}", "deux accolades"),
    ],
)
def test_an_unknown_variable_is_refused_with_what_to_write(text: str, told: str) -> None:
    assert (told in unknown(text)) if told else unknown(text) == ""


def test_each_variable_is_worth_something() -> None:
    text = " · ".join(f"{{{{ {name} }}}}" for name in VARIABLES)
    found = filled(text, DOSSIER, FORM)  # type: ignore[arg-type]
    assert "{{" not in found
    for words in ("Le Goff Maryvonne", "7K4-M92-QXC", "CCAS", "24 novembre 2026", "24 janvier 2027"):
        assert words in found


def test_what_is_not_there_yet_is_empty_and_what_is_unknown_stays() -> None:
    late = SimpleNamespace(**{**vars(DOSSIER), "due_on": None, "submitted_at": None})
    assert filled("{{ echeance }}{{ reception }}{{ autre }}", late, FORM) == "{{ autre }}"  # type: ignore[arg-type]
