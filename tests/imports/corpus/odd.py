"""What a file of the corpus is, and what has to come out of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """The file is not taken; `says` is part of the sentence that tells why."""

    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """The file is read.

    `rows` are the numbers of the rows as a spreadsheet shows them, `first` the cells of the first one, and
    `flawed` the numbers of rows that are wrong in their form.
    """

    columns: tuple[str, ...]
    rows: tuple[int, ...]
    first: tuple[str, ...]
    flawed: tuple[int, ...] = ()
    header_sure: bool = True


@dataclass(frozen=True, slots=True)
class Odd:
    """One odd file."""

    name: str
    data: bytes
    expected: Table | Refusal
