"""`guichet reference`: where the data come from, and making them anew from what somebody brings."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from app.adapters.reference.building import SourceRefused
from app.commands.reference import reference
from tests.adapters.reference.test_reference import WANTED, packed, source

__all__ = ["source"]  # the fixture


def test_it_tells_the_source_the_date_and_the_licence():
    told = CliRunner().invoke(reference, ["show"], catch_exceptions=False).output
    assert "@etalab/decoupage-administratif" in told
    assert "2026" in told
    assert "Licence Ouverte" in told


def test_it_writes_the_file_whole(source: Path, tmp_path: Path):
    target = tmp_path / "places.txt"
    arguments = ["update", "--from", str(packed(source)), "--to", str(target)]
    result = CliRunner().invoke(reference, arguments, catch_exceptions=False)
    assert "8 mars 2026" in result.output
    assert target.read_text("utf-8") == WANTED
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "paquet-6.0.0.tgz",
        "places.txt",
    ]


def test_a_refused_source_changes_nothing(source: Path, tmp_path: Path):
    (source / "data" / "epci.json").unlink()
    target = tmp_path / "places.txt"
    target.write_text("ancien")
    with pytest.raises(SourceRefused):
        CliRunner().invoke(
            reference, ["update", "--from", str(source), "--to", str(target)], catch_exceptions=False
        )
    assert target.read_text() == "ancien"
