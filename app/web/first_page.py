"""Where a draft that was just begun opens: its parts when it is long, else its first question.

Not the page that checks: a form that requires nothing would open there, with nothing asked.
"""

from flask import url_for

from app.core.definition import FormDefinition


def first_page(reference: str, definition: FormDefinition) -> str:
    """The address of that page."""
    if definition.chapters:
        return url_for("public.task_list", reference=reference)
    return url_for("public.step", reference=reference, step_id=definition.steps[0].id)
