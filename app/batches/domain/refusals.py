"""Noes in columns that are not imported: an import counts them, so that they are recorded first."""

import re
from collections.abc import Iterable, Sequence

from app.batches.domain.headers import words
from app.batches.domain.permissions import NO, is_permission

_BESIDE_THE_POINT = re.compile(
    r"\b(reason|comments?|campaigns?|title|id|ip|other|source|type)\b|"
    r"\b(do not|don ?t|no) (phone|calls?|sms|text|trade|mail|post|fax)\b"
)
_ASKS_FOR_A_NO = re.compile(
    r"\bunsub|\bopt(ed)? ?out\b|\bdo ?not|\bdon ?t\b|\bno (bulk|e ?mail|contact|spam)|\bnoemail\b|suppress|"
    r"\bbounce|\bcomplain|\bon hold\b|\bblacklist|\bblocklist|\bclean(ed)?\b|\bdnc\b|\bdne\b|\bdisabled\b"
)
_YES = {"yes", "y", "true", "t", "1", "x", "on", "checked", "ja", "oui", "si"}
_NO = {"no", "n", "false", "f", "0", "off", "unchecked", "nein", "non", "never"}
_DAY = re.compile(r"\d{4}[-/.]\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")


def refusing_columns(columns: Sequence[str]) -> tuple[int, ...]:
    """The columns in which a row may say that its person must not be emailed."""
    return tuple(
        at
        for at, header in enumerate(columns)
        if is_permission(header) and not _BESIDE_THE_POINT.search(words(header))
    )


def refuses(columns: Sequence[str], cells: Sequence[str], places: Iterable[int]) -> bool:
    """Whether a row says no in any of these columns."""
    return any(at < len(cells) and _says_no(columns[at], cells[at]) for at in places)


def _says_no(header: str, cell: str) -> bool:
    said = words(cell)
    if not said or said in NO:
        return bool(said)
    if _ASKS_FOR_A_NO.search(words(header)):
        return said in _YES or bool(_DAY.search(cell))
    return said in _NO
