"""The gettext functions of the whole application; the messages are written in French.

The French text is the message id, so no catalogue is needed to speak French. Messages are
written with plain spaces; the no-break ones of French typography are set here, once for all.
The active translations live in a context variable: the web sets them for a
request, the core never learns where they come from.
"""

from contextvars import ContextVar
from functools import lru_cache
from gettext import NullTranslations

from app.core.french import spaced


class _MessageIds(NullTranslations):
    """The message ids, as they are: French counts zero with one."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if abs(n) < 2 else msgid2


_FRENCH = _MessageIds()
_ACTIVE: ContextVar[NullTranslations] = ContextVar("translations", default=_FRENCH)


def use(translations: NullTranslations) -> None:
    """Speak with these translations in the current context (one request, one job)."""
    _ACTIVE.set(translations)


def in_use() -> NullTranslations:
    """The translations of the current context."""
    return _ACTIVE.get()


def _(message: str) -> str:
    """Return the message in the active language."""
    return _typographic(_ACTIVE.get().gettext(message))


def ngettext(one: str, many: str, count: int) -> str:
    """Return the singular or the plural for count, in the active language."""
    return _typographic(_ACTIVE.get().ngettext(one, many, count))


@lru_cache(maxsize=4096)  # as many as there are messages, twice
def _typographic(message: str) -> str:
    return spaced(message)
