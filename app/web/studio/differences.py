"""The differences between two versions, by subject, under the headings of a page."""

from collections.abc import Callable, Mapping, Sequence

from app.core.language import _
from app.core.versions.comparing import Difference

SUBJECTS: Mapping[str, Callable[[], str]] = {
    "step": lambda: _("Étapes"),
    "question": lambda: _("Questions"),
    "rule": lambda: _("Règles"),
    "text": lambda: _("Textes et réglages"),
}


def by_subject(found: Sequence[Difference]) -> list[tuple[str, list[Difference]]]:
    """(heading, what changed) of the subjects that have something."""
    listed = ((words(), [one for one in found if one.about == key]) for key, words in SUBJECTS.items())
    return [(heading, ones) for heading, ones in listed if ones]
