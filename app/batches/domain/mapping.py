"""Where each column of a file goes."""

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from app.batches.domain.columns import ColumnMap, PermissionRefused, ToField
from app.batches.domain.fields import Group, find_field
from app.batches.domain.headers import fold, signature
from app.constituents.domain.dates import DateFormat
from app.updates.domain.entry import Policy
from app.words import _


@dataclass(frozen=True, slots=True)
class NotMappable:
    """Why a column cannot go where staff wanted it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """All columns of a file, in their order."""

    columns: tuple[ColumnMap, ...]

    @property
    def signature(self) -> str:
        """The key under which the mapping is found again for the next file of this kind."""
        return signature(column.header for column in self.columns)

    @property
    def mapped_count(self) -> int:
        """The number of columns that are imported."""
        return sum(column.field is not None for column in self.columns)

    def column_for(self, field_id: str) -> ColumnMap | None:
        """The first column that goes to the field."""
        return next((column for column in self.columns if column.target == ToField(field_id)), None)

    def policies(self) -> dict[str, Policy]:
        """What staff chose per column, under the names the update rules know; the usual is left out."""
        chosen = ((column.field, column.policy) for column in self.columns)
        return {
            field.policy_key: policy
            for field, policy in chosen
            if field is not None and field.policy_key and policy is not Policy.FOLLOW_RULES
        }

    def with_column(
        self,
        index: int,
        *,
        field_id: str,
        policy: Policy = Policy.FOLLOW_RULES,
        date_format: DateFormat | None = None,
    ) -> "Mapping | NotMappable":
        """The mapping with one column sent elsewhere; `field_id` "" means: do not import."""
        if not 0 <= index < len(self.columns):
            return NotMappable(_("There is no such column in this file."))
        column, field = self.columns[index], find_field(field_id)
        if field_id and field is None:
            return NotMappable(_("There is no such field."))
        if field and isinstance(column.target, PermissionRefused):
            return NotMappable(column.target.reason)
        return self._replacing(column.sent_to(field, policy, date_format))

    def with_meanings(self, index: int, values: MappingOf[str, str], country: str) -> "Mapping":
        """The mapping in which the cells of a column mean `values` and its phones are of the country.

        Both belong to what a column is imported as: nothing is kept for one that is not, nor a country for
        one without phones.
        """
        column = self.columns[index]
        if column.field is None:
            return self
        is_phone = column.field.group is Group.PHONE
        return self._replacing(replace(column, values=dict(values), country=country if is_phone else ""))

    def refusing(self, known: "Mapping") -> "Mapping":
        """The mapping without the columns that `known`, for the same file, found to hold permission."""
        refused = {column.index: column for column in known.columns if column.is_refused}
        return Mapping(tuple(refused.get(column.index, column) for column in self.columns))

    def judged_by(self, known: "Mapping") -> "Mapping":
        """The same where `known`, for the same columns, says which hold permission and which do not."""
        pairs = zip(self.columns, known.columns, strict=True)
        return Mapping(tuple(new if old.is_refused or new.is_refused else old for old, new in pairs))

    def settling_dates(self, date_format: DateFormat) -> "Mapping":
        """The mapping in which every date column without a known format has this one."""
        return self._dated(date_format, [column for column in self.columns if column.date_format is None])

    def with_dates(self, date_format: DateFormat) -> "Mapping":
        """The mapping in which every date column has this format."""
        return self._dated(date_format, self.columns)

    def _dated(self, date_format: DateFormat, columns: Sequence[ColumnMap]) -> "Mapping":
        dated = self
        for column in columns:
            if column.is_date:
                dated = dated._replacing(replace(column, date_format=date_format))
        return dated

    def _replacing(self, column: ColumnMap) -> "Mapping":
        return Mapping((*self.columns[: column.index], column, *self.columns[column.index + 1 :]))

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column: headers with field ids, policies and date formats."""
        return {"columns": [column.to_json() for column in self.columns]}

    @classmethod
    def from_json(cls, value: MappingOf[str, Any], columns: Sequence[str]) -> Self:
        """The stored mapping for a file with these columns, which are found by name.

        Columns that it does not know are not imported; columns that look like permission never are, whatever
        was stored.
        """
        stored = {fold(column["header"]): column for column in value["columns"]}
        return cls(
            tuple(
                ColumnMap.from_json(index, header, stored.get(fold(header), {}))
                for index, header in enumerate(columns)
            )
        )
