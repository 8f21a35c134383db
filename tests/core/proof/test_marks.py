"""The printed mark: a code to read aloud, an address that proves itself."""

from base64 import b32encode
from datetime import date

from app.core.proof.mark_codes import mark_code, read_mark_code, spell_mark_code
from app.core.proof.marks import PURPOSE, mark_of, read_address, signed_address
from app.core.proof.public_keys import b64, key_id, key_set, read_key_set
from tests.core.tables import each

CODE = mark_code("ab" * 32)
DAY = date(2026, 11, 24)


def sign(message: bytes) -> bytes:
    return (message * 3)[:64]


def test_the_same_document_has_the_same_code_and_another_one_another() -> None:
    assert mark_code("ab" * 32) == CODE
    assert mark_code("ac" * 32) != CODE
    assert len(CODE) == 12


@each("typed", [CODE, CODE.lower(), spell_mark_code(CODE), f" {spell_mark_code(CODE).replace('-', ' ')} "])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_mark_code(typed) == CODE


@each("typed", ["", "7K4-M92-QXC", CODE[:-1], CODE + "2", CODE[1] + CODE[0] + CODE[2:], "0" * 12, "é" * 12])
def test_a_slip_is_told_before_anything_is_looked_for(typed: str) -> None:
    assert read_mark_code(typed) is None


def test_the_address_says_code_number_and_day_and_what_was_signed() -> None:
    claim = read_address(signed_address(CODE, "7K4M92QXC", DAY, sign).lower())
    assert claim is not None
    assert (claim.code, claim.reference, claim.made_on) == (CODE, "7K4M92QXC", DAY)
    assert claim.signed == PURPOSE + f"{CODE}.7K4M92QXC.20261124".encode()
    assert claim.signature == sign(claim.signed)


TAIL = b32encode(bytes(64)).decode().rstrip("=")


@each("address", [
    "", CODE, f"{CODE}.7K4M92QXC.20261124", f"{CODE}.7K4M92QXC.20261324.{TAIL}",
    f"{CODE}.7K4.20261124.{TAIL}", f"{CODE[1] + CODE[0] + CODE[2:]}.7K4M92QXC.20261124.{TAIL}",
    f"{CODE}.7K4M92QXC.20261124.{TAIL}A", "é" * 200,
])  # fmt: skip
def test_what_is_no_address_of_ours_claims_nothing(address: str) -> None:
    assert read_address(address) is None


def test_the_mark_shows_where_to_type_the_code_without_the_scheme() -> None:
    statement = {"reference": "7K4M92QXC"}
    mark = mark_of(CODE, statement, base_url="https://guichet.exemple.fr", made_on=DAY, kid="k", sign=sign)
    assert mark.page == "guichet.exemple.fr/verification"
    assert mark.address[0] == "https://guichet.exemple.fr/verification/"
    assert mark.spelled == spell_mark_code(CODE)


def test_public_keys_are_written_and_read_as_other_programs_do() -> None:
    """The key and its thumbprint are those of RFC 8037, appendix A."""
    key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert key_id(key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    held = key_set([key])
    assert held["keys"][0]["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert read_key_set(str(held).replace("'", '"')) == {key_id(key): key}


@each("text", ["", "[]", '{"keys": 1}', '{"keys": [{"crv": "Ed25519", "x": "é"}]}'])
def test_what_is_no_set_of_keys_is_refused(text: str) -> None:
    try:
        read_key_set(text)
    except ValueError:
        return
    raise AssertionError(text)


def test_keys_of_other_kinds_are_left() -> None:
    assert (
        read_key_set('{"keys": [{"kty": "RSA"}, 3, {"crv": "Ed25519", "x": "' + b64(b"short") + '"}]}') == {}
    )
