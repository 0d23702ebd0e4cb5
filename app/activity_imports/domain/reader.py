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
        if not isinstance(found, NotAFact) and flaw is None and not row.problems:
            return found
        name, email, key = _somebody(row)
        if isinstance(found, NotAFact) and flaw is None and not row.problems:
            return replace(found, name=name, email=email, email_key=key)
        problems = ([flaw] if flaw else []) + row.problems
        short = tuple(replace(each, value=each.value[:_SHOWN]) for each in problems)
        return RowProblems(problems=short, name=name, email=email, email_key=key)


def _somebody(row: Row) -> tuple[str, str, str]:
    """Name, email and key of whom the row names; where money goes out that is the other side."""
    goes_out = row.reading.has("refund_email") and row.text("amount").startswith(("-", "−", "("))
    email = row.text("refund_email") if goes_out else row.text("email")
    who = row.person({"email": email})
    name = display_name(who.incoming.name) or who.incoming.whole_name
    return name[:_SHOWN], email[:_SHOWN], email_key(email) if who.incoming.emails else ""
