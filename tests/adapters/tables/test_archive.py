"""The ZIP of files: what goes in, what is only listed, and a manifest that can be checked."""

import io
import json
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from typing import BinaryIO
from zipfile import ZipFile

from app.adapters.tables import StreamedArchives
from app.core.errors import NotFound
from app.core.exporting.manifest import IDENTITY, INFECTED, WAITING, Member


def member(name: str, content: bytes = b"contenu", **changes: object) -> Member:
    own = {
        "reference": "7K4-M92-QXC",
        "path": f"7K4-M92-QXC/pieces/{name}",
        "given_name": name,
        "sha256": sha256(content).hexdigest(),
        "size": len(content),
        "open": partial(io.BytesIO, content),
    }
    return Member(**{**own, **changes})  # type: ignore[arg-type]


def gone() -> BinaryIO:
    raise NotFound


MEMBERS = (
    member("a.pdf"),
    member("gros.bin", b"x" * 300_000),
    member("absent.pdf", open=gone),
    member("altere.pdf", sha256="0" * 64),
    member("attente.pdf", open=None, why=WAITING, path=""),
    member("virus.exe", open=None, why=INFECTED, path=""),
    member("carte.pdf", open=None, why=IDENTITY, path=""),
)


def archive(members: Iterator[Member]) -> ZipFile:
    return ZipFile(io.BytesIO(b"".join(StreamedArchives().write(members))))


def test_files_go_in_whole_and_the_manifest_lists_every_one():
    with archive(iter(MEMBERS)) as found:
        assert found.testzip() is None
        inside = [name for name in found.namelist() if name.startswith("7K4")]
        assert inside == [f"7K4-M92-QXC/pieces/{name}" for name in ("a.pdf", "gros.bin", "altere.pdf")]
        assert found.read("7K4-M92-QXC/pieces/gros.bin") == b"x" * 300_000
        listed = json.loads(found.read("manifeste.json"))
        assert [one["etat"] for one in listed] == [
            "included", "included", "missing", "altered", WAITING, INFECTED, IDENTITY,
        ]  # fmt: skip
        for one in listed[:2]:
            assert sha256(found.read(one["chemin"])).hexdigest() == one["sha256"]
        text = found.read("manifeste.txt").decode()
        assert all(one.given_name in text for one in MEMBERS)
        assert "ABSENT" in text
        assert "antivirus" in text


def test_an_archive_of_nothing_still_has_its_manifest():
    with archive(iter(())) as found:
        assert json.loads(found.read("manifeste.json")) == []
        assert found.namelist() == ["manifeste.json", "manifeste.txt"]


def test_a_file_goes_through_in_pieces():
    """Never a whole one in memory: what is asked of it is small."""
    asked: list[int] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(size or -1)
            return super().read(size)

    content = b"y" * 1_000_000
    chunks = StreamedArchives().write(iter([member("y.bin", content, open=partial(Watched, content))]))
    assert max(map(len, chunks)) < 300_000
    assert set(asked) == {64 * 1024}
