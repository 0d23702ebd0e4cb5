"""The texts that the cells of a workbook share: kept beside, so that memory does not grow with them."""

import json
import tempfile
from functools import lru_cache
from typing import Self

_EACH = 64
_KEPT = 1_024


class SharedStrings:
    """A list of texts that grows at its end and lives in a file; the blocks used last are at hand."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=1024 * 1024)  # noqa: SIM115  # until the close
        self._at: list[int] = [0]
        self._new: list[str] = []
        self._block = lru_cache(maxsize=_KEPT)(self._load)

    def add(self, text: str) -> None:
        """One more text."""
        self._new.append(text)
        if len(self._new) == _EACH:
            self._file.write(json.dumps(self._new).encode())
            self._at.append(self._file.tell())
            self._new = []

    def __getitem__(self, index: int) -> str:
        """The text with this number, counted from 0; raises IndexError where there is none."""
        block, place = divmod(index, _EACH)
        if index < 0:
            raise IndexError(index)
        return (self._block(block) if block < len(self._at) - 1 else self._new)[place]

    def _load(self, block: int) -> list[str]:
        start, end = self._at[block], self._at[block + 1]
        self._file.seek(start)
        found: list[str] = json.loads(self._file.read(end - start))
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
