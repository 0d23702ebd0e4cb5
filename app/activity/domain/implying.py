"""What an import may do to the consent that a gift or a registration implies: nothing, or end it."""

from collections.abc import Collection

_DECIDING = frozenset({"constituent_id", "status", "received_on", "registered_at"})
"""Columns that decide whether a fact implies consent, whose, and for how long."""


def after_import(changed: Collection[str]) -> dict[str, bool]:
    """What else an import writes when it changes these columns of a fact that was known before.

    From then on the fact rests on a file and implies no consent: else a gift that a file turns to settled, or
    dates later, could make somebody mailable. A change of other columns leaves it as it was.
    """
    return {} if _DECIDING.isdisjoint(changed) else {"implies_consent": False}
