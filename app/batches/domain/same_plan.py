"""Whether two stored plans do the same."""

from collections.abc import Mapping
from typing import Any


def same_plan(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two stored plans do the same; a value that an earlier row adds has no id before it is there."""
    return bool(_without_ids(one) == _without_ids(other))


def _without_ids(told: Any) -> Any:
    if isinstance(told, dict):
        return {part: _without_ids(value) for part, value in told.items() if part != "id"}
    return [_without_ids(each) for each in told] if isinstance(told, list) else told
