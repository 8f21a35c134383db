"""A piece of a page drawn once: a macro gives the same for the same arguments, in one language.

Such a macro looks at nothing else: it is imported without context, and given texts, numbers and values that
nothing changes. Nothing of a person may be among them but what the page of a form says to all.
"""

from collections.abc import Hashable
from gettext import NullTranslations
from typing import Any

from jinja2.runtime import Macro
from markupsafe import Markup

from app.core.language import in_use
from app.usecases.latest import Latest

_MOST = 1_000  # pieces of a few kilobytes
_drawn: Latest[tuple[Macro, NullTranslations, tuple[Hashable, ...]], Markup] = Latest(_MOST)


def once(macro: Macro, *given: Hashable) -> Markup:
    """What this macro draws of these."""
    key = (macro, in_use(), given)
    drawing = _drawn.find(key)
    if drawing is None:
        made: Any = macro(*given)  # Markup, as all that our templates give
        drawing = _drawn.keep(key, made)
    return drawing
