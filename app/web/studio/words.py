"""The names of the kinds of questions, for the palette and the outline, in plain words."""

from app.core.editing.palette import PALETTE
from app.core.language import _
from app.core.studio.kind_names import kind_name
from app.web.filters import lower_first
from app.web.questions import PART_LABELS


def part_words() -> dict[str, str]:
    """What the parts of an answer are called, in small letters: they follow the name of the question."""
    told = {part: words() for part, words in PART_LABELS.items()}
    told |= {
        "code_commune": _("Code de la commune"), "departement": _("Département"), "region": _("Région"),
        "name": _("Nom du signataire"), "attests": _("Attestation"), "drawing": _("Dessin"),
    }  # fmt: skip
    return {part: lower_first(words) for part, words in told.items()}


def kinds() -> list[tuple[str, str]]:
    """(kind, name) in the order of the palette."""
    return [(kind, kind_name(kind)) for kind in PALETTE]
