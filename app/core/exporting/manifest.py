"""The files of dossiers in an archive: under which safe names, and what the manifest says of each.

What is missing, waiting for the antivirus or refused by it is listed, never silently left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from re import ASCII, IGNORECASE
from re import compile as pattern
from typing import Any, BinaryIO

from app.core.exporting.texts import clean
from app.core.language import _

Json = Any
NAME_LIMIT = 120  # bytes of one file's name in UTF-8: what Windows unpacks under a long folder
_UNSAFE = pattern(r"[^\w .,()’+=@-]+")
_RESERVED = pattern(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", ASCII | IGNORECASE)
INCLUDED, MISSING, ALTERED = "included", "missing", "altered"
WAITING, INFECTED, IDENTITY = "waiting", "infected", "identity"


@dataclass(frozen=True, slots=True)
class Member:
    """One file that a dossier names. `open` gives its content, or raises NotFound; None when it must not
    be included, for the reason in `why` (WAITING, INFECTED or IDENTITY)."""

    reference: str
    path: str
    given_name: str
    sha256: str
    size: int
    open: Callable[[], BinaryIO] | None = None
    why: str = ""


def safe_name(name: str) -> str:
    """A file's name that no system takes for a path, a device or a hidden file; the ending is kept."""
    plain = " ".join(_UNSAFE.sub("_", clean(name)).split()).strip(" .") or "fichier"
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10 or not stem:
        stem, dot, ending = plain, "", ""
    room = NAME_LIMIT - len((dot + ending).encode())
    cut = stem.encode()[:room].decode(errors="ignore").rstrip(" .") or "fichier"
    whole = cut + dot + ending
    return f"_{whole}" if _RESERVED.fullmatch(whole) else whole


def line(member: Member, status: str) -> dict[str, Json]:
    """What manifeste.json says of a file."""
    inside = member.path if status in (INCLUDED, ALTERED) else ""
    return {
        "dossier": member.reference,
        "chemin": inside,
        "nom": clean(member.given_name),
        "sha256": member.sha256,
        "octets": member.size,
        "etat": status,
        "explication": SENTENCES[status](),
    }


def told(member: Member, status: str) -> str:
    """The same for people, in one line of manifeste.txt."""
    if status == INCLUDED:
        return f"{member.sha256}  {member.path}"
    return f"{SENTENCES[status]()} : {member.reference}, {clean(member.given_name)} ({member.sha256})"


SENTENCES: Mapping[str, Callable[[], str]] = {
    INCLUDED: lambda: _("Inclus"),
    MISSING: lambda: _("ABSENT : le fichier n’est plus dans le stockage"),
    ALTERED: lambda: _("ALTÉRÉ : le contenu ne correspond pas à son empreinte"),
    WAITING: lambda: _("NON INCLUS : l’antivirus ne l’a pas encore examiné"),
    INFECTED: lambda: _("NON INCLUS : l’antivirus l’a refusé"),
    IDENTITY: lambda: _("NON INCLUS : pièce d’identité ou donnée sensible, non demandée"),
}
