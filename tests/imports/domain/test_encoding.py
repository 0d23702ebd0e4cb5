"""The encoding is found from the whole file, not from its beginning alone."""

import pytest

from app.imports.domain.encoding import Encoding, decode, guess_encoding


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], Encoding.UTF_8),
        ([b"a"], Encoding.UTF_8),
        ([b"Email\n", b"jos", b"\xc3", b"\xa9\n"], Encoding.UTF_8),
        ([b"Email\n" * 100_000, "José\n".encode("cp1252")], Encoding.CP1252),
        ([b"Email\n" * 100_000, "José\n".encode("mac-roman")], Encoding.MAC_ROMAN),
        (["Zoë José\n".encode() * 3, b"\xe9"], Encoding.UTF_8),
        ([b"\xff", b"\xfe", b"a\x00"], Encoding.UTF_16_LE),
        ([b"\xff\xfe\x00\x00a\x00\x00\x00"], Encoding.UTF_32_LE),
    ],
)
def test_the_encoding_explains_the_bytes(pieces: list[bytes], expected: Encoding) -> None:
    assert guess_encoding(pieces) is expected


def test_text_arrives_in_pieces_without_mark_and_with_lost_characters_shown() -> None:
    pieces = [b"\xef\xbb", b"\xbf", b"", b"a\xc3", b"\xa9\x00\xff", b"\xc3"]

    assert "".join(decode(pieces, Encoding.UTF_8)) == "aé\ufffd\ufffd\ufffd"


def test_every_encoding_has_a_name_for_people_and_can_be_read() -> None:
    for encoding in Encoding:
        assert encoding.label
        assert "".join(decode(["Ann".encode(encoding)], encoding)) == "Ann"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("山田", Encoding.SHIFT_JIS), ("Łucja Dvořák", Encoding.CP1250), ("Анна", Encoding.CP1251)],
)
def test_what_cannot_be_found_out_can_be_chosen(text: str, encoding: Encoding) -> None:
    data = text.encode(encoding)

    assert guess_encoding([data]) is not encoding
    assert "".join(decode([data], encoding)) == text
