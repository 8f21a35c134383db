"""Saving a few fields: what is kept, what waits for a choice, what is refused. On SQLite, then PostgreSQL."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from app.core.dossier import Dossier
from app.core.errors import DraftConflict, NotEditable, NotFound, StepNotReachable
from app.core.merging import Basis
from app.usecases import fill
from app.usecases.fill import autosave
from app.usecases.fill.autosave import Autosaved
from app.usecases.fill.keeping import stored
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.usecases.conftest import GOOD_STEPS, filled, typed

NAME, FIRST, BORN = "demandeur.nom", "demandeur.prenom", "demandeur.naissance"


def keep(
    ports: Ports,
    dossier: Dossier,
    values: Mapping[str, object],
    basis: Basis | int | None = None,
    step: str = "identite",
) -> Autosaved:
    """Autosave these fields as a page that had read `dossier`."""
    based_on = basis if basis is not None else page_of(dossier)
    return autosave.save(ports, dossier.id, step, lambda _step: (typed(values), based_on))


def page_of(dossier: Dossier) -> Basis:
    return Basis(dossier.revision, stored(dossier).marks([NAME, FIRST, BORN, "motif", "a_des_enfants"]))


def now(ports: Ports, dossier: Dossier) -> Dossier:
    with ports.store.reading() as tx:
        return tx.dossiers.get(dossier.id)


@pytest.fixture
def draft(ports: Ports) -> Dossier:
    return fill.start(ports, "demande")


def test_a_field_is_kept_and_told_with_its_new_mark(ports: Ports, draft: Dossier) -> None:
    kept = keep(ports, draft, {NAME: "  Le Goff "})
    assert (kept.saved, kept.conflicts, kept.not_understood) == ((NAME,), (), {})
    after = now(ports, draft)
    assert after.working == {"demandeur": {"nom": "Le Goff"}}
    assert (after.revision, after.field_revisions) == (1, {NAME: 1})
    assert kept.marks == stored(after).marks([NAME])


def test_the_same_save_made_twice_writes_once(ports: Ports, draft: Dossier) -> None:
    keep(ports, draft, {NAME: "Le Goff"})
    again = keep(ports, draft, {NAME: "Le Goff"})
    assert again.saved == (NAME,)
    assert again.dossier.revision == 1


def test_what_is_empty_or_required_elsewhere_is_not_reproached(ports: Ports, draft: Dossier) -> None:
    keep(ports, draft, {NAME: "Le Goff"})
    emptied = keep(ports, now(ports, draft), {NAME: ""})
    assert (emptied.saved, emptied.not_understood) == ((NAME,), {})
    assert now(ports, draft).working == {}


def test_what_was_not_understood_is_kept_as_typed_and_told(ports: Ports, draft: Dossier) -> None:
    parts = {
        "demandeur.naissance:jour": "31",
        "demandeur.naissance:mois": "2",
        "demandeur.naissance:annee": "1985",
    }
    kept = keep(ports, draft, parts)
    assert kept.saved == ("demandeur.naissance",)
    assert kept.not_understood == {
        "demandeur.naissance": "Le 31 février n’existe pas. Vérifiez le jour et le mois."
    }
    assert now(ports, draft).typed["demandeur.naissance"]["jour"] == ["31"]
    mended = keep(ports, now(ports, draft), parts | {"demandeur.naissance:mois": "3"})
    assert not mended.not_understood
    assert now(ports, draft).typed == {}


def test_two_windows_on_two_fields_merge(ports: Ports, draft: Dossier) -> None:
    keep(ports, draft, {NAME: "Le Goff"})
    assert keep(ports, draft, {FIRST: "Maryvonne"}).conflicts == ()
    assert now(ports, draft).working == {"demandeur": {"nom": "Le Goff", "prenom": "Maryvonne"}}


@pytest.mark.parametrize("with_marks", [True, False])
def test_two_windows_on_one_field_wait_for_a_choice_and_the_rest_is_kept(
    ports: Ports, draft: Dossier, with_marks: bool
) -> None:
    keep(ports, draft, {NAME: "Ici"})
    late = keep(
        ports, draft, {NAME: "Ailleurs", FIRST: "Anne"}, page_of(draft) if with_marks else draft.revision
    )
    assert (late.saved, late.conflicts) == ((FIRST,), (NAME,))
    assert NAME not in late.marks
    after = now(ports, draft)
    assert after.working == {"demandeur": {"nom": "Ici", "prenom": "Anne"}}
    chosen = Basis(draft.revision, {NAME: stored(after).mark(NAME)})
    assert keep(ports, draft, {NAME: "Ailleurs"}, chosen).saved == (NAME,)
    assert now(ports, draft).working["demandeur"]["nom"] == "Ailleurs"


def test_a_whole_step_posted_beside_keeps_what_the_other_window_saved(ports: Ports, draft: Dossier) -> None:
    keep(ports, draft, {NAME: "Ici"})
    values = {**GOOD_STEPS["identite"], NAME: "Ailleurs"}
    with pytest.raises(DraftConflict) as refused:
        fill.save_step(
            ports,
            draft.id,
            "identite",
            typed(values),
            shown=frozenset(typed(values)),
            based_on=page_of(draft),
        )
    assert refused.value.paths == (NAME,)
    kept = now(ports, draft).working
    assert (kept["demandeur"]["nom"], kept["a_des_enfants"]) == ("Ici", False)


def test_a_step_that_is_closed_unknown_or_sent_takes_nothing(ports: Ports, draft: Dossier) -> None:
    with pytest.raises(StepNotReachable):
        keep(ports, draft, {"motif": "Je déménage."}, step="motif")
    with pytest.raises(NotFound):
        keep(ports, draft, {NAME: "x"}, step="nulle-part")
    with pytest.raises(NotFound):
        keep(ports, replace(draft, id="0" * 32), {NAME: "x"})
    sent = filled(ports)
    submit(ports, sent.id, declared=True)
    before = now(ports, sent)
    with pytest.raises(NotEditable):
        keep(ports, before, {NAME: "Après"})
    assert now(ports, sent) == before


def test_saves_at_the_same_moment_lose_no_field(ports: Ports, draft: Dossier) -> None:
    """Two people, many saves at once: each wins its own field whatever the order."""
    names = {
        NAME: "Le Goff",
        FIRST: "Maryvonne",
        "demandeur.courriel": "m@exemple.fr",
        "a_des_enfants": "non",
    }
    with ThreadPoolExecutor(4) as people:
        told = list(people.map(lambda item: keep(ports, draft, dict([item])), names.items()))
    assert [one.conflicts for one in told] == [()] * 4
    kept = now(ports, draft)
    who = {"nom": "Le Goff", "prenom": "Maryvonne", "courriel": "m@exemple.fr"}
    assert kept.working == {"demandeur": who, "a_des_enfants": False}
    assert kept.revision == 4
