"""Rows into facts: one reading, one row at a time, and nothing remembered between two."""

from collections.abc import Sequence
from dataclasses import replace

from app.activity_imports.domain.facts import Fact, FactKind, NotAFact
from app.activity_imports.domain.gifts import read_gift
from app.activity_imports.domain.mail import read_mail
from app.activity_imports.domain.reading import Reading
from app.activity_imports.domain.registrations import read_registration
from app.activity_imports.domain.row import Context, Row
from app.batches.domain.row_problems import CellProblem, RowProblems
from app.constituents.domain.emails import email_key
from app.constituents.domain.names import display_name

_READ = {
    FactKind.GIFTS: read_gift,
    FactKind.REGISTRATIONS: read_registration,
    FactKind.MAIL: read_mail,
}
_SHOWN = 200


class Reader:
    """Reads the rows of one file. Make one per file."""

    def __init__(self, reading: Reading, context: Context) -> None:
        self.reading = reading
        self.context = context

    def read(self, cells: Sequence[str], *, flaw: CellProblem | None = None) -> Fact | NotAFact | RowProblems:
        """What the row says, or all that is wrong with it; a flaw of its form comes first."""
        row = Row(cells, self.reading, self.context)
        found = _READ[self.reading.kind](row)
        if isinstance(found, NotAFact) and flaw is None and not row.problems:
            return found
        problems = ([flaw] if flaw else []) + row.problems
        return _problems(row, problems) if problems or isinstance(found, NotAFact) else found


def _problems(row: Row, problems: Sequence[CellProblem]) -> RowProblems:
    email = row.text("email")
    return RowProblems(
        problems=tuple(replace(each, value=each.value[:_SHOWN]) for each in problems),
        name=display_name(row.who.incoming.name)[:_SHOWN],
        email=email[:_SHOWN],
        email_key=email_key(email) if row.who.incoming.emails else "",
    )
