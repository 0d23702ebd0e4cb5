"""Columns that hold something else than they are imported as: values that moved into the next column."""

import re
from collections.abc import Callable, Mapping, Sequence

from app.batches.domain.alarms import Alarm, AlarmKind, is_many, some
from app.batches.domain.seen import Seen
from app.constituents.domain.text import fold

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_UNKNOWN = frozenset(("", "na", "n a", "none", "unknown", "no", "tbd", "x", "null", "nil"))


def _is_email(text: str) -> bool:
    return bool(_EMAIL.fullmatch(text))


def _is_number(text: str) -> bool:
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


def _is_no_name(text: str) -> bool:
    return _is_email(text) or _is_number(text)


def _is_no_region(text: str) -> bool:
    return _is_email(text) or (_is_number(text) and sum(map(str.isdigit, text)) > 3)


def _is_no_postcode(text: str) -> bool:
    return _is_email(text) or not any(map(str.isdigit, text))


def _is_no_phone(text: str) -> bool:
    return _is_email(text) or bool(_DATE.fullmatch(text)) or not any(map(str.isdigit, text))


def _is_no_street(text: str) -> bool:
    return _is_email(text) or bool(_DATE.fullmatch(text))


_PHONES = ("mobile", "home", "work", "other", "2")
_MISFITS: Mapping[str, Callable[[str], bool]] = {
    **dict.fromkeys(("first_name", "middle_name", "last_name", "full_name", "nickname"), _is_no_name),
    **dict.fromkeys(("address_city", "work_city", "address_country", "work_country"), _is_no_name),
    **dict.fromkeys(("address_region", "work_region"), _is_no_region),
    **dict.fromkeys(("address_postcode", "work_postcode"), _is_no_postcode),
    **dict.fromkeys(("address_line1", "work_line1"), _is_no_street),
    **dict.fromkeys(("organization", "title", "suffix"), _is_email),
    **dict.fromkeys(
        ("phone", "phone_mobile", "phone_home", "phone_work", "phone_other", "phone_2"), _is_no_phone
    ),
}


def column_alarms(rows: Sequence[Seen], headers: Mapping[str, str]) -> list[Alarm]:
    """One alarm for each column with many values of another kind; `headers` names them by field id."""
    found = (_alarm(rows, field_id, header) for field_id, header in headers.items() if field_id in _MISFITS)
    return [alarm for alarm in found if alarm]


def _alarm(rows: Sequence[Seen], field_id: str, header: str) -> Alarm | None:
    told = [(row.number, text) for row in rows if fold(text := row.cells.get(field_id, "")) not in _UNKNOWN]
    odd = [(number, 0) for number, text in told if _MISFITS[field_id](text)]
    if not is_many(len(odd), len(told), share=0.2):
        return None
    return Alarm(AlarmKind.COLUMN_ODD, len(odd), len(told), subject=header, examples=some(odd))
