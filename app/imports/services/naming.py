"""Reading whom a file names, without keeping anything of it."""

from dataclasses import replace

from app.imports.domain.encoding import guess_encoding
from app.imports.domain.file import sniff
from app.imports.domain.limits import Limits
from app.imports.domain.people_list import words_of
from app.imports.domain.reader import read_rows
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FIND_OUT
from app.imports.domain.sheets import AS_WRITTEN
from app.imports.services.opening import Opened, pieces


def people_named(opened: Opened, *, filename: str, limits: Limits) -> list[str] | Refused:
    """The address or lookup ID of every row of a file that lists people; asks no database."""
    if opened.workbook is None:
        overrides = replace(FIND_OUT, encoding=guess_encoding(pieces(opened.text)))
        opened.text.seek(0)
    else:
        overrides, filename = AS_WRITTEN, ""
    overrides = replace(overrides, needs_email=False)
    shape = sniff(opened.text.read(limits.head_bytes), filename=filename, overrides=overrides, limits=limits)
    if isinstance(shape, Refused):
        return shape
    opened.text.seek(0)
    return words_of(shape, read_rows(pieces(opened.text), shape, limits))
