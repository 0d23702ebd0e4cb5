"""Taking a file in: stored whole and understood, or refused with words and without a trace."""

import io

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.batches import queries as batches
from app.batches.domain.mapping import NotMappable
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.db import db
from app.imports import queries, services
from app.imports.domain.encoding import Encoding
from app.imports.domain.limits import DEFAULT_LIMITS, Limits
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape, Overrides
from app.imports.models import UploadPart
from tests.batches import makers
from tests.batches.makers import check, upload
from tests.factories import World
from tests.imports.corpus.books import xls, xlsx
from tests.imports.corpus.hostile import HOSTILE

pytestmark = pytest.mark.both


def receive(
    workspace_id: int,
    data: bytes,
    *,
    name: str = "list.csv",
    largest: int = 1_000_000,
    limits: Limits = DEFAULT_LIMITS,
    sheet: str = "",
) -> object:
    """The answer to an upload; of a refused one nothing is kept."""
    answer = services.receive(
        makers.workspace(workspace_id),
        io.BytesIO(data),
        filename=name,
        actor=makers.ALICE,
        largest=largest,
        limits=limits,
        sheet=sheet,
    )
    if isinstance(answer, Refused):
        db.session.rollback()
    return answer


def left() -> tuple[int, int]:
    """How many batches and pieces of files there are."""
    counts = (db.session.scalar(select(func.count()).select_from(kind)) for kind in (Batch, UploadPart))
    one, two = (count or 0 for count in counts)
    return one, two


def workbook(*cells: str) -> bytes:
    """An .xlsx file with one column."""
    return xlsx({"People": [[cell] for cell in cells]})


def test_every_hostile_file_is_refused_with_words_and_leaves_nothing(inside: World) -> None:
    for odd in HOSTILE:
        answer = receive(inside.ours, odd.data)

        assert isinstance(answer, Refused), odd.name
        assert answer.what.endswith("."), odd.name
        assert answer.do.endswith("."), odd.name
        assert left() == (0, 0), odd.name


def test_a_file_above_the_limit_is_refused_while_it_is_read(inside: World) -> None:
    line = b"ann@example.org,Ann\n"

    text = receive(inside.ours, b"Email,First name\n" + line * 60_000)
    packed = receive(inside.ours, workbook("Email", "ann@example.org"), largest=1_000)
    book = workbook("Email", *["ann@example.org"] * 900)
    unpacked = receive(inside.ours, book, limits=Limits(workbook_bytes=6_000))

    assert isinstance(text, Refused)
    assert text.what == "This file is larger than 1 MB."
    assert isinstance(packed, Refused)
    assert isinstance(unpacked, Refused)
    assert left() == (0, 0)


def test_a_workbook_is_read_like_a_text_file(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, workbook("Email", "ann@example.org", "no address"), name="list.xlsx")

    assert makers.said(batch) == {2: "ready create", 3: "error none"}


def test_another_sheet_of_the_stored_workbook_can_be_read(inside: World) -> None:
    data = xlsx({"People": [["Email"], ["ann@example.org"]], "Board": [["Email"], ["bo@example.org"]]})
    received = receive(inside.ours, data, name="lists.xlsx")
    assert isinstance(received, services.Received)
    batch = received.batch
    assert b"".join(queries.workbook(batch)) == data

    stored = services.copied(queries.workbook(batch), largest=1_000_000)
    assert not isinstance(stored, Refused)
    opened = services.unpacked(stored, limits=DEFAULT_LIMITS, sheet="Board")
    assert not isinstance(opened, Refused)
    with opened:
        answer = services.look_again(batch, Overrides(), limits=DEFAULT_LIMITS, opened=opened)

    assert isinstance(answer, services.Received)
    assert b"".join(queries.pieces(batch)) == b"Email\r\nbo@example.org\r\n"
    assert b"".join(queries.workbook(batch)) == data
    shape = FileShape.from_json(batch.shape)
    assert (shape.sheet, shape.described) == ("Board", "sheet “Board” · header in row 1")


def test_a_sheet_can_be_named_at_once(inside: World) -> None:
    data = xlsx({"People": [["Email"], ["ann@example.org"]], "Board": [["Email"], ["bo@example.org"]]})

    received = receive(inside.ours, data, sheet="Board")
    refused = receive(inside.ours, data, sheet="Nobody")

    assert isinstance(received, services.Received)
    assert isinstance(refused, Refused)
    assert "“People”, “Board”" in refused.do


def test_columns_that_stay_the_same_keep_where_they_go(inside: World) -> None:
    batch = upload(inside.ours, "Email;Remark\nann@example.org;José\n".encode("cp1252"))
    chosen = services.mapping_of(batch).with_column(1, field_id="nickname")
    assert not isinstance(chosen, NotMappable)
    services.map_columns(batch, chosen)

    services.look_again(batch, Overrides(Encoding.MAC_ROMAN, ";", header_row=1), limits=DEFAULT_LIMITS)

    assert FileShape.from_json(batch.shape).encoding is Encoding.MAC_ROMAN
    assert services.mapping_of(batch).column_for("nickname") is not None


def test_a_broken_workbook_is_refused(inside: World) -> None:
    for data in (workbook("Email")[:-40], xls([["Email"]])[:1_200]):
        assert isinstance(receive(inside.ours, data, name="list.xlsx"), Refused)
    assert left() == (0, 0)


def test_a_text_with_nul_bytes_in_its_cells_is_checked(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, b"Email,First name\nann@example.org,A\0nn\nbo@example.org,Bo\n")

    assert batches.counts(batch).rows == 2
    assert all("\0" not in cell for row in makers.rows(batch) for cell in row.cells)


def test_a_file_is_stored_byte_for_byte(inside: World) -> None:
    data = b"Email,First name\n" + b"ann@example.org,Ann\n" * 30_000

    answer = receive(inside.ours, data)

    assert isinstance(answer, services.Received)
    assert b"".join(queries.pieces(answer.batch)) == data
    assert answer.batch.bytes_read == len(data)
    assert queries.head(answer.batch, 1_000) == data[:1_000]


def test_numbers_of_imports_count_up_and_a_refused_file_takes_none(inside: World) -> None:
    first = upload(inside.ours, "Email\nann@example.org\n")
    receive(inside.ours, b"")
    second = upload(inside.ours, "Email\nann@example.org\n")

    assert (first.number, second.number) == (1, 2)


def test_a_file_can_be_read_in_another_way(inside: World) -> None:
    batch = upload(inside.ours, "Email;Vorname\nann@example.org;J\xfcrgen\n".encode("cp1252"))

    answer = services.look_again(batch, Overrides(Encoding.UTF_8, ";", header_row=0), limits=DEFAULT_LIMITS)

    assert isinstance(answer, services.Received)
    shape = FileShape.from_json(batch.shape)
    assert (shape.encoding, shape.header_row, shape.columns) == (Encoding.UTF_8, 0, ("Column 1", "Column 2"))


def test_a_file_in_review_is_not_read_in_another_way(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, "Email\nann@example.org\n")

    answer = services.look_again(batch, Overrides(), limits=DEFAULT_LIMITS)

    assert isinstance(answer, Refused)
    assert batch.status is BatchStatus.IN_REVIEW


def test_an_upload_can_be_forgotten(inside: World) -> None:
    batch = upload(inside.ours, "Email\nann@example.org\n")

    services.discard(batch, actor=makers.ALICE)

    assert left() == (0, 0)
