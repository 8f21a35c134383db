"""The checker of PDF files: clean on a good one, and each rule seen to fail on a file broken for it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from app.adapters.pdf_check import RULES, check
from app.adapters.pdf_check.checker import NotReadable
from app.commands.verify_pdf import verify_pdf
from tests.adapters.pdf_breakings import BREAKINGS, broken, delete, good, put, root, unembed


def test_a_good_file_has_no_fault() -> None:
    assert check(good()) == ()


def test_every_rule_has_a_file_that_breaks_it() -> None:
    assert set(BREAKINGS) == set(RULES)


@pytest.mark.parametrize("point", BREAKINGS, ids="-".join)
def test_each_rule_finds_what_breaks_it_and_says_where(point: tuple[str, str]) -> None:
    found = [fault for fault in check(broken(BREAKINGS[point])) if (fault.standard, fault.point) == point]
    assert found
    assert all(fault.place and fault.cause for fault in found)


def test_the_archive_is_judged_beyond_our_own_rules() -> None:
    """A file without its output intent has colours that no archive can know."""
    found = check(broken(delete(root, "/OutputIntents")))
    assert any(fault.standard == "PDF/A-3" and "profil" in fault.cause for fault in found)


FOREIGN: dict[str, tuple[Callable[[pikepdf.Pdf], Any], str]] = {
    "an action": (lambda pdf: setattr(pdf.Root, "OpenAction", pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS="1")), "un objet n’a pas la forme permise (/OpenAction)"),
    "a font": (unembed, "police"),
    "a property": (lambda pdf: put(pdf, b"<pdfuaid:part>1", b"<dc:mine>a</dc:mine><pdfuaid:part>1"), "XMP"),
    "a page of colours": (lambda pdf: pdf.pages[0].contents_add(b"/Artifact BMC 1 0 0 0 k 0 0 9 9 re f EMC"),
                          "couleur"),
    "an operator": (lambda pdf: pdf.pages[0].contents_add(b"/Artifact BMC /Nowhere gs EMC"), "ressource"),
}  # fmt: skip
ENGLISH = re.compile(r"\b(is|not|the|has|must|shall|permitted|unknown|missing)\b")


@pytest.mark.parametrize("name", FOREIGN)
def test_the_findings_of_another_checker_are_said_in_french(name: str) -> None:
    breaking, word = FOREIGN[name]
    found = [fault for fault in check(broken(breaking)) if fault.standard == "PDF/A-3"]
    assert any(word in fault.cause for fault in found), found
    assert [str(fault) for fault in found if ENGLISH.search(str(fault))] == []


REFUSED = {
    "empty": lambda: b"",
    "no PDF": lambda: b"<html>",
    "truncated": lambda: good()[: len(good()) // 2],
    "encrypted": lambda: broken(bool, encryption=pikepdf.Encryption(owner="a", user="b")),
    "readable but encrypted": lambda: broken(bool, encryption=pikepdf.Encryption(owner="a", user="")),
    "XFA": lambda: broken(lambda pdf: setattr(pdf.Root, "AcroForm", pikepdf.Dictionary(XFA=pikepdf.Array()))),
    "a page that inflates": lambda: broken(lambda pdf: pdf.pages[0].contents_add(b"0 0 m " * 700_000)),
    "huge": lambda: b"%PDF-1.7" + bytes(50_000_001),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_judged_is_one_clear_refusal(name: str) -> None:
    with pytest.raises(NotReadable):
        check(REFUSED[name]())


def test_the_command_lists_faults_and_answers_by_its_code(tmp_path: Path) -> None:
    file = tmp_path / "essai.pdf"
    for content, code, said in (
        (good(), 0, "aucun défaut trouvé"),
        (broken(delete(root, "/Lang")), 1, "PDF/UA-1, 11-006 : le document : il ne dit pas sa langue"),
    ):
        file.write_bytes(content)
        result = CliRunner().invoke(verify_pdf, [str(file)])
        assert result.exit_code == code
        assert said in result.output.replace("\u00a0", " ").replace("\u202f", " ")
