"""Templates of exports: columns that an agent chooses and orders, for themself or for the service.

Columns are named by their keys, which are stable over the versions of a form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.account import Account
from app.core.errors import NotFound, TemplateRefused
from app.core.exporting.columns import Column
from app.core.exporting.layout import every_column
from app.core.language import _
from app.core.plain_text import one_line
from app.usecases.exporting.export_dossiers import title_of, versions
from app.usecases.ports import ExportTemplate, Ports

NAME_LIMIT = 60  # characters
FIRST_PLACE, LAST_PLACE = 1, 999


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen for a form: `columns` in the order of the form."""

    slug: str
    title: str
    columns: tuple[Column, ...]


def choice(ports: Ports, account: Account, slug: str) -> Choice:
    """The columns of a form of the agent's services, or NotFound."""
    title = title_of(ports, account, slug)
    return Choice(slug, title, every_column(versions(ports, slug)))


def keep(
    ports: Ports, account: Account, slug: str, *, name: str, places: Mapping[str, str], shared: bool
) -> ExportTemplate:
    """Keep the columns chosen. `places`: key → the number typed for its place, "" for the order of the
    form. Raises TemplateRefused (name, columns, places) with a sentence that tells what to do."""
    offered = choice(ports, account, slug)
    name = one_line(name)
    _check_name(name)
    columns = _in_order(offered.columns, places)
    made = ExportTemplate(
        id=ports.ids.new(),
        account_id=account.id,
        service_id=_service(ports, account, slug),
        slug=slug,
        name=name,
        shared=shared,
        columns=columns,
        made_at=ports.clock.now(),
    )
    with ports.store.transaction() as tx:
        if not tx.export_templates.add(made):
            raise TemplateRefused(
                "name", _("Choisissez un autre nom : vous avez déjà un modèle qui le porte.")
            )
    return made


def remove(ports: Ports, account: Account, template_id: str) -> None:
    """Forget a template of one's own, or NotFound."""
    with ports.store.transaction() as tx:
        if not tx.export_templates.remove(template_id, account.id):
            raise NotFound


def _check_name(name: str) -> None:
    if not name:
        raise TemplateRefused("name", _("Saisissez le nom du modèle. Exemple : suivi mensuel"))
    if len(name) > NAME_LIMIT:
        sentence = _("Raccourcissez le nom du modèle : {n} caractères au plus.")
        raise TemplateRefused("name", sentence.format(n=NAME_LIMIT))


def _in_order(offered: Sequence[Column], places: Mapping[str, str]) -> tuple[str, ...]:
    """The keys by the numbers typed, then those without a number as the form orders them."""
    order = {column.key: number for number, column in enumerate(offered)}
    if not places or set(places) - set(order):
        raise TemplateRefused("columns", _("Cochez au moins une colonne de cette démarche."))
    ranked = {key: _place(text) for key, text in places.items()}
    return tuple(sorted(places, key=lambda key: (ranked[key], order[key])))


def _place(text: str) -> int:
    plain = text.strip()
    if not plain:
        return LAST_PLACE + 1
    if not (plain.isascii() and plain.isdecimal() and len(plain) <= 3 and int(plain) >= FIRST_PLACE):
        sentence = _("Saisissez la place d’une colonne avec un nombre entre {first} et {last}.")
        raise TemplateRefused("places", sentence.format(first=FIRST_PLACE, last=LAST_PLACE))
    return int(plain)


def _service(ports: Ports, account: Account, slug: str) -> str:
    """The service that owns the form, else the agent's first one that holds its dossiers."""
    mine = account.desk_services()
    owner = next((form.service.id for form in ports.forms.published() if form.slug == slug), "")
    if owner in mine:
        return owner
    with ports.store.reading() as tx:
        return next(service for service in tx.exports.services(slug) if service in mine)
