"""Files by content: one for one content, private, whole or absent."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from app.adapters.files import LocalFiles
from app.core.errors import NotFound

CONTENT = b"%PDF-1.7 contenu"
NAME = sha256(CONTENT).hexdigest()


def everything(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_stored_once_under_its_sha256(tmp_path: Path):
    files = LocalFiles(tmp_path / "files")
    assert files.put(CONTENT) == files.put(CONTENT) == NAME
    assert files.get(NAME) == CONTENT
    assert everything(tmp_path) == [tmp_path / "files" / NAME[:2] / NAME[2:4] / NAME]


def test_files_and_folders_are_for_their_owner_alone(tmp_path: Path):
    before = os.umask(0)
    try:
        LocalFiles(tmp_path / "files").put(CONTENT)
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in (tmp_path / "files", *tmp_path.glob("files/**/*"))}
    assert all(mode == (0o700 if path.is_dir() else 0o600) for path, mode in modes.items())


REFUSED = ["", "0" * 64, "../" * 3 + "etc/passwd", NAME.upper(), NAME + "\n", NAME[:-1], "٠" * 64]


@pytest.mark.parametrize("name", REFUSED)
def test_what_was_never_stored_is_not_found(tmp_path: Path, name: str):
    files = LocalFiles(tmp_path)
    files.put(CONTENT)
    with pytest.raises(NotFound):
        files.get(name)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_descriptor: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    files = LocalFiles(tmp_path)
    with pytest.raises(OSError, match="no space"):
        files.put(CONTENT)
    assert everything(tmp_path) == []
