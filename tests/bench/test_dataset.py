"""The dossiers of the measures are rows like others: a new column is not forgotten there."""

from dataclasses import replace
from pathlib import Path

from app.adapters.database.engine import make_engine
from app.adapters.database.store import SqlStore
from app.adapters.database.upgrade import upgrade
from app.usecases.ports import Ports
from bench import dataset

FEW = 30


def test_dossiers_made_in_bulk_are_read_as_others_are(ports: Ports, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/measures.sqlite"
    upgrade(url)
    engine = make_engine(url)
    here = replace(ports, store=SqlStore(engine))
    dataset.store(here, engine, FEW)
    references = [one.row["reference"] for one in dataset.made(here, FEW)]
    with here.store.transaction() as tx:
        found = [tx.dossiers.by_reference(reference) for reference in references]
    assert [one.reference for one in found if one and one.answers and one.renewal == {}] == references
