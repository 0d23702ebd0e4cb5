"""The answer to a file that cannot be imported as a whole."""

from dataclasses import dataclass

from app.words import N_, _, figure


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file was not taken, and the one thing to do about it. Both are sentences for staff."""

    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.what} {self.do}"


SAVE_AS_TABLE = N_(
    "Open the list in your spreadsheet program, save it as CSV or Excel (.xlsx), and upload that file."
)

NO_ROOM = Refused(
    N_("There is no room left on the server for this file."),
    N_("Nothing of it was kept. Tell whoever looks after the server, and upload the file again later."),
)


def too_many_columns(columns: int, most: int) -> Refused:
    """The answer to a table that is wider than can be read."""
    return Refused(
        _(
            "This file has {columns} columns or more; at most {most} can be read.",
            columns=figure(columns),
            most=figure(most),
        ),
        _("Delete the columns you do not need, save the file, and upload it again."),
    )
