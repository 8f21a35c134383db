"""What a person needs before starting, what the law wants to be told, and the size of the whole."""

from collections.abc import Callable
from re import IGNORECASE
from re import compile as pattern

from app.core.definition import FormDefinition
from app.core.definition.reading_order import places
from app.core.findings import Findings, pointer
from app.core.language import _

LONG_STEP = 10  # questions
MANY_STEPS = 12
PLACEHOLDER = pattern(r"à (rédiger|renommer|compléter)|\btodo\b|lorem ipsum|\bxxx\b", IGNORECASE)
_NIR = pattern(r"\bNIR\b|num[ée]ro de sécurité sociale", IGNORECASE)
_NIR_BASIS = pattern(r"2019-341|\bNIR\b|répertoire national d’identification|sécurité sociale", IGNORECASE)


def _texts(definition: FormDefinition, findings: Findings) -> None:
    """What a person needs before starting, and what the law wants to be told."""
    legal, start = definition.legal, definition.start
    for missing, where, what in (
        (not start.summary, "/start", _("le résumé pour le catalogue")),
        (not start.next, "/start", _("ce qui se passe après l’envoi")),
        (not start.minutes, "/start", _("la durée de remplissage")),
        (not legal.purposes, "/legal", _("la finalité des données")),
        (not legal.recipients, "/legal", _("les destinataires des données")),
        (not legal.retention_months, "/legal", _("la durée de conservation")),
        (not definition.declaration, "", _("la déclaration à cocher avant l’envoi")),
        (not (definition.service.email or definition.service.phone), "/service", _("le contact du service")),
    ):
        if missing:
            message = _("Il manque {what}.").format(what=what)
            findings.warning(where, "missing-text", message, _("L’usager le lit : écrivez-le dans la fiche."))


def _silence(definition: FormDefinition, findings: Findings) -> None:
    silence = definition.legal.silence
    if silence.rule != "aucune" and not silence.months:
        message = _("Le silence vaut {rule} sans délai.").format(rule=silence.rule)
        fix = _("Ajoutez « months » : l’accusé de réception doit porter la date.")
        findings.error("/legal/silence", "silence-without-months", message, fix)


def _sizes(definition: FormDefinition, findings: Findings) -> None:
    if len(definition.steps) > MANY_STEPS and not definition.chapters:
        message = _("Il y a {n} étapes.").format(n=len(definition.steps))
        fix = _("Restez à {n} au plus, ou rangez-les en parties (« chapters »).").format(n=MANY_STEPS)
        findings.warning("/steps", "many-steps", message, fix)
    for index, step in enumerate(definition.steps):
        if len(step.fields) > LONG_STEP:
            message = _("Cette étape a {n} questions.").format(n=len(step.fields))
            fix = _("Coupez-la en étapes de {n} questions au plus.").format(n=LONG_STEP)
            findings.warning(pointer("steps", index), "long-step", message, fix)
        if PLACEHOLDER.search(step.title):
            findings.warning(
                pointer("steps", index, "title"),
                "placeholder",
                _("Ce titre est provisoire."),
                _("Écrivez le titre définitif."),
            )


def _scenarios(definition: FormDefinition, findings: Findings) -> None:
    if not definition.scenarios:
        message = _("Aucun scénario n’essaie ce formulaire.")
        fix = _("Gardez au moins un cas sans réponse et un cas complet.")
        findings.warning("/scenarios", "no-scenario", message, fix)
    for index, scenario in enumerate(definition.scenarios):
        if not scenario.today:
            message = _("Le scénario « {name} » ne fixe pas sa date.").format(name=scenario.name)
            where = pointer("scenarios", index)
            findings.warning(where, "scenario-without-today", message, _("Ajoutez « today »."))


def _nir(definition: FormDefinition, findings: Findings) -> None:
    """The number of social security may be asked only where a text allows it (décret n° 2019-341)."""
    if _NIR_BASIS.search(definition.legal.basis):
        return
    asked = [place.field for place in places(definition.steps)]
    if not _NIR.search("\n".join(field.label for field in asked)):  # one search, for most forms
        asked = [field for field in asked if field.kind == "nir"]
    found = next((field for field in asked if field.kind == "nir" or _NIR.search(field.label)), None)
    if found is not None:
        message = _("« {path} » demande le NIR sans texte qui l’autorise.").format(path=found.path)
        fix = _("Citez ce texte dans « basis » (décret n° 2019-341 ou autre), ou retirez la question.")
        findings.warning("/legal/basis", "nir-without-legal-reference", message, fix)


FORM_RULES: tuple[Callable[[FormDefinition, Findings], None], ...] = (
    _texts,
    _silence,
    _sizes,
    _scenarios,
    _nir,
)
