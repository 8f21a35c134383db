"""The mark of a document, made before it is printed; its seals, put once its bytes are known.

The same effect gives the same code: a document made again keeps the code that may already be on paper.
It refuses to know how a mark looks.
"""

from dataclasses import dataclass

from app.core.definition import FormDefinition
from app.core.dossier import Effect, Mandate, read_reference
from app.core.legal_time import civil_date
from app.core.proof.mark_codes import mark_code
from app.core.proof.marks import Mark, mark_of
from app.core.proof.seal import sealed
from app.usecases.ports import Paper, Ports
from app.usecases.ports.proof import Signer

MANDATE = "mandate"  # the kind of document that an adviser gives, not the service


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves one document: the mark to print, and the hand that will seal the file."""

    mark: Mark
    statement: dict[str, str]
    signer: Signer


def prove(ports: Ports, effect: Effect, paper: Paper) -> Proof:
    """The proof of the document that this effect makes; one key signs mark and file, whatever happens."""
    assert paper.made_at is not None
    code = mark_code(ports.keys.digest(f"mark:{effect.id}"))
    signer = ports.proof.signer()
    statement = {
        "issuer": issuer(paper.definition, paper.mandate if paper.kind == MANDATE else None),
        "kind": paper.kind,
        "title": paper.title,
        "reference": read_reference(paper.reference) or "",
        "code": code,
        "made_at": paper.made_at.isoformat(timespec="seconds"),
        "url": ports.base_url,
    }
    if ports.sealer is not None:
        statement["certificate"] = ports.sealer.certificate
    mark = mark_of(
        code, statement, base_url=ports.base_url, made_on=civil_date(paper.made_at),
        kid=signer.kid, sign=signer.sign,
    )  # fmt: skip
    return Proof(mark, statement, signer)


def issuer(definition: FormDefinition | None, mandate: Mandate | None = None) -> str:
    """Who answers for a document: the organisation and its service; for a mandate, the adviser's own."""
    if mandate is not None:
        return mandate.organisation
    if definition is None:
        return ""
    service = definition.service
    return ", ".join(part for part in (service.organisation, service.name) if part)


def seal(ports: Ports, content: bytes, proof: Proof) -> bytes:
    """The file as it is kept: sealed by our key, then by the operator's certificate when there is one."""
    ours = sealed(content, proof.statement, proof.signer.kid, proof.signer.sign)
    return ours if ports.sealer is None else ports.sealer.seal(ours)
