"""An untrusted workbook is read in a process of its own, which takes the harm that it would do."""

import io
import struct
import subprocess
import tempfile
from typing import Any

import pytest

from app.imports import apart
from app.imports.domain.limits import DEFAULT_LIMITS, Limits
from app.imports.domain.refusal import Refused
from app.imports.domain.sheets import Unpacked, unpack
from tests.imports.corpus.books import xls, xlsx

BOOK = xlsx({"Notes": [["ours"]], "People": [["Email"], ["ann@example.org"]]})


def read_apart(data: bytes, *, sheet: str = "", limits: Limits = DEFAULT_LIMITS) -> tuple[object, bytes]:
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as text:
        file.write(data)
        file.flush()
        found = apart.unpack_apart(file, text, sheet=sheet, limits=limits)
        text.seek(0)
        return found, text.read()


@pytest.mark.parametrize("sheet", ["", "People", "Nobody"])
def test_it_finds_what_is_found_here(sheet: str) -> None:
    here = io.BytesIO()

    found, text = read_apart(BOOK, sheet=sheet)

    assert found == unpack(io.BytesIO(BOOK), here, sheet=sheet, limits=DEFAULT_LIMITS)
    assert isinstance(found, Unpacked if sheet != "Nobody" else Refused)
    assert text == here.getvalue()


def test_it_is_told_the_limits() -> None:
    found, _ = read_apart(BOOK, limits=Limits(workbook_entries=1))

    assert isinstance(found, Refused)
    assert "unpacks to far more" in found.what


def test_two_cells_that_lie_too_far_apart_fell_no_server() -> None:
    far = xls([["Email", "far"]]).replace(
        struct.pack("<HHHHB", 0, 1, 0, 3, 0), struct.pack("<HHHHB", 0xFFFF, 0xFFFF, 0, 3, 0)
    )

    found, _ = read_apart(far)

    assert isinstance(found, Refused)
    assert found.do.endswith(".")


def test_it_knows_no_secret_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_SECRET_KEY", "hush")
    given: dict[str, Any] = {}

    def run(_: object, **more: Any) -> subprocess.CompletedProcess[bytes]:
        given.update(more)
        raise subprocess.TimeoutExpired("python", 1)

    monkeypatch.setattr(subprocess, "run", run)

    found, _ = read_apart(BOOK)

    assert set(given["env"]) == {"PYTHONPATH", "TMPDIR"}
    assert given["timeout"] == 2 * apart.SECONDS
    assert isinstance(found, Refused)
