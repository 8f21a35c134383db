"""What is no longer to be kept goes; what a row names, or will soon name, stays."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.usecases import fill, operate
from app.usecases.fill import attach
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.core.files import PDF, PNG
from tests.usecases.conftest import filled
from tests.usecases.fill.test_attach import draft as with_file

A_DAY = timedelta(days=1)


def with_age(ports: Ports, folder: Path, **age: float) -> None:
    """Put every file that long before the clock of the test."""
    put = (ports.clock.now() - timedelta(**age)).timestamp()
    for path in files(folder):
        os.utime(path, (put, put))


def files(folder: Path) -> list[Path]:
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


def is_kept(ports: Ports, dossier: Dossier) -> bool:
    with ports.store.reading() as tx:
        return tx.dossiers.by_reference(dossier.reference) is not None


def test_a_draft_forsaken_for_ninety_days_goes_with_its_files(ports: Ports, tmp_path: Path) -> None:
    dossier = with_file(ports)
    ports.clock.move(days=89)
    assert operate.purge(ports)["drafts"] == 0
    ports.clock.move(days=2)
    with_age(ports, tmp_path, days=91)
    assert operate.purge(ports) == {
        "sessions": 0,
        "throttles": 0,
        "batches": 0,
        "digests": 0,
        "drafts": 1,
        "partials": 0,
        "files": 1,
    }
    assert not is_kept(ports, dossier)
    assert files(tmp_path) == []


def test_a_draft_touched_since_and_a_dossier_that_was_sent_stay(ports: Ports) -> None:
    touched, sent = fill.start(ports, "avec-pieces"), submit(ports, filled(ports).id, declared=True).dossier
    ports.clock.move(days=80)
    attach.add(ports, touched.id, "vous", "identite", "carte.pdf", [PDF])
    ports.clock.move(days=80)
    assert operate.purge(ports)["drafts"] == 0
    assert is_kept(ports, touched)
    assert is_kept(ports, sent)


def test_files_that_a_row_names_stay_however_old(ports: Ports, tmp_path: Path) -> None:
    sent = submit(ports, with_file(ports).id, declared=True).dossier
    for effect_id in tuple(ports.queue.woken):
        operate.run_effect(ports, effect_id)
    kept = sorted(files(tmp_path))
    assert len(kept) == 3, "the file given, the form and its receipt"
    with_age(ports, tmp_path, days=400)
    assert operate.purge(ports)["files"] == 0
    assert sorted(files(tmp_path)) == kept
    assert is_kept(ports, sent)


def test_a_file_taken_away_goes_after_a_day(ports: Ports, tmp_path: Path) -> None:
    dossier = fill.start(ports, "avec-pieces")
    given = attach.add(ports, dossier.id, "vous", "identite", "carte.pdf", [PDF])
    attach.remove(ports, dossier.id, given.id)
    with_age(ports, tmp_path, hours=23)
    assert operate.purge(ports)["files"] == 0
    with_age(ports, tmp_path, hours=25)
    assert operate.purge(ports)["files"] == 1
    assert files(tmp_path) == []


def test_a_file_put_again_is_young_again(ports: Ports, tmp_path: Path) -> None:
    digest = ports.files.put(PNG)
    old = ports.clock.now() - 2 * A_DAY
    os.utime(files(tmp_path)[0], (old.timestamp(), old.timestamp()))
    listed = list(ports.files.older(ports.clock.now() - A_DAY))
    assert listed == [digest]
    ports.files.put(PNG)  # its row is about to be written
    assert not ports.files.delete(digest, ports.clock.now() - A_DAY)
    assert ports.files.get(digest) == PNG


def test_what_another_purge_has_deleted_is_not_counted_twice(ports: Ports, tmp_path: Path) -> None:
    digest = ports.files.put(PNG)
    with_age(ports, tmp_path, days=2)
    before = ports.clock.now() - A_DAY
    assert ports.files.delete(digest, before)
    assert not ports.files.delete(digest, before)
    with pytest.raises(NotFound):
        ports.files.get(digest)
