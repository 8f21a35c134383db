"""The operator's keys: made once, renewed without forgetting, never read by others."""

import threading
from pathlib import Path

import pytest

from app.adapters.signing import KeyFolder, KeysRefused
from app.core.proof.public_keys import key_id

MESSAGE = b"Un document"


def test_what_was_signed_before_a_new_key_is_still_verified(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path / "keys").create()
    old = keys.signer()
    signature = old.sign(MESSAGE)
    new = keys.renew()
    assert keys.signer().kid == new != old.kid
    assert [key_id(key) for key in keys.public_keys()] == [new, old.kid]
    for kid, expected in ((old.kid, True), ("", True), (new, False), ("unknown", None)):
        assert keys.verify(kid, MESSAGE, signature) is expected, kid
    assert keys.verify(old.kid, b"Un autre", signature) is False


def test_keys_are_private_and_the_old_private_half_is_gone(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path / "keys").create()
    keys.renew()
    files = [path for path in (tmp_path / "keys").rglob("*") if path.is_file()]
    assert sorted(path.name == "current.pem" for path in files) == [False, False, True]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert sum(b"PRIVATE" in path.read_bytes() for path in files) == 1


def test_processes_that_start_together_keep_the_same_key(tmp_path: Path) -> None:
    threads = [threading.Thread(target=KeyFolder(tmp_path / "keys").create) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = KeyFolder(tmp_path / "keys").create()
    assert [key_id(key) for key in keys.public_keys()] == [keys.signer().kid]
    assert len(list((tmp_path / "keys").iterdir())) == 2


@pytest.mark.parametrize("text", ["", "not a key", None])
def test_a_lost_or_damaged_key_is_one_clear_refusal(tmp_path: Path, text: str | None) -> None:
    keys = KeyFolder(tmp_path / "keys").create()
    current = tmp_path / "keys" / "current.pem"
    current.unlink() if text is None else current.write_text(text)
    with pytest.raises(KeysRefused, match="sauvegarde"):
        keys.signer()
    (public,) = (tmp_path / "keys" / "public").iterdir()
    public.write_text("not a key")
    with pytest.raises(KeysRefused):
        keys.public_keys()


def test_without_a_folder_nothing_is_known_and_nothing_is_made(tmp_path: Path) -> None:
    assert KeyFolder(tmp_path / "keys").verify("", MESSAGE, bytes(64)) is None
    assert list(tmp_path.iterdir()) == []
