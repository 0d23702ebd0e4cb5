"""Workbooks are known by their content, and by their name only where content does not say."""

import pytest

from app.imports.domain.filetype import FileKind, file_kind
from app.imports.domain.refusal import Refused

ZIP = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("head", "filename"),
    [
        (ZIP + b"...[Content_Types].xml", "list.csv"),
        (ZIP + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "list"),
        (ZIP + b"????", "List.XLSX"),
        (OLD + b"Workbook", "list.xls"),
    ],
)
def test_a_workbook_is_recognized(head: bytes, filename: str) -> None:
    assert file_kind(head, filename=filename) is FileKind.WORKBOOK


@pytest.mark.parametrize("head", [b"BMW owners,Email\n", b"MZ,Email\n", b"[notes]\nEmail\n", b"{Email}\n"])
def test_a_list_that_begins_like_something_else_is_still_text(head: bytes) -> None:
    assert file_kind(head, filename="list.csv") is FileKind.TEXT


def test_an_archive_with_a_list_inside_is_refused_with_the_way_out() -> None:
    refused = file_kind(ZIP + b"list.csv", filename="list.zip")

    assert isinstance(refused, Refused)
    assert "Unpack" in refused.do
