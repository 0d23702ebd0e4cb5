"""Every odd file of the corpus comes out as expected: a table or a refusal, never an exception."""

import pytest

from app.imports.domain.file import sniff
from app.imports.domain.limits import DEFAULT_LIMITS
from app.imports.domain.reader import RawRow, read_rows
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape
from tests.imports.corpus.contents import CONTENTS
from tests.imports.corpus.encodings import ENCODINGS
from tests.imports.corpus.headers import HEADERS
from tests.imports.corpus.hostile import HOSTILE
from tests.imports.corpus.odd import Odd, Refusal, Table
from tests.imports.corpus.structures import DELIMITERS, LINES, QUOTES, WIDTHS

CORPUS = (*ENCODINGS, *LINES, *QUOTES, *DELIMITERS, *WIDTHS, *HEADERS, *CONTENTS, *HOSTILE)


@pytest.mark.parametrize("odd", CORPUS, ids=lambda odd: odd.name)
def test_an_odd_file_comes_out_as_expected(odd: Odd) -> None:
    shape = sniff(odd.data[: DEFAULT_LIMITS.head_bytes], filename="list.csv")

    if isinstance(odd.expected, Refusal):
        assert isinstance(shape, Refused), shape
        assert odd.expected.says in shape.what
        assert shape.do.endswith(".")
    else:
        assert _read(odd.data, shape) == odd.expected


def _read(data: bytes, shape: FileShape | Refused) -> Table:
    assert isinstance(shape, FileShape), shape
    rows = list(read_rows([data], shape))
    sound = [row for row in rows if isinstance(row, RawRow)]
    assert sound == rows
    return Table(
        columns=shape.columns,
        rows=tuple(row.number for row in sound),
        first=tuple(sound[0].cells),
        flawed=tuple(row.number for row in sound if row.flaw),
        header_sure=shape.header_sure,
    )
