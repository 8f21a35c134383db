"""What an adviser types to begin: who is helped, for what, how. Parses and judges the page, nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from app.core.account import Account
from app.core.definition import Field, FormDefinition
from app.core.dossier import Mode
from app.core.field_types import FIELD_TYPES
from app.core.french import spaced
from app.core.language import _
from app.core.plain_text import one_line

FIELDS = ("personne", "demarche", "mode", "courriel", "lu", "accord")
NAME_LIMIT = 120
_EMAIL = Field(path="courriel", kind="email", label="")  # only to have the address judged as everywhere else


@dataclass(frozen=True, slots=True)
class Beginning:
    """The page as typed. `read_aloud`: the consent was shown; `agreed`: the person said yes."""

    personne: str = ""
    demarche: str = ""
    mode: str = ""
    courriel: str = ""
    read_aloud: bool = False
    agreed: bool = False

    @property
    def chosen_mode(self) -> Mode:
        """The mode, once `problems` has found nothing."""
        return cast(Mode, self.mode)

    @property
    def needs_consent(self) -> bool:
        """By mandate, nothing begins before the person has agreed."""
        return self.mode == "mandat" and not self.agreed


def read(form: Mapping[str, str]) -> Beginning:
    """What was posted, spaces tidied."""
    return Beginning(
        personne=one_line(form.get("personne", "")),
        demarche=form.get("demarche", ""),
        mode=form.get("mode", ""),
        courriel=form.get("courriel", "").strip(),
        read_aloud=form.get("lu") == "oui",
        agreed=form.get("accord") == "oui",
    )


def problems(
    typed: Beginning, forms: Sequence[FormDefinition], account: Account, today: date
) -> dict[str, str]:
    """One sentence for each field that is wrong, in page order."""
    found = {
        "personne": _name_problem(typed.personne),
        "demarche": "" if typed.demarche in {form.slug for form in forms} else _("Choisissez une démarche"),
        "mode": "" if typed.mode in dict(modes()) else _("Choisissez comment vous l’accompagnez"),
        "courriel": _email_problem(typed.courriel, account, today),
    }
    return {name: spaced(sentence) for name, sentence in found.items() if sentence}


def modes() -> tuple[tuple[str, str], ...]:
    """The two ways to help, as the page asks them."""
    return tuple((value, title) for value, title, _hint in mode_options())


def mode_options() -> tuple[tuple[str, str, str], ...]:
    """The two ways to help, each with what it means."""
    return (
        (
            "accompagne",
            _("La personne est présente"),
            _("Elle décide et vous tapez. Il n’y a pas de mandat à signer."),
        ),
        (
            "mandat",
            _("Par mandat d’un jour"),
            _("Vous agissez à sa place, pour cette démarche seulement, une fois son accord enregistré."),
        ),
    )


def _name_problem(name: str) -> str:
    if not name:
        return _("Saisissez le prénom et le nom de la personne, par exemple Maryvonne Le Goff")
    if len(name) > NAME_LIMIT:
        return _("Raccourcissez le nom : {limit} caractères au plus").format(limit=NAME_LIMIT)
    return ""


def _email_problem(email: str, account: Account, today: date) -> str:
    """The adviser's own address would put them in the person's place (CNIL's rules of conduct)."""
    if email and email.lower() == account.email.lower():
        return _("C’est votre adresse. Mettez celle de la personne, ou laissez vide")
    if email and FIELD_TYPES["email"].judge(_EMAIL, email, today):
        return _("Saisissez une adresse complète, par exemple nom@exemple.fr, ou laissez vide")
    return ""
