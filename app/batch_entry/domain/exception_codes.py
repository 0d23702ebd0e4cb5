"""What the batches are called that take over what could not be committed: "GIFT-0007-X1"."""

import re
from collections.abc import Iterable

_LATER = re.compile(r"-X\d+$")


def root_of(code: str) -> str:
    """The code of the batch in which the rows were typed: "GIFT-0007" of "GIFT-0007-X2"."""
    return _LATER.sub("", code)


def next_code(code: str, taken: Iterable[str]) -> str:
    """The code for exceptions of this batch, beside those that are taken."""
    root = root_of(code)
    numbers = (each.removeprefix(f"{root}-X") for each in taken if each.startswith(f"{root}-X"))
    return f"{root}-X{max((int(each) for each in numbers if each.isdecimal()), default=0) + 1}"
