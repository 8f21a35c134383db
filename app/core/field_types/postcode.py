"""A French postcode. It proposes communes, it never decides one."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.core.field_types.digits import Digits
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any


class Postcode(Digits):
    """Stored as five digits: "01000" keeps its zero."""

    kind = "postcode"
    formats = ("fr-postcode",)
    cells = (5,)
    lengths = (5, 5)
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _("Saisissez un code postal à 5 chiffres. Exemple : 35000"),
    }
