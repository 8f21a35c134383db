"""Why an edit is refused: one class, one code a reason, a French sentence that says what to do."""

from collections.abc import Sequence

from app.core.errors import GuichetError, Problem


class EditRefused(GuichetError):
    """Nothing has changed. `reason` names the cause for programs: unknown-verb, bad-argument, too-large,
    not-found, duplicate-path, cyclic-move, last-question, last-step, referred-to, stale-change, broken…
    `problems` are those of the definition that the edit would have made, `references` what stands in the way.
    """

    code = "edit-refused"

    def __init__(
        self, reason: str, message: str, *, problems: Sequence[Problem] = (), references: Sequence[str] = ()
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.problems = tuple(problems)
        self.references = tuple(references)
