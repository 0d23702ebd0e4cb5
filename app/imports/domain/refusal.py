"""The answer to a file that cannot be imported as a whole."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file was not taken, and the one thing to do about it. Both are sentences for staff."""

    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.what} {self.do}"


SAVE_AS_TABLE = (
    "Open the list in your spreadsheet program, save it as CSV or Excel (.xlsx), and upload that file."
)
