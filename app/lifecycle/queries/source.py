"""Where one section of an export comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """A table with an owner. `borrowed` are columns of other tables by key, each with the column that leads
    there."""

    name: str
    about: str
    table: Any
    keys: Mapping[str, str]
    borrowed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    owner: str = "constituent_id"
