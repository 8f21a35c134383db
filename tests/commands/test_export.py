"""`guichet export`: a file for the operator, a trace, clear refusals."""

import os
from pathlib import Path

import pytest

from app.adapters.database.store import SqlStore
from app.commands.export import export
from tests.adapters.database.cases import keep, numbered
from tests.adapters.tables.reading import read_csv, read_lines
from tests.commands.test_operate import call, installed  # noqa: F401 - a fixture

SLUG = "demande-simple"


@pytest.mark.usefixtures("installed")
def test_dossiers_are_written_to_a_file_for_its_owner_with_a_trace(sqlite_store: SqlStore, tmp_path: Path):
    keep(sqlite_store, numbered(1), numbered(2, state="accepted"), numbered(3, service_id="mairie"))
    output = tmp_path / "sortie.csv"
    done = call(export, SLUG, "-o", str(output))
    assert done.exit_code == 0, done.output
    assert "3 dossiers" in done.output
    assert len(read_csv(output.read_bytes())) == 4
    assert oct(os.stat(output).st_mode & 0o777) == "0o600"
    assert [path.name for path in tmp_path.glob(".*")] == []
    chosen = call(export, SLUG, "--format", "jsonl", "--state", "accepted", "-o", str(tmp_path / "un.jsonl"))
    assert chosen.exit_code == 0
    assert len(read_lines((tmp_path / "un.jsonl").read_bytes())) == 1
    with sqlite_store.reading() as tx:
        traces = tx.exports.logged()
    assert {one.dossiers for one in traces} == {3, 1}
    assert {one.account_id for one in traces} == {""}


@pytest.mark.usefixtures("installed", "sqlite_store")
def test_what_cannot_be_is_refused_in_one_line(tmp_path: Path):
    unknown = call(export, "inconnue", "-o", str(tmp_path / "x.csv"))
    assert unknown.exit_code == 1
    assert "n’existe pas" in unknown.output
    nowhere = call(export, "cerfa-16029", "-o", str(tmp_path / "absent" / "x.csv"))
    assert nowhere.exit_code == 1
    assert "ne peut pas être écrit" in nowhere.output
    assert call(export, "cerfa-16029", "--format", "doc", "-o", "x").exit_code == 2
