"""Control totals as somebody types them: an amount for each currency."""

from collections.abc import Iterable

from app.activity.domain.money import currency_code, parse_typed
from app.constituents.domain.problems import Problem
from app.words import _


def read_amounts(
    typed: Iterable[tuple[str, str]], *, currency: str, locale: str
) -> tuple[dict[str, int], list[tuple[int, str, str]]]:
    """The sums by currency, and what is wrong: the place of the pair, "amount" or "currency", and why.

    A pair is an amount and the letters of its currency, by default those of `currency`; blank ones say
    nothing.
    """
    sums: dict[str, int] = {}
    wrong: list[tuple[int, str, str]] = []
    for place, (amount, letters) in enumerate(typed):
        if not amount.strip():
            continue
        code = currency_code(letters or currency)
        if isinstance(code, Problem):
            wrong.append((place, "currency", f"{code.what} {code.fix}"))
            continue
        minor = parse_typed(amount, code, locale)
        if isinstance(minor, Problem):
            wrong.append((place, "amount", f"{minor.what} {minor.fix}"))
        elif code in sums:
            wrong.append((place, "currency", _("{code} stands here twice. Say its sum once.", code=code)))
        else:
            sums[code] = minor
    return sums, wrong
