"""`/bureau/lots`: one action on many dossiers. Pick them on the list, choose, confirm, follow, take back."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from app.core.desk.batch import BatchItem
from app.core.errors import BatchRefused
from app.core.language import _, ngettext
from app.core.texts.message_words import known
from app.usecases.desk import batch_export, batches
from app.usecases.desk.batches import BatchPage
from app.usecases.exporting.export_dossiers import Wanted
from app.web.access import ports, require_account
from app.web.desk import export_form
from app.web.desk.address import LIST, read, url
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.exporting import streamed
from app.web.posted import only

STATUSES = {"waiting": _("en attente"), "done": _("fait"), "refused": _("refusé"), "failed": _("en échec")}
TONES = {"waiting": "neutral", "done": "ok", "refused": "attention", "failed": "bad"}


@blueprint.post("/lots")
def pick() -> Answer:
    """/bureau/lots · agent: the dossiers ticked on the list, or all of it"""
    only(request.form, "dossier", "tous", *LIST)
    listed = read(MultiDict((n, v) for n, v in request.form.items(multi=True) if n in LIST))
    everything = listed if request.form.get("tous") == "oui" else None
    try:
        batch = batches.pick(
            ports(), require_account(), request.form.getlist("dossier"), all_of_list=everything
        )
    except BatchRefused as refusal:
        flash(str(refusal), "attention")
        return redirect(url(listed), code=303)
    return redirect(url_for("desk.batch", batch_id=batch.id), code=303)


@blueprint.get("/lots")
def batch_list() -> Answer:
    """/bureau/lots · agent: their own last batches"""
    return render_template("desk/batches.html", batches=batches.recent(ports(), require_account()))


@blueprint.get("/lots/<batch_id>")
def batch(batch_id: str) -> Answer:
    """/bureau/lots/<id> · the agent who picked it: choose and confirm, then follow; `?modele=` begins a
    message by a text of the service"""
    found = batches.open_batch(ports(), require_account(), batch_id)
    chosen = request.args.get("modele", "")
    text = next((one.body for one in found.templates if one.id == chosen), "")
    return _page(found, action="message" if text else "", motive=text)


@blueprint.post("/lots/<batch_id>/lancer")
def launch(batch_id: str) -> Answer:
    """/bureau/lots/<id>/lancer · the agent who picked it"""
    only(request.form, "action", "motive")
    action, motive = request.form.get("action", ""), request.form.get("motive", "")
    try:
        batches.launch(ports(), require_account(), batch_id, action, motive)
    except BatchRefused as refusal:
        found = batches.open_batch(ports(), require_account(), batch_id)
        return _page(found, refusal, action=action, motive=motive), 422
    return redirect(url_for("desk.batch", batch_id=batch_id), code=303)


@blueprint.post("/lots/<batch_id>/fichier")
def batch_files(batch_id: str) -> Answer:
    """/bureau/lots/<id>/fichier · the agent who picked it: the file of an export, once it is over"""
    only(request.form, "demarche", "format", "sensibles")
    wanted = Wanted(
        slug=request.form.get("demarche", ""),
        format=request.form.get("format", ""),
        sensitive=request.form.get("sensibles") == "oui",
    )
    return streamed(batch_export.download(ports(), require_account(), batch_id, wanted))


@blueprint.post("/lots/<batch_id>/arreter")
def cancel(batch_id: str) -> Answer:
    """/bureau/lots/<id>/arreter · the agent who picked it: what is not done will not be"""
    only(request.form)
    batches.cancel(ports(), require_account(), batch_id)
    flash(_("Le traitement est arrêté. Ce qui était fait le reste."), "ok")
    return redirect(url_for("desk.batch", batch_id=batch_id), code=303)


@blueprint.post("/lots/<batch_id>/reprendre")
def retry(batch_id: str) -> Answer:
    """/bureau/lots/<id>/reprendre · the agent who picked it: what was refused, failed or stopped"""
    only(request.form)
    batches.retry(ports(), require_account(), batch_id)
    return redirect(url_for("desk.batch", batch_id=batch_id), code=303)


def _page(
    found: BatchPage, refusal: BatchRefused | None = None, *, action: str = "", motive: str = ""
) -> str:
    error = {refusal.where: str(refusal)} if refusal else {}
    return render_template(
        "desk/batch.html",
        page=found,
        offers=[
            (offer.action, offer.label, _allowed(offer.number, len(found.items))) for offer in found.offers
        ],
        asks_motive=[offer.label for offer in found.offers if offer.motive],
        asks_message=[offer.label for offer in found.offers if offer.message],
        known=known(),
        templates=[
            (one.name, url_for("desk.batch", batch_id=found.batch.id, modele=one.id, _anchor="champ-motive"))
            for one in found.templates
        ],
        files=batch_export.files(ports(), require_account(), found),
        formats=export_form.formats(),
        chosen=action,
        motive=motive,
        error=error,
        page_errors=[(f"champ-{where}", text) for where, text in error.items()],
        items=sorted(found.items, key=_first_to_read),
        statuses=STATUSES,
        tones=TONES,
    )


def _allowed(number: int, of: int) -> str:
    """Said only of an action that some of the dossiers do not allow."""
    if number == of:
        return ""
    return ngettext(
        "Possible pour {n} dossier sur {of} ; les autres seront refusés, avec la raison.",
        "Possible pour {n} dossiers sur {of} ; les autres seront refusés, avec la raison.",
        number,
    ).format(n=number, of=of)


def _first_to_read(item: BatchItem) -> tuple[int, int]:
    """What went wrong comes first."""
    return ("failed", "refused", "waiting", "done").index(item.status), item.position
