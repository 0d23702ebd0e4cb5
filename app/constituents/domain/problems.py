"""What is wrong with a value, in the words of the people who have to mend it."""

from dataclasses import dataclass

from app.words import _


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be read: what is wrong, what was expected, and how to fix it."""

    what: str
    expected: str
    fix: str

    def __str__(self) -> str:
        return _("{what} Expected {expected}. {fix}", what=self.what, expected=self.expected, fix=self.fix)
