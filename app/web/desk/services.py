"""What the services of an agent are called, told by the forms that they publish."""

from collections.abc import Sequence

from app.web.access import ports


def service_names(ids: Sequence[str]) -> list[tuple[str, str]]:
    """(id, name) of these services; one without a form is called by its id."""
    names = {form.service.id: form.service.name for form in ports().forms.published()}
    return [(id_, names.get(id_, id_)) for id_ in dict.fromkeys(ids)]
