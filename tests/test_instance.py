import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.instance import InstanceRefused, embedded_socket, private_folder, signing_secret


def test_the_signing_key_is_created_once_for_its_owner_alone(tmp_path: Path):
    first = signing_secret(tmp_path, "")
    assert signing_secret(tmp_path, "") == first
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_processes_that_start_together_share_one_key(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: signing_secret(tmp_path, ""), range(8)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_a_given_key_is_used_and_nothing_is_written(tmp_path: Path):
    assert signing_secret(tmp_path, "k" * 40) == b"k" * 40
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_key_is_refused_rather_than_replaced(tmp_path: Path):
    (tmp_path / "secret.key").write_text("")
    with pytest.raises(InstanceRefused, match="sauvegarde"):
        signing_secret(tmp_path, "")


def test_the_instance_folder_is_created_for_its_owner_alone(tmp_path: Path):
    folder = private_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InstanceRefused) as refusal:
        private_folder(tmp_path / "file" / "instance")
    assert "GUICHET_INSTANCE" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_socket_always_has_a_path_that_the_system_accepts(tmp_path: Path):
    deep = tmp_path / ("very-long-folder-name-" * 8)
    assert len(os.fsencode(embedded_socket(deep))) < 104
    assert embedded_socket(deep) == embedded_socket(deep)
    assert embedded_socket(deep) != embedded_socket(tmp_path / ("another-long-folder-name-" * 8))
    assert embedded_socket(Path("/srv/guichet")) == Path("/srv/guichet/redis/redis.sock")
