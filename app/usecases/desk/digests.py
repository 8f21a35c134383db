"""The daily mail of each agent: what happened since the last one, once, on working days, when there is
something to say.

Run by the scheduler at each turn. Two schedulers send one mail: a digest is held by one at a time. One that
was down sends what waits when it is back. A mail that cannot leave is tried again, then left to the next day.
"""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from app.core.account import Account
from app.core.desk.notices import (
    AMENDMENT,
    CORRECTED,
    MESSAGE,
    OPINION,
    RECEIVED,
    UNCLAIMED,
    Notice,
    counted,
    cut,
    digest_day,
    still_wanted,
)
from app.core.language import _, ngettext
from app.usecases.ports import Mail, Ports, Transaction

log = logging.getLogger(__name__)

AT_ONCE = 500  # accounts asked for in one statement
FIRST_RETRY = timedelta(minutes=1)
A_DAY = timedelta(days=1)


def send_digests(ports: Ports) -> int:
    """Send the mails of the day that are not sent yet; how many left."""
    day, after, sent = digest_day(ports.clock.now()), "", 0
    while day is not None:
        with ports.store.reading() as tx:
            found = tx.notices.waiting(cut(day), after=after, limit=AT_ONCE)
        if not found:
            break
        sent += sum(_send(ports, account_id, day) for account_id in found)
        after = found[-1]
    return sent


def _send(ports: Ports, account_id: str, day: date) -> bool:
    """Claim, send, then mark: a crash in between sends again, under the same Message-ID."""
    with ports.store.transaction() as tx:
        tries = tx.notices.claim(account_id, day, ports.clock.now(), ports.effect_lease)
        if not tries:
            return False
        account, notices = tx.accounts.get(account_id), tx.notices.of(account_id, cut(day))
        wanted = _wanted(tx, account, notices)
        titles = _titles(ports, tx, wanted)
    try:
        if account is not None and wanted:
            ports.mailer.send(_mail(ports, account, day, wanted, titles))
    except Exception as error:  # noqa: BLE001 - the edge of one mail: whatever it was, the others do not wait
        log.warning("daily mail of %s not sent, try %d: %s", account_id, tries, error)
        with ports.store.transaction() as tx:
            tx.notices.put_off(account_id, day, _next_try(ports, day, tries))
        return False
    with ports.store.transaction() as tx:
        tx.notices.told(account_id, day, ports.clock.now(), notices)
    return bool(wanted)


def _wanted(tx: Transaction, account: Account | None, notices: Sequence[Notice]) -> tuple[Notice, ...]:
    if account is None or not account.active:
        return ()
    return still_wanted(notices, tx.notices.choices(account.id), account.desk_services())


def _next_try(ports: Ports, day: date, tries: int) -> datetime:
    if tries >= ports.effect_attempts:
        return cut(day) + A_DAY  # another digest, which will say all that this one could not
    return ports.clock.now() + FIRST_RETRY * (1 << (tries - 1))


def _titles(ports: Ports, tx: Transaction, notices: Sequence[Notice]) -> Mapping[str, str]:
    """What the forms of these dossiers are called, withdrawn ones too."""
    slugs = {one.slug for one in notices}
    published = {form.slug: form.title for form in ports.forms.published()}
    withdrawn = tx.definitions.of_slugs(sorted(slugs - set(published))) if slugs - set(published) else ()
    return {**{form.slug: form.title for form in reversed(withdrawn)}, **published}


def _mail(
    ports: Ports, account: Account, day: date, notices: Sequence[Notice], titles: Mapping[str, str]
) -> Mail:
    by_form = sorted((titles.get(slug, slug), numbers) for slug, numbers in counted(notices).items())
    number = len({one.dossier_id for one in notices})
    return Mail(
        id=f"digest-{account.id}-{day.isoformat()}",
        to=account.email,
        subject=ngettext(
            "Votre point du jour : {n} dossier", "Votre point du jour : {n} dossiers", number
        ).format(n=number),
        paragraphs=(
            _("Depuis votre dernier courriel, sans compter les dossiers que vous avez déjà ouverts :"),
            *(_("{form} : {what}.").format(form=form, what=_in_words(numbers)) for form, numbers in by_form),
        ),
        action_label=_("Ouvrir mes dossiers"),
        action_url=f"{ports.base_url}/bureau",
        signature=_("Pour recevoir plus ou moins de courriels : {url}").format(
            url=f"{ports.base_url}/bureau/notifications"
        ),
    )


def _in_words(numbers: Counter[str]) -> str:
    written = numbers[MESSAGE] + numbers[UNCLAIMED]
    parts = (
        (numbers[RECEIVED], ngettext("{n} nouveau", "{n} nouveaux", numbers[RECEIVED])),
        (numbers[CORRECTED], ngettext("{n} corrigé", "{n} corrigés", numbers[CORRECTED])),
        (numbers[OPINION], ngettext("{n} avec un avis rendu", "{n} avec un avis rendu", numbers[OPINION])),
        (
            numbers[AMENDMENT],
            ngettext(
                "{n} avec une réponse à une proposition",
                "{n} avec une réponse à une proposition",
                numbers[AMENDMENT],
            ),
        ),
        (written, ngettext("{n} avec un message", "{n} avec un message", written)),
    )
    return ", ".join(text.format(n=n) for n, text in parts if n)
