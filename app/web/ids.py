"""The one place where ids of elements come from, and where those in addresses are read."""

from typing import Any

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**63 - 1


class Id(IntegerConverter):
    """A number in an address. One that no database column can hold is not found, as any other unknown id."""

    def __init__(self, rules: Map, *args: Any, **options: Any) -> None:
        super().__init__(rules, *args, **{"max": LARGEST, **options})


def id_in(text: str) -> int:
    """The id that a text is; 0, which nothing has, for one that no database column can hold and any other."""
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))
    return number if is_number and (number := int(text)) <= LARGEST else 0


def dom_id(thing: object, *parts: object) -> str:
    """The id of the element that shows a thing: `batch_row-81-detail`; a word is taken as it is."""
    if isinstance(thing, str):
        words: list[object] = [thing]
    else:
        words = [_snake(type(thing).__name__), getattr(thing, "id", None) or "new"]
    return "-".join(str(word) for word in [*words, *parts])


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
