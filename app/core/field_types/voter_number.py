"""The national voter number printed on the polling card (numéro national d’électeur)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.core.field_types.digits import Digits
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any


class VoterNumber(Digits):
    """Stored as 1 to 9 digits, as printed on the card (arrêté of 16 November 2018)."""

    kind = "voter-number"
    formats = ("fr-voter-number",)
    cells = (9,)
    lengths = (1, 9)
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _(
            "Saisissez le numéro d’électeur : 9 chiffres au plus. Exemple : 123456789"
        ),
    }
