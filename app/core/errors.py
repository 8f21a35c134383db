"""One class for each reason that a person would care about, under one root.

Problems of answers are values (`answers.FieldError`), not exceptions: a wrong
answer is normal. An exception here is a refusal; it carries a French sentence
that may be shown as it is, and its data.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.language import _


class GuichetError(Exception):
    """The root: `code` names the reason for programs, `str()` tells it to a person."""

    code = "error"


class NotFound(GuichetError):
    """The thing does not exist, or this person may not know that it does."""

    code = "not-found"

    def __init__(self, what: str = "") -> None:
        super().__init__(what or _("Cette page n’existe pas, ou vous n’y avez pas accès."))


class NotAllowed(GuichetError):
    """The person is known and may not do this."""

    code = "not-allowed"

    def __init__(self, why: str = "") -> None:
        super().__init__(why or _("Vous n’avez pas le droit de faire cette action."))


class TransitionNotAllowed(GuichetError):
    """The workflow refuses this action; nothing has changed.

    `reason` is one of: unknown-transition, wrong-state, wrong-role, motive-required,
    condition-not-met, changed-meanwhile.
    """

    code = "transition-not-allowed"

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class TemplateRefused(GuichetError):
    """A template that cannot be kept: `where` is the part of the page to mend, the text says how."""

    code = "template-refused"

    def __init__(self, where: str, why: str) -> None:
        super().__init__(why)
        self.where = where


class BatchRefused(GuichetError):
    """A batch that cannot be begun: `where` is the part of the page to mend, the text says how."""

    code = "batch-refused"

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(why)
        self.where = where


class FormClosed(GuichetError):
    """The form takes no new dossier today: not open yet, or closed."""

    code = "form-closed"

    def __init__(self, why: str) -> None:
        super().__init__(why)


class FormRenewed(GuichetError):
    """The form has changed of version and the person has not read what it changes; nothing was sent."""

    code = "form-renewed"

    def __init__(self) -> None:
        kept = _("Le formulaire a changé. Ce que vous venez de saisir est enregistré.")
        super().__init__(f"{kept} {_('Rechargez la page pour lire ce qui change.')}")


class NotEditable(GuichetError):
    """The answers are frozen in this state."""

    code = "not-editable"

    def __init__(self) -> None:
        super().__init__(_("Ce dossier a déjà été envoyé : il ne peut plus être modifié."))


class UnknownAnswers(GuichetError):
    """Posted fields that the page never offered: refused whole, logged without their values."""

    code = "unknown-answers"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            _("Le formulaire reçu n’est pas celui de cette page. Vos réponses enregistrées sont conservées.")
        )
        self.names = tuple(names)


class StepNotReachable(GuichetError):
    """The step is closed or too far ahead; `redirect_to` is the id of the step to go to."""

    code = "step-not-reachable"

    def __init__(self, redirect_to: str) -> None:
        super().__init__(_("Répondez d’abord aux étapes précédentes."))
        self.redirect_to = redirect_to


class NotEligible(GuichetError):
    """The answers so far close the way: nothing further is worth filling in, nothing is sent."""

    code = "not-eligible"

    def __init__(self) -> None:
        super().__init__(_("D’après vos réponses, vous ne pouvez pas faire cette demande."))


class DraftConflict(GuichetError):
    """The draft was changed elsewhere since the page was read (another tab, another person).

    `paths`: the fields that both sides changed, which wait for a choice; none when the whole draft
    changed between a reading and a writing, which is tried again. `gone`: what was typed in rows that
    are not there any more, as the page wrote its paths.
    """

    code = "draft-conflict"

    def __init__(self, paths: Sequence[str] = (), gone: Sequence[str] = ()) -> None:
        self.paths = tuple(paths)
        self.gone = tuple(gone)
        super().__init__(
            _("Ce brouillon a été modifié dans une autre fenêtre. Choisissez ce qu’il faut garder, "
              "puis continuez.")
        )  # fmt: skip


class NotDeclared(GuichetError):
    """The declaration was not ticked: nothing is sent."""

    code = "not-declared"

    def __init__(self) -> None:
        super().__init__(_("Cochez la case pour confirmer votre déclaration, puis envoyez votre demande."))


class AnswersIncomplete(GuichetError):
    """Submission with errors left; `step_id` is where to go."""

    code = "answers-incomplete"

    def __init__(self, step_id: str) -> None:
        super().__init__(_("Il reste des réponses à compléter ou à corriger avant l’envoi."))
        self.step_id = step_id


class FileRefused(GuichetError):
    """A file that the question does not take: `reason` is its error code; nothing was kept of it.

    `reason` is one of: file-empty, file-size, file-type, file-belied, file-broken, file-unsafe,
    picture-broken, picture-huge, max-items.
    """

    code = "file-refused"

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class NotScanned(GuichetError):
    """The file was not looked at by the antivirus yet, or must not be opened."""

    code = "not-scanned"

    def __init__(self, *, unsafe: bool = False) -> None:
        waiting = _("Ce fichier n’a pas encore été analysé. Réessayez dans quelques minutes.")
        super().__init__(_("Ce fichier n’est pas sûr : il ne peut pas être ouvert.") if unsafe else waiting)


class Throttled(GuichetError):
    """Too many wrong passwords or codes; `retry_in` is in seconds."""

    code = "throttled"

    def __init__(self, retry_in: int) -> None:
        minutes = max(1, round(retry_in / 60))
        super().__init__(_("Trop d’essais. Réessayez dans {n} min.").format(n=minutes))
        self.retry_in = retry_in


class MandateNotValid(GuichetError):
    """The mandate has ended, was revoked, or does not cover this form."""

    code = "mandate-not-valid"

    def __init__(self) -> None:
        super().__init__(_("Le mandat n’est plus valable. Faites signer un nouveau mandat pour continuer."))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong or unwise in a definition or a workflow, with place and fix.

    `pointer` is a JSON Pointer into the file; `severity` is "error" or "warning".
    """

    file: str
    pointer: str
    code: str
    message: str
    fix: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.file}: {self.pointer or '/'}: {self.code}: {self.message} ({self.fix})"


class DefinitionRefused(GuichetError):
    """A definition or a workflow with errors: none of it is used."""

    code = "definition-refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
