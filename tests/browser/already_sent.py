"""Dossiers that are there before anybody visits: in the database of the site, without mails nor documents."""

from dataclasses import dataclass, replace

from app.bootstrap import bootstrap
from app.settings import Settings
from app.usecases.fill.follow import link
from app.usecases.fill.submit import submit
from app.usecases.operate.demonstrate import filled_in
from app.usecases.ports import Ports
from app.usecases.studio.made_up import PEOPLE, as_person, good_case
from app.usecases.together import Joined, NoEffects, NoQueue
from tests.browser.conftest import Site

SLUG = "cerfa-16029"


@dataclass(frozen=True)
class Sent:
    """Its number, and the address by which its holder comes back."""

    reference: str
    follow_up: str


def ports_of(site: Site) -> Ports:
    """The site's own, but in this process."""
    environment = {"GUICHET_INSTANCE": str(site.instance), "GUICHET_DEMO": "1"}
    if (site.instance / "forms").is_dir():
        environment["GUICHET_FORMS"] = str(site.instance / "forms")
    return bootstrap(Settings.from_env(environment))


def already_sent(ports: Ports, many: int = 1, slug: str = SLUG) -> list[Sent]:
    """As many dossiers, of people with other names, sent in one transaction."""
    form, store = ports.forms.current(slug), Joined(ports.store, NoEffects)
    answers = good_case(form, ports.clock.today())
    assert answers is not None
    joined = replace(ports, store=store, queue=NoQueue())
    with store.together():
        drafts = [
            filled_in(joined, form, as_person(form, answers, PEOPLE[number % len(PEOPLE)]))
            for number in range(many)
        ]
        sent = [submit(joined, draft.id, declared=True).dossier for draft in drafts]
    return [Sent(one.reference, link(ports, one).removeprefix(ports.base_url)) for one in sent]
