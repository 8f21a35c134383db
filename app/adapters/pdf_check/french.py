"""Says pikepdf's findings in French: by the clause, with the names that the finding holds.

Its own sentences are many and in English; a clause of ISO 19005-3 says the same to whoever mends a
file. It refuses to judge: which findings are faults is the checker's matter.
"""

import re
from collections.abc import Callable, Mapping

from app.core.language import _

# Clause of ISO 19005-3, or rule of pikepdf's own → what is wrong. The longest beginning of a rule wins.
CAUSES: Mapping[str, Callable[[], str]] = {
    "6.1": lambda: _("l’écriture du fichier n’est pas celle d’une archive"),
    "6.1.2": lambda: _("la première ligne du fichier n’annonce pas une version permise"),
    "6.1.3": lambda: _("la fin du fichier n’a pas d’identifiant, ou le fichier est chiffré"),
    "6.1.7": lambda: _("un flux est mal délimité, ou lit un fichier de l’extérieur"),
    "6.1.7.2": lambda: _("une compression n’est pas permise"),
    "6.1.8": lambda: _("un nom n’est pas écrit en UTF-8"),
    "6.1.10": lambda: _("une image dans le texte emploie une compression qui n’est pas permise"),
    "6.1.12": lambda: _("le document restreint ses droits d’une façon qui n’est pas permise"),
    "6.1.13": lambda: _("une limite de taille ou de nombre est dépassée"),
    "6.2.2": lambda: _("une page emploie un opérateur ou une ressource qui n’existe pas"),
    "6.2.3": lambda: _("le profil de couleur de sortie manque ou ne convient pas"),
    "6.2.4": lambda: _("une couleur dépend de l’appareil : le profil de sortie ne la définit pas"),
    "6.2.5": lambda: _("un état graphique contient une clé qui n’est pas permise"),
    "6.2.6": lambda: _("un rendu de couleur n’est pas de ceux du format"),
    "6.2.8": lambda: _("une image contient une clé qui n’est pas permise"),
    "6.2.9": lambda: _("un dessin emploie PostScript ou un fichier de l’extérieur"),
    "6.2.10": lambda: _("une transparence n’est pas permise"),
    "6.2.11": lambda: _("une police n’est pas complète"),
    "6.2.11.4": lambda: _("une police n’est pas incorporée, ou pas entièrement"),
    "6.2.11.5": lambda: _("les largeurs d’une police ne sont pas celles de son programme"),
    "6.2.11.6": lambda: _("le codage d’une police n’est pas sûr"),
    "6.2.11.7": lambda: _("une police n’a pas de table de caractères"),
    "6.2.11.8": lambda: _("un caractère n’a pas de dessin dans sa police"),
    "6.3": lambda: _("une annotation n’est pas permise, ou pas toujours visible"),
    "6.4": lambda: _("un champ de formulaire n’est pas permis"),
    "6.5": lambda: _("une action n’est pas permise"),
    "6.6": lambda: _("les métadonnées XMP manquent ou ne sont pas lisibles"),
    "6.6.2.3": lambda: _("une propriété XMP n’est ni connue ni décrite"),
    "6.6.4": lambda: _("les métadonnées ne déclarent pas PDF/A-3"),
    "6.7": lambda: _("la structure du document n’est pas complète"),
    "6.8": lambda: _("un fichier joint n’est pas décrit comme il faut"),
    "6.9": lambda: _("un calque n’est pas décrit comme il faut"),
    "6.10": lambda: _("une présentation animée n’est pas permise"),
    "6.11": lambda: _("le document demande à être lu par un programme particulier"),
    "pikepdf:associated-files": lambda: _("un fichier joint n’est pas décrit comme il faut"),
    "pikepdf:colour-space": lambda: _("un espace de couleur n’a pas pu être jugé"),
    "pikepdf:content": lambda: _("le contenu d’une page ne peut pas être lu jusqu’au bout"),
    "pikepdf:embedded-file": lambda: _("un fichier joint n’a pas pu être jugé"),
    "pikepdf:filter": lambda: _("une compression n’a pas pu être jugée"),
    "pikepdf:font": lambda: _("une police n’a pas pu être jugée"),
    "pikepdf:form": lambda: _("des dessins s’appellent l’un l’autre sans fin"),
    "pikepdf:icc": lambda: _("un profil de couleur ne peut pas être lu"),
    "pikepdf:inline-image": lambda: _("une image dans le texte n’a pas pu être jugée"),
    "pikepdf:output-intent": lambda: _("le profil de couleur de sortie manque"),
    "pikepdf:page-tree": lambda: _("la suite des pages est mal écrite"),
    "pikepdf:resource-missing": lambda: _("une page emploie une ressource qui n’existe pas"),
    "pikepdf:schema": lambda: _("un objet n’a pas la forme permise"),
    "pikepdf:text-no-font": lambda: _("du texte est écrit sans police"),
    "pikepdf:xmp": lambda: _("les métadonnées XMP ne peuvent pas être lues"),
}
_NAMES = re.compile(r"(?<![\w/])/[A-Za-z][\w.-]*|(?<=')[^' ]{1,40}(?=')|\b\w+:\w[\w.]*(?==| )")
_WORDS = re.compile(r"\b(obj|content)(?= [\w/])")
_PLACES: Mapping[str, Callable[[], str]] = {
    "document": lambda: _("le document"),
    "catalog": lambda: _("le catalogue"),
    "trailer": lambda: _("la fin du fichier"),
    "file": lambda: _("le fichier"),
}


def cause(rule: str, message: str) -> str:
    """What is wrong, with the names that tell it from others of its kind ("/AA", "guichet:seal")."""
    keys = [key for key in CAUSES if rule == key or rule.startswith((f"{key}.", f"{key}-"))]
    said = CAUSES[max(keys, key=len)]() if keys else _("une construction du fichier n’est pas permise")
    names = dict.fromkeys(_NAMES.findall(message))
    return f"{said} ({', '.join(names)})" if names else said


def place(where: str) -> str:
    """The place: "objet 12 0 (Page) /AA"."""
    if where in _PLACES:
        return _PLACES[where]()
    words = {"obj": _("objet"), "content": _("contenu")}
    return _WORDS.sub(lambda found: words[found[1]], where)
