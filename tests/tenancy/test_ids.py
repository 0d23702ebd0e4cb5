"""Ids made by the application."""

from concurrent.futures import ThreadPoolExecutor

from app.db import new_id, new_ids


def test_ids_are_positive_fit_in_63_bits_and_never_repeat_in_a_process() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = [identifier for part in pool.map(new_ids, [5_000] * 8) for identifier in part]

    made.append(new_id())
    assert len(set(made)) == 40_001
    assert all(0 < identifier < 1 << 63 for identifier in made)


def test_later_ids_are_larger_within_a_process() -> None:
    first, second = new_ids(10), new_ids(1)

    assert first[-1] < second[0]
