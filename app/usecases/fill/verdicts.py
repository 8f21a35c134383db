"""The last verdicts on drafts: what saving a page has judged, the page that follows shows.

A verdict is reused only for the very answers, form, day and language that it was worked out for.
"""

from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations

from app.core.answers import Verdict, judge
from app.core.definition import FormDefinition
from app.core.dossier import Dossier
from app.core.language import in_use
from app.usecases.latest import Latest

_MOST = 64  # drafts: about as many people as fill in a form at one moment on one process


@dataclass(frozen=True, slots=True)
class _Judged:
    definition: FormDefinition
    dossier: Dossier
    today: date
    language: NullTranslations
    verdict: Verdict

    def holds_for(self, definition: FormDefinition, dossier: Dossier, today: date) -> bool:
        """A draft of one revision has one content; what else is told apart is another database, in tests."""
        return (
            self.definition is definition
            and self.today == today
            and self.language is in_use()
            and self.dossier.working == dossier.working
            and self.dossier.typed == dossier.typed
        )


_last: Latest[tuple[str, int], _Judged] = Latest(_MOST)


def verdict_on(definition: FormDefinition, dossier: Dossier, today: date) -> Verdict:
    """The verdict on the working answers of this draft, as `judge` gives it."""
    found = _last.find((dossier.id, dossier.revision))
    if found is not None and found.holds_for(definition, dossier, today):
        return found.verdict
    verdict = judge(definition, dossier.working, today=today, typed=dossier.typed)
    remember(definition, dossier, today, verdict)
    return verdict


def remember(definition: FormDefinition, dossier: Dossier, today: date, verdict: Verdict) -> None:
    """This draft has just been stored with answers that are judged already."""
    judged = _Judged(definition, dossier, today, in_use(), verdict)
    _last.keep((dossier.id, dossier.revision), judged)
