"""One column of a file: where it goes and how."""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from dataclasses import field as kept
from typing import Any, Self

from app.batches.domain.fields import Field, Group, field_of, find_field
from app.batches.domain.permissions import REASON, is_permission
from app.constituents.domain.dates import DateFormat
from app.constituents.domain.text import written
from app.updates.domain.entry import Policy


@dataclass(frozen=True, slots=True)
class ToField:
    """The column is imported into this field."""

    field_id: str

    @property
    def field(self) -> Field:
        """The field of the registry."""
        return field_of(self.field_id)


@dataclass(frozen=True, slots=True)
class NotImported:
    """The column stays in the file."""


@dataclass(frozen=True, slots=True)
class PermissionRefused:
    """The column looks like permission: it is never imported here, whatever anybody chooses."""

    reason: str = REASON


Target = ToField | NotImported | PermissionRefused


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """One column: its place in the file counted from 0, its name, where it goes and how.

    `date_format` is the one format of all dates in the column, None where it is not known. `values` says
    what certain cells mean, by their `value_key`: "" leaves the cell out. `country` is the one whose phone
    numbers stand in the column, "" for the one of the file.
    """

    index: int
    header: str
    target: Target = NotImported()
    policy: Policy = Policy.FOLLOW_RULES
    date_format: DateFormat | None = None
    values: MappingOf[str, str] = kept(default_factory=dict, hash=False)
    country: str = ""

    @property
    def field(self) -> Field | None:
        """The field the column goes to, if any."""
        return self.target.field if isinstance(self.target, ToField) else None

    @property
    def is_refused(self) -> bool:
        """Whether the column was found to hold permission."""
        return isinstance(self.target, PermissionRefused)

    @property
    def is_date(self) -> bool:
        """Whether the column holds dates, which need one format."""
        return self.target == ToField("birth_date")

    def sent_to(self, field: Field | None, policy: Policy, date_format: DateFormat | None) -> Self:
        """The column sent elsewhere; None: do not import. A policy that makes no sense there is dropped."""
        if field is None:
            kept = self.target if isinstance(self.target, PermissionRefused) else NotImported()
            return type(self)(self.index, self.header, kept)
        allowed = policy if policy in allowed_policies(field) else Policy.FOLLOW_RULES
        same = self.target == ToField(field.id)
        return replace(
            self,
            target=ToField(field.id),
            policy=allowed,
            date_format=(date_format or self.date_format) if field.id == "birth_date" else None,
            values=self.values if same else {},
            country=self.country if field.group is Group.PHONE else "",
        )

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {
            "header": self.header,
            "field": self.field.id if self.field else "",
            "permission": isinstance(self.target, PermissionRefused),
            "policy": self.policy.value,
            "date_format": self.date_format.value if self.date_format else None,
            "values": dict(self.values),
            "country": self.country,
        }

    @classmethod
    def from_json(cls, index: int, header: str, stored: MappingOf[str, Any]) -> Self:
        """The stored column under the name it has in this file; what looks like permission stays out."""
        if is_permission(header) or stored.get("permission"):
            return cls(index, header, PermissionRefused())
        field = find_field(stored.get("field", ""))
        date_format = DateFormat(stored["date_format"]) if stored.get("date_format") else None
        policy = Policy(stored.get("policy", Policy.FOLLOW_RULES))
        column = cls(index, header).sent_to(field, policy, date_format)
        if column.field is None:
            return column
        country = stored.get("country", "") if column.field.group is Group.PHONE else ""
        return replace(column, values=dict(stored.get("values") or {}), country=country)


def value_key(text: str) -> str:
    """The form in which cells are compared with `ColumnMap.values`: case and runs of blanks do not count."""
    return written(text)


def allowed_policies(field: Field) -> tuple[Policy, ...]:
    """What may be chosen for "when we already have a value"; empty where the column identifies the person."""
    if not field.policy_key:
        return ()
    if field.group in (Group.EMAIL, Group.PHONE, Group.ADDRESS):
        return (Policy.FOLLOW_RULES, Policy.FILL_BLANKS, Policy.ADD_ANOTHER)
    return (Policy.FOLLOW_RULES, Policy.FILL_BLANKS)
