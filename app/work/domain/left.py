"""How long work will still take, in words that do not pretend to know better."""

_SOON = 3.0
"""Seconds before which nobody can tell."""


def time_left(*, done: int, left: int, seconds: float) -> str:
    """What is left, going on as fast as so many rows in so many seconds: "about 2 minutes left".

    "" while it is too early to tell.
    """
    if seconds < _SOON or done <= 0 or left < 0:
        return ""
    wait = left * seconds / done
    if wait < 10:
        return "a few seconds left"
    if wait < 55:
        return f"about {round(wait / 10) * 10} seconds left"
    minutes = round(wait / 60)
    if minutes < 90:
        return f"about {minutes} {'minute' if minutes == 1 else 'minutes'} left"
    return f"about {round(minutes / 60)} hours left"
