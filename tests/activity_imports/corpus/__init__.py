"""Sample files of every known tool. Header lines are those of real files; all else is made up."""

from pathlib import Path

from app.activity_imports.domain.proposing import propose
from app.activity_imports.domain.reading import Reading
from app.activity_imports.presets import all_presets
from app.imports.domain.file import sample, sniff
from app.imports.domain.reader import RawRow, read_rows
from app.imports.domain.shape import FileShape, Overrides

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.csv"))


def data_of(name: str) -> bytes:
    """The bytes of a sample."""
    return (FOLDER / f"{name}.csv").read_bytes()


def opened(name: str) -> tuple[FileShape, list[list[str]]]:
    """The shape of a sample and the cells of its rows."""
    data = data_of(name)
    shape = sniff(data, filename=f"{name}.csv", overrides=Overrides(needs_email=False))
    assert isinstance(shape, FileShape)
    return shape, [row.cells for row in read_rows([data], shape) if isinstance(row, RawRow)]


def proposed(name: str) -> Reading:
    """How a sample would be read before anybody has looked at it."""
    shape, _ = opened(name)
    rows = [row.cells for row in sample(data_of(name), shape)]
    return propose(shape.columns, rows, all_presets())
