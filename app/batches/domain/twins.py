"""Several rows with one email: the first one wins, the others say which row that was."""

from collections.abc import Iterable, Mapping


def first_wins(rows: Iterable[tuple[int, str]], earlier: Mapping[str, int]) -> dict[int, int]:
    """For each row that repeats an email, the number of the row that came first with it.

    `rows` are pairs of row number and canonical email in the order of the file ("" repeats nothing);
    `earlier` says for emails which row has the first claim on them already.
    """
    first = dict(earlier)
    repeats = {}
    for number, email in rows:
        if email and first.setdefault(email, number) != number:
            repeats[number] = first[email]
    return repeats
