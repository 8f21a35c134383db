"""`/bureau/etiquettes`: the labels of a service, for its manager."""

from app.core.desk.casework import TONES
from app.core.language import _
from app.usecases.desk import labels
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.named import NamedPage


def _tones() -> tuple[str, ...]:
    return _("Gris"), _("Bleu"), _("Vert"), _("Orange"), _("Rouge")


PAGE = NamedPage(
    template="desk/labels.html",
    endpoint="desk.service_labels",
    other="couleur",
    of=labels.of_my_services,
    more=lambda: {"tones": list(zip(TONES, _tones(), strict=True))},
)


@blueprint.get("/etiquettes")
def service_labels() -> Answer:
    """/bureau/etiquettes · manager: the labels of their services"""
    return PAGE.shown()


@blueprint.post("/etiquettes")
def make_label() -> Answer:
    """/bureau/etiquettes · manager of the service: a new one"""
    return PAGE.made(labels.make, _("L’étiquette est créée."))


@blueprint.post("/etiquettes/<label_id>")
def change_label(label_id: str) -> Answer:
    """/bureau/etiquettes/<id> · manager of the service: another name or colour"""
    return PAGE.changed(label_id, labels.change, _("L’étiquette est enregistrée."))


@blueprint.post("/etiquettes/<label_id>/suppression")
def delete_label(label_id: str) -> Answer:
    """/bureau/etiquettes/<id>/suppression · manager of the service: it leaves the dossiers too"""
    done = _("L’étiquette est supprimée : elle n’est plus sur aucun dossier.")
    return PAGE.deleted(label_id, labels.delete, done)
