"""Endless files end soon and cost no memory."""

import itertools
import tracemalloc
from collections.abc import Iterator

import pytest

from app.imports.domain.encoding import Encoding
from app.imports.domain.reader import RawRow, read_rows
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape

SHAPE = FileShape(Encoding.UTF_8, ",", 1, ("Email", "Name"))
PIECE = 64 * 1024
TOO_MUCH = 32 * 1024 * 1024


class Endless:
    """Pieces for ever; counts how many were taken."""

    def __init__(self, piece: bytes) -> None:
        self.taken = 0
        self._piece = piece

    def __iter__(self) -> Iterator[bytes]:
        for _ in itertools.repeat(None):
            self.taken += 1
            yield self._piece


@pytest.mark.parametrize(
    "piece",
    [b"x" * PIECE, b'"' * PIECE, b"," * PIECE, b'x","\n' * (PIECE // 5), b"\xff" * PIECE, b"\x00" * PIECE],
    ids=["no line end", "quotation marks", "delimiters", "quotation marks over lines", "no text", "NUL"],
)
def test_a_file_without_end_is_refused_with_flat_memory(piece: bytes) -> None:
    endless = Endless(piece)
    tracemalloc.start()

    *_, last = read_rows(endless, SHAPE)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(last, Refused)
    assert peak < TOO_MUCH
    assert endless.taken < 1_000


def test_memory_stays_flat_over_many_rows() -> None:
    piece = b'ann@example.org,"Ann\nLee"\n' * 100
    tracemalloc.start()

    read = sum(isinstance(row, RawRow) for row in read_rows(itertools.repeat(piece, 200), SHAPE))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == 200 * 100 - 1
    assert peak < 1024 * 1024
