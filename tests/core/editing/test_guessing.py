"""What a label announces of the person who applies: once in a form, and only when the whole label says so."""

from app.core.editing.blank import FIRST_STEP, blank
from app.core.editing.guessing import guessed, guessed_token
from tests.core.editing.drafts import do
from tests.core.tables import each


@each(
    ("label", "token"),
    [
        ("Nom de naissance", "family-name"), ("Vos prénoms", "given-name"), ("Nom et prénom", "name"),
        ("Votre adresse électronique", "email"), ("E-mail", "email"), ("Numéro de téléphone", "tel"),
        ("Adresse postale", "street-address"), ("Date de naissance", "bday"),
        ("Nom de l’association", "organization"), ("Nom de l’enfant", ""), ("Adresse du logement", ""),
        ("Date de naissance de l’enfant", ""), ("Nom du chien", ""),
    ],
)  # fmt: skip
def test_the_label_says_what_the_desk_and_the_mails_need(label: str, token: str) -> None:
    document = blank("aide", "Aide", {"id": "ccas", "name": "CCAS"})
    kind = guessed(label)
    assert guessed_token(document, kind, label) == token
    if token:
        more = {"kind": kind, "label": label, "path": "neuve", "autocomplete": token}
        told = do(document, "add-question", to={"step": FIRST_STEP}, **more)
        assert guessed_token(told, kind, label) == ""


@each(
    ("label", "kind"),
    [
        ("Êtes-vous étranger ?", "yes-no"), ("Servirez-vous de l’alcool ?", "yes-no"),
        ("Y a-t-il une scène ?", "yes-no"),
        ("L’enfant vit-il avec vous ?", "yes-no"), ("N’avez-vous aucun revenu ?", "yes-no"),
        ("Est-ce votre première demande ?", "yes-no"), ("Quand viendrez-vous ?", "text"),
        ("Combien êtes-vous ?", "integer"), ("Que servirez-vous ?", "text"), ("Rendez-vous", "text"),
        ("D’où venez-vous ?", "text"), ("À quelle heure viendrez-vous ?", "time"),
    ],
)  # fmt: skip
def test_a_verb_turned_round_asks_for_yes_or_no(label: str, kind: str) -> None:
    assert guessed(label) == kind
