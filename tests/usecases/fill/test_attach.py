"""Files of a draft: judged by their content, kept once, taken away, sent with the answers."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.dossier import Acting, Attachment, Dossier, Person
from app.core.errors import (
    FileRefused,
    NotEditable,
    NotFound,
    StepNotReachable,
    Throttled,
    UnknownAnswers,
)
from app.usecases import fill, operate
from app.usecases.desk import process
from app.usecases.fill import attach, follow
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.core.files import JPEG, PDF, PNG
from tests.usecases.conftest import person, save

FORM = "avec-pieces"
SERVICE = "ccas-saint-aubin"
HELPED = Acting(Person("Karim Benali", "adviser", "k", "France services"), Person("Le Goff"), "accompagne")


def give(
    ports: Ports, dossier: Dossier, path: str = "identite", name: str = "carte.pdf",
    content: bytes = PDF, step: str = "vous",
) -> Attachment:  # fmt: skip
    return attach.add(ports, dossier.id, step, path, name, [content])


def bytes_of(ports: Ports, row: Attachment) -> bytes:
    with attach.content(ports, attach.read(ports, row.id), own=True) as stream:
        return stream.read()


def draft(ports: Ports) -> Dossier:
    """A draft with one file, ready to be sent."""
    dossier = fill.start(ports, FORM)
    give(ports, dossier)
    for step, values in (("vous", {"nom": "Le Goff", "heberge": "non"}), ("pieces", {})):
        saved = save(ports, dossier, step, values, shown={"nom", "heberge", "identite", "autres"})
        assert not saved.errors, saved.errors
    return dossier


def kept(ports: Ports, dossier_id: str) -> tuple[Dossier, list[str]]:
    with ports.store.reading() as tx:
        return tx.dossiers.get(dossier_id), sorted(row.name for row in tx.attachments.of(dossier_id))


def test_a_file_is_kept_by_its_content_and_answers_its_question(ports: Ports) -> None:
    dossier = fill.start(ports, FORM)
    given = give(ports, dossier, name="C:\\photos\\carte d’identité.PDF")
    assert (given.name, given.media_type, given.size) == ("carte d’identité.PDF", "application/pdf", len(PDF))
    stored, names = kept(ports, dossier.id)
    assert stored.working["identite"] == [given.id]
    assert names == ["carte d’identité.PDF"]
    assert bytes_of(ports, given) == PDF


@pytest.mark.parametrize(
    ("path", "content", "reason", "sentence"),
    [
        ("identite", b"", "file-empty", "celui-ci est vide"),
        ("identite", PDF + b"0" * 2**20, "file-size", "Choisissez un fichier de 1\u00a0Mo au maximum"),
        ("identite", b"MZ\x90\x00", "file-type", "Choisissez un fichier au format PDF, JPEG ou PNG"),
        ("autres", JPEG, "file-type", "Choisissez un fichier au format PDF ou PNG"),
    ],
)
def test_a_file_that_the_question_does_not_take_is_refused_in_words(
    ports: Ports, path: str, content: bytes, reason: str, sentence: str
) -> None:
    small = replace(ports, max_upload=2**20)
    dossier = draft(small)
    _before, names = kept(ports, dossier.id)
    with pytest.raises(FileRefused) as refused:
        give(small, dossier, path, "carte.pdf", content, step="pieces" if path == "autres" else "vous")
    assert refused.value.reason == reason
    assert sentence in str(refused.value)
    assert kept(ports, dossier.id)[1] == names


def test_files_stop_at_the_maximum_and_the_same_one_is_kept_once(ports: Ports) -> None:
    dossier = fill.start(ports, FORM)
    first = give(ports, dossier)
    assert give(ports, dossier) == first
    give(ports, dossier, name="verso.png", content=PNG)
    with pytest.raises(FileRefused) as refused:
        give(ports, dossier, name="photo.jpg", content=JPEG)
    assert str(refused.value) == "Vous pouvez ajouter au plus 2 fichiers"
    assert kept(ports, dossier.id)[1] == ["carte.pdf", "verso.png"]


def test_without_a_maximum_of_its_own_a_question_takes_five_files(ports: Ports) -> None:
    dossier = draft(ports)
    for number in range(5):
        give(ports, dossier, "autres", content=PDF + str(number).encode(), step="pieces")
    with pytest.raises(FileRefused):
        give(ports, dossier, "autres", content=PDF + b"5", step="pieces")


@pytest.mark.parametrize(
    ("step", "path", "error"),
    [
        ("vous", "nom", UnknownAnswers),
        ("vous", "inconnue", UnknownAnswers),
        ("vous", "attestation", UnknownAnswers),  # hidden: nobody says that they are housed
        ("vous", "autres", UnknownAnswers),  # a question of another step
        ("pieces", "autres", StepNotReachable),
        ("nulle-part", "autres", NotFound),
    ],
)
def test_a_file_goes_nowhere_but_to_a_visible_question_of_its_step(
    ports: Ports, step: str, path: str, error: type[Exception]
) -> None:
    dossier = fill.start(ports, FORM)
    with pytest.raises(error):
        give(ports, dossier, path, step=step)
    assert kept(ports, dossier.id)[1] == []


def test_an_id_that_comes_with_a_page_is_never_read(ports: Ports) -> None:
    theirs = give(ports, fill.start(ports, FORM))
    dossier = fill.start(ports, FORM)
    saved = save(ports, dossier, "vous", {"nom": "Le Goff", "heberge": "non", "identite": [theirs.id]})
    assert [(error.path, error.message) for error in saved.errors] == [
        ("identite", "Ajoutez la pièce d’identité")
    ]
    attach.remove(ports, dossier.id, theirs.id)
    assert bytes_of(ports, theirs) == PDF


def test_a_file_never_conflicts_with_answers_being_typed(ports: Ports) -> None:
    dossier = fill.start(ports, FORM)
    read_at = kept(ports, dossier.id)[0].revision
    give(ports, dossier)
    assert save(ports, dossier, "vous", {"nom": "Le Goff", "heberge": "non"}, based_on=read_at).next_step


def test_a_removed_file_leaves_the_answers_and_the_rows_and_may_be_removed_twice(ports: Ports) -> None:
    dossier = draft(ports)
    given = give(ports, dossier, name="verso.png", content=PNG)
    for _time in range(2):
        attach.remove(ports, dossier.id, given.id)
    stored, names = kept(ports, dossier.id)
    assert given.id not in stored.working["identite"]
    assert names == ["carte.pdf"]


def test_an_adviser_adds_files_to_the_draft_in_their_hands_and_to_no_other(ports: Ports) -> None:
    helped, alone = fill.start(ports, FORM, HELPED), fill.start(ports, FORM)
    attach.add(ports, helped.id, "vous", "identite", "carte.pdf", [PDF], HELPED)
    assert kept(ports, helped.id)[1] == ["carte.pdf"]
    with pytest.raises(NotFound):
        attach.add(ports, alone.id, "vous", "identite", "carte.pdf", [PDF], HELPED)


def test_names_are_read_on_the_recap_the_follow_up_the_desk_and_the_paper(ports: Ports) -> None:
    dossier = draft(ports)
    assert "carte.pdf" in texts(fill.recap(ports, dossier.id).sections)
    assert not attach.read(ports, row_ids(ports, dossier)[0]).sent
    submit(ports, dossier.id, declared=True)
    assert [row.name for row in follow.follow_up(ports, dossier.id).attachments] == ["carte.pdf"]
    case = process.open_case(ports, person(ports, "agent", SERVICE, "a@exemple.fr"), dossier.reference)
    assert "carte.pdf" in texts(case.sections)
    assert [row.name for row in case.attachments] == ["carte.pdf"]
    with ports.store.reading() as tx:
        due = tx.effects.due(ports.clock.now())
    for effect_id in due:
        operate.run_effect(ports, effect_id)
    [form] = [paper for paper in ports.documents.papers if paper.kind == "form"]
    assert "carte.pdf" in texts(form.sections)


def test_sending_forgets_the_files_of_hidden_questions(ports: Ports) -> None:
    dossier = draft(ports)
    save(ports, dossier, "vous", {"nom": "Le Goff", "heberge": "oui"})
    give(ports, dossier, "attestation", "attestation.pdf", PDF + b"2")
    save(ports, dossier, "vous", {"nom": "Le Goff", "heberge": "non"})
    assert kept(ports, dossier.id)[1] == ["attestation.pdf", "carte.pdf"]
    submit(ports, dossier.id, declared=True)
    assert kept(ports, dossier.id)[1] == ["carte.pdf"]
    with pytest.raises(NotEditable):
        give(ports, dossier)


def test_a_correction_leaves_what_was_sent_until_it_is_sent_again(ports: Ports) -> None:
    dossier = draft(ports)
    [sent] = row_ids(ports, dossier)
    submit(ports, dossier.id, declared=True)
    agent = person(ports, "agent", SERVICE, "a@exemple.fr")
    for action in ("take", "ask_correction"):
        process.act(ports, agent, dossier.reference, action, motive="La carte est illisible.")
    better = give(ports, dossier, name="lisible.pdf", content=PDF + b"2")
    attach.remove(ports, dossier.id, sent)
    assert [row.id for row in process.open_case(ports, agent, dossier.reference).attachments] == [sent]
    assert attach.read(ports, sent).sent
    assert not attach.read(ports, better.id).sent
    submit(ports, dossier.id, declared=True)
    assert row_ids(ports, dossier) == [better.id]


def row_ids(ports: Ports, dossier: Dossier) -> list[str]:
    with ports.store.reading() as tx:
        return [row.id for row in tx.attachments.of(dossier.id)]


def texts(sections) -> list[str]:
    return [line.text for section in sections for line in section.lines]


def test_adding_and_removing_without_end_is_slowed_down(ports: Ports) -> None:
    dossier, another = fill.start(ports, FORM), fill.start(ports, FORM)
    for number in range(attach.ADDITIONS):
        attach.remove(ports, dossier.id, give(ports, dossier, content=PDF + b"%d" % number).id)
    with pytest.raises(Throttled):
        give(ports, dossier)
    give(ports, another)
    ports.clock.move(minutes=61)
    give(ports, dossier)


def test_a_file_for_which_there_is_no_room_is_not_written(ports: Ports, tmp_path: Path) -> None:
    dossier = fill.start(ports, FORM)
    for number in range(2):
        give(ports, dossier, content=PDF + b"%d" % number)
    before = sorted((tmp_path / "files").rglob("*"))
    with pytest.raises(FileRefused):
        give(ports, dossier, content=PDF + b"another")
    assert sorted((tmp_path / "files").rglob("*")) == before
