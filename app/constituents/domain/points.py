"""What contact points have in common, and how their JSON leaves out what is blank."""

from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from app.words import NP_

Json = dict[str, Any]


class PointType(StrEnum):
    """What a contact point is for; every channel offers a few of them."""

    HOME = "home"
    WORK = "work"
    MOBILE = "mobile"
    SCHOOL = "school"
    SEASONAL = "seasonal"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The word staff read: "Home"."""
        return _LABELS[self]


_LABELS = {
    PointType.HOME: NP_("type of an address", "Home"),
    PointType.WORK: NP_("type of an address", "Work"),
    PointType.MOBILE: NP_("type of an address", "Mobile"),
    PointType.SCHOOL: NP_("type of an address", "School"),
    PointType.SEASONAL: NP_("type of an address", "Seasonal"),
    PointType.OTHER: NP_("type of an address", "Other"),
}


EMAIL_TYPES = (PointType.HOME, PointType.WORK, PointType.SCHOOL, PointType.OTHER)
PHONE_TYPES = (PointType.MOBILE, PointType.HOME, PointType.WORK, PointType.OTHER)
ADDRESS_TYPES = (PointType.HOME, PointType.WORK, PointType.SEASONAL, PointType.SCHOOL, PointType.OTHER)


class Point(Protocol):
    """Any contact point: an email, a phone or an address."""

    @property
    def type(self) -> PointType: ...
    @property
    def primary(self) -> bool: ...
    @property
    def active(self) -> bool: ...
    @property
    def id(self) -> int | None: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def source(self) -> str: ...
    @property
    def key(self) -> str: ...


def standing_to_json(point: Point) -> Json:
    """Type, primary, active, id and dates of a point; what is usual is left out.

    So is where a point was learned: that is no part of its value, and plans are compared by what they tell.
    """
    told: Json = {"type": point.type.value}
    if point.primary:
        told["primary"] = True
    if not point.active:
        told["active"] = False
    if point.id is not None:
        told["id"] = point.id
    if point.start is not None:
        told["start"] = point.start.isoformat()
    if point.end is not None:
        told["end"] = point.end.isoformat()
    return told


def standing_from_json(told: Json) -> Json:
    """The keyword arguments that `standing_to_json` wrote down."""
    return {
        "type": PointType(told["type"]),
        "primary": told.get("primary", False),
        "active": told.get("active", True),
        "id": told.get("id"),
        "start": _day(told.get("start")),
        "end": _day(told.get("end")),
        "source": told.get("source", ""),
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
