"""Names of files that no system takes for something else, and what the manifest says."""

from app.core.exporting.manifest import (
    IDENTITY,
    INCLUDED,
    INFECTED,
    MISSING,
    NAME_LIMIT,
    WAITING,
    Member,
    line,
    safe_name,
    told,
)

HOSTILE = (
    "../../etc/passwd", "..\\..\\x.pdf", "/absolu.pdf", ".bashrc", "CON.pdf", "nul", "a\x00b\r\n.pdf",
    "a:b*c?<d>|.pdf", "fin. . .", "", "...", "\ud800.pdf", "\u202efdp.exe", "a/../../b", "C:\\x",
)  # fmt: skip


def test_a_name_given_by_a_person_never_becomes_a_path():
    for given in HOSTILE:
        safe = safe_name(given)
        assert safe
        assert not set(safe) & set('/\\:*?"<>|\x00\r\n'), given
        assert not safe.startswith("."), given
        assert safe == safe.strip(" ."), given


def test_names_read_as_they_were_given_when_nothing_is_wrong():
    for given in ("carte d’identité.pdf", "avis (2).jpg", "Relevé n+1 = ok.png"):
        assert safe_name(given) == given
    assert safe_name("CON.pdf") == "_CON.pdf"
    assert safe_name("nul") == "_nul"
    assert safe_name("") == safe_name("...") == "fichier"


def test_a_long_name_is_cut_and_keeps_its_ending():
    for given in ("é" * 300 + ".pdf", "x" * 300, "x." + "y" * 300):
        assert len(safe_name(given).encode()) <= NAME_LIMIT
    assert safe_name("é" * 300 + ".pdf").endswith("é.pdf")


def test_the_manifest_tells_what_is_inside_and_why_the_rest_is_not():
    member = Member("7K4-M92-QXC", "7K4-M92-QXC/pieces/a.pdf", "a.pdf", "f" * 64, 3)
    assert line(member, INCLUDED)["chemin"] == "7K4-M92-QXC/pieces/a.pdf"
    assert told(member, INCLUDED) == f"{'f' * 64}  7K4-M92-QXC/pieces/a.pdf"
    for status in (MISSING, WAITING, INFECTED, IDENTITY):
        assert line(member, status)["chemin"] == ""
        assert line(member, status)["sha256"] == "f" * 64
        assert "a.pdf" in told(member, status)
        assert told(member, status).startswith(line(member, status)["explication"])
