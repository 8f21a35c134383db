"""A question answered with files, as the page draws it: those given, and room for more.

It never reads a file nor says whether one is right.
"""

from collections.abc import Iterable
from typing import Any

from app.core.dossier import Attachment
from app.core.field_types.attachment import accepted, largest, most, proposed, until_decision
from app.core.language import _, ngettext
from app.core.media_types import megabytes, titles
from app.web.questions import Question


class FileQuestion(Question):
    """Drawn by the macro "file"; ids are never posted back, so they cannot be made up."""

    def __init__(self, *, files: Iterable[Attachment] = (), max_upload: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.files = {row.id: row for row in files}
        self.max_upload = max_upload

    @property
    def given(self) -> tuple[Attachment, ...]:
        """The files of this question, in the order in which they were added."""
        return tuple(self.files[id_] for id_ in self.typed.get("", ()) if id_ in self.files)

    @property
    def room(self) -> int:
        """How many more may be added."""
        return max(0, most(self.question) - len(self.given))

    @property
    def replaces(self) -> bool:
        """True when a file is there and the next one takes its place."""
        return bool(self.given) and most(self.question) == 1

    @property
    def choose_label(self) -> str:
        """What the input is for."""
        if self.replaces:
            return _("Remplacer par un autre fichier")
        return _("Ajouter un autre fichier") if self.given else _("Choisir un fichier")

    @property
    def identity(self) -> bool:
        """True for a copy that is marked, and erased once decided: the page says so."""
        return until_decision(self.question)

    @property
    def accept(self) -> str:
        """A help for the window that chooses: the content alone decides."""
        return ",".join(proposed(self.question))

    @property
    def largest(self) -> int:
        """The most bytes of one file."""
        return largest(self.question, self.max_upload)

    @property
    def limits(self) -> str:
        """Formats, size and number, before anything is chosen."""
        formats = _("Format accepté : {formats}.").format(formats=titles(accepted(self.question)))
        weight = _("{size} au maximum par fichier.").format(size=megabytes(self.largest))
        n = most(self.question)
        number = ngettext("Un seul fichier.", "{n} fichiers au maximum.", n).format(n=n)
        return f"{formats} {weight} {number}"

    @property
    def described_by(self) -> str:
        """Hint, limits and error."""
        ids = [f"{self.id}-aide"] * bool(self.question.hint) + [f"{self.id}-limites"]
        return " ".join(ids + [f"{self.id}-erreur"] * bool(self.error))

    @property
    def list_id(self) -> str:
        """Where the page comes back to once a file is added: never on a button that takes one away."""
        return f"{self.id}-fichiers"

    @property
    def target(self) -> str:
        """The input; when there is no room for one, the first button that makes some."""
        return self.id if self.room or self.replaces else f"{self.id}-retirer-1"
