"""What the letters of a decision say: standard texts with variables, that a service may rewrite.

Light marks, one a paragraph: « # » starts a title, « > » a framed sentence, **words** are stressed. What an
agent or a form says is put in afterwards: it can never become a mark or a variable. It refuses to know paper.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.definition import FormDefinition
from app.core.language import _
from app.core.legal_time.silence import NONE
from app.core.texts.mail_texts import BREAK, MailText, Occasion
from app.core.texts.message_words import VARIABLES, WRITTEN, unknown
from app.core.workflow import Workflow

LETTER = "letter"  # the name of the occasion under which a service's own text is kept
EFFECT = "document:decision"
TITLE, FRAMED, TEXT = "title", "framed", "text"
_MARKS = {"#": TITLE, ">": FRAMED}
_STRESSED = re.compile(r"\*\*(.+?)\*\*")
OWN = ("decision", "motif", "suites", "reste_a_faire", "recours")  # variables of letters alone
NAMES = (*VARIABLES, *OWN)
Words = Mapping[str, str]  # variable → what it is worth


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a paragraph."""

    text: str
    stressed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. `kind`: title, framed or text."""

    kind: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that a workflow makes, and the state that it tells, as agents (`done`) and citizens see it."""

    state: str
    done: str
    label: str
    tone: str

    @property
    def occasion(self) -> Occasion:
        """Where the service's own text is kept."""
        return Occasion(LETTER, self.state)


def _text(*paragraphs: str) -> MailText:
    start = (
        _("Madame, Monsieur,"),
        _("Nous avons reçu votre dossier le {{ reception }} et nous l’avons examiné."),
    )
    return MailText("{{ decision }}", BREAK.join((*start, *paragraphs)))


def _accepted() -> MailText:
    return _text(
        _("> Votre demande est **acceptée**."),
        _("# Précisions du service"), "{{ motif }}",
        _("# Et maintenant"), "{{ suites }}",
    )  # fmt: skip


def _complete() -> MailText:
    return _text(
        _("> Votre formulaire est **complet**."), "{{ suites }}",
        _("# Précisions du service"), "{{ motif }}",
        _("# Ce qu’il vous reste à faire"), "{{ reste_a_faire }}",
    )  # fmt: skip


def _refused() -> MailText:
    return _text(
        _("> Votre demande est **refusée**."),
        _("# Motif du refus"), "{{ motif }}",
        _("# Si vous n’êtes pas d’accord"), "{{ recours }}",
    )  # fmt: skip


def _closed() -> MailText:
    return _text(
        _("> Votre dossier est **clos sans décision** : votre demande n’est ni acceptée ni refusée."),
        _("# Motif"), "{{ motif }}",
        _("Vous pouvez déposer une nouvelle demande à tout moment."),
        _("# Si vous n’êtes pas d’accord"), "{{ recours }}",
    )  # fmt: skip


_STANDARD: Mapping[str, Callable[[], MailText]] = {
    "accepted": _accepted, "complete": _complete, "refused": _refused,
}  # fmt: skip

# state → variables without which a letter is not lawful, and why
_REQUIRED: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "refused": {
        "motif": lambda: _("un refus dit pourquoi (article L. 211-5 du code des relations entre le "
                           "public et l’administration)."),
        "recours": lambda: _("sans les voies et délais de recours, le délai ne court pas (article R. 421-5 "
                             "du code de justice administrative)."),
    },
    "closed": {"motif": lambda: _("l’usager doit savoir pourquoi son dossier est clos.")},
}  # fmt: skip


def standard(state: str) -> MailText:
    """The letter as Guichet has it; a state that it does not know is told as a dossier closed."""
    return _STANDARD.get(state, _closed)()


def letters(workflow: Workflow) -> tuple[Letter, ...]:
    """The letters that this workflow makes, once each."""
    found: dict[str, Letter] = {}
    for move in workflow.transitions.values():
        state = workflow.states[move.to]
        if EFFECT in move.effects:
            found.setdefault(state.id, Letter(state.id, move.done, state.citizen, state.tone))
    return tuple(found.values())


def wrong(text: str, state: str) -> str:
    """Why this body may not be kept for this state, and how to mend it; "" when it may."""
    told = unknown(text, NAMES)
    if told:
        return told
    named = set(WRITTEN.findall(text))
    for name, why in _REQUIRED.get(state, {}).items():
        if name not in named:
            ask = _("Ajoutez {{{{ {name} }}}} : {why}")
            return ask.format(name=name, why=why())
    return ""


def appeal(definition: FormDefinition) -> str:
    """Time limits and routes of appeal; without them the delay does not run (CJA R421-5)."""
    return definition.legal.appeal or _(
        "Dans les deux mois qui suivent cette décision, vous pouvez demander au service de la revoir "
        "(recours gracieux), ou saisir le tribunal administratif, par courrier ou sur telerecours.fr "
        "(recours contentieux)."
    )


def words(definition: FormDefinition, state: str, decision: str, motive: str) -> dict[str, str]:
    """What the variables of letters are worth; "" for what this state does not say."""
    opposable = state == "refused" or definition.legal.silence.rule != NONE
    return {
        "decision": decision,
        "motif": motive,
        "suites": BREAK.join(map(str, definition.paper.get(state, ()))),
        "reste_a_faire": BREAK.join(definition.start.todo) if state == "complete" else "",
        "recours": appeal(definition) if opposable else "",
    }


def laid_out(body: str, worth: Words) -> tuple[Block, ...]:
    """The paragraphs with their variables filled.

    One made of variables that are worth nothing is left out, and so is a title that nothing follows.
    """
    blocks = [
        block for paragraph in body.split(BREAK) if paragraph.strip() for block in _blocks(paragraph, worth)
    ]
    return tuple(
        block
        for block, after in zip(blocks, [*blocks[1:], None], strict=True)
        if block.kind != TITLE or (after is not None and after.kind != TITLE)
    )


def _blocks(paragraph: str, worth: Words) -> Iterator[Block]:
    """One, or several when a variable alone says several paragraphs."""
    kind = _MARKS.get(paragraph[:1], TEXT)
    text = paragraph if kind == TEXT else paragraph[1:].strip()
    alone = WRITTEN.fullmatch(text.strip())
    if alone is not None and alone[1] in worth:
        for said in worth[alone[1]].split(BREAK):
            if said:
                yield Block(kind, (Part(said),))
    elif not WRITTEN.search(text) or _filled(text, worth).strip():
        yield Block(kind, tuple(_parts(text, worth)))


def _parts(text: str, worth: Words) -> Iterator[Part]:
    """Marks are read before variables are filled: an answer with stars stays as it is."""
    pieces: Sequence[str] = _STRESSED.split(text)
    for number, piece in enumerate(pieces):
        if piece:
            yield Part(_filled(piece, worth), stressed=number % 2 == 1)


def _filled(text: str, worth: Words) -> str:
    return WRITTEN.sub(lambda found: worth.get(found[1], found[0]), text)


def title_of(text: MailText, worth: Words) -> str:
    """The title of a letter, its variables filled."""
    return " ".join(_filled(text.subject, worth).split())
