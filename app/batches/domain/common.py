"""What rows of one batch have in common: who shares an email or words of a name with whom."""

from collections.abc import Collection, Iterable, Mapping


class Common:
    """The keys of rows, and the rows of keys. Only how keys are hashed is kept, no name and no address.

    Two keys may be taken for one: it finds every row that shares a key, and now and then another.
    """

    def __init__(self) -> None:
        self._keys: dict[int, tuple[int, ...]] = {}
        self._rows: dict[int, tuple[int, ...] | set[int]] = {}

    def put(self, rows: Mapping[int, Iterable[str]]) -> None:
        """These rows have these keys now, and no others."""
        for number, keys in rows.items():
            mine = tuple(sorted({hash(key) for key in keys}))
            had = self._keys.get(number)
            if mine == had:
                continue
            self._keys[number] = mine
            for key in {*(had or ())} - {*mine}:
                self._rows[key] = {*self._rows[key]} - {number}
            for key in mine:
                self._add(key, number)

    def sharing(self, keys: Iterable[str]) -> set[int]:
        """The rows that have one of these keys."""
        return {number for key in keys for number in self._rows.get(hash(key), ())}

    def reached(self, keys: Iterable[str], rows: Collection[int], *, after: int) -> set[int]:
        """The rows behind one that share a key with these, and those that share one with them, and so on."""
        waiting = {hash(key) for key in keys}.union(*(self._keys.get(row, ()) for row in rows))
        seen: set[int] = set()
        found: set[int] = set()
        while waiting:
            seen |= waiting
            more = {row for key in waiting for row in self._rows.get(key, ()) if row > after} - found
            found |= more
            waiting = set().union(*(self._keys[row] for row in more)) - seen
        return found

    def _add(self, key: int, number: int) -> None:
        rows = self._rows.get(key)
        if rows is None:
            self._rows[key] = (number,)  # most keys have one row, and a set is large
        elif isinstance(rows, set):
            rows.add(number)
        else:
            self._rows[key] = {*rows, number}
