"""Problems collected while a file is read."""

from app.core.conditions.reading import Flaw
from app.core.findings import Findings, pointer
from tests.core.tables import each


@each(
    ("parts", "text"),
    [((), ""), (("a", 0), "/a/0"), (("a/b", "m~n", ""), "/a~1b/m~0n/")],
)
def test_a_pointer_escapes_its_parts(parts, text):
    assert pointer(*parts) == text


def test_problems_are_kept_in_order_with_their_severity_and_no_breaking_space():
    findings = Findings("f.json")
    findings.warning("/b", "unwise", "Sûr ?", "Voyez : ici")
    findings.flaws([Flaw("/a", "wrong", "Faux !", "Corrigez.")])

    assert [(p.pointer, p.severity, p.message) for p in findings.problems] == [
        ("/b", "warning", "Sûr\u202f?"),
        ("/a", "error", "Faux\u202f!"),
    ]
    assert str(findings.problems[0]) == "f.json: /b: unwise: Sûr\u202f? (Voyez\u00a0: ici)"
