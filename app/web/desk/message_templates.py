"""`/bureau/modeles`: the texts of a service, for its manager."""

from app.core.language import _
from app.core.texts.message_words import known
from app.usecases.desk import message_templates
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.named import NamedPage

PAGE = NamedPage(
    template="desk/message_templates.html",
    endpoint="desk.service_templates",
    other="texte",
    of=message_templates.of_my_services,
    more=lambda: {"known": known()},
)


@blueprint.get("/modeles")
def service_templates() -> Answer:
    """/bureau/modeles · manager: the texts of their services"""
    return PAGE.shown()


@blueprint.post("/modeles")
def make_template() -> Answer:
    """/bureau/modeles · manager of the service: a new one"""
    return PAGE.made(message_templates.make, _("Le modèle est créé."))


@blueprint.post("/modeles/<template_id>")
def change_template(template_id: str) -> Answer:
    """/bureau/modeles/<id> · manager of the service: another name or text"""
    return PAGE.changed(template_id, message_templates.change, _("Le modèle est enregistré."))


@blueprint.post("/modeles/<template_id>/suppression")
def delete_template(template_id: str) -> Answer:
    """/bureau/modeles/<id>/suppression · manager of the service"""
    return PAGE.deleted(template_id, message_templates.delete, _("Le modèle est supprimé."))
