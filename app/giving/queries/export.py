"""Gifts as rows of a file."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.accounts.models import Workspace
from app.activity.domain.gift_words import KINDS, STATUSES, TRIBUTES, plain_amount
from app.constituents.directory import Listed
from app.giving.domain.asked import Asked
from app.giving.queries.listing import every

HEAD = (
    *("Gift", "Received", "Lookup ID", "Donor", "Anonymous", "Amount", "Currency", "Status", "Kind"),
    *("Fund", "Campaign", "Appeal", "Method", "Tribute", "Of whom", "Refund of gift", "Source"),
    *("Number there", "Note"),
)


def table(workspace: Workspace, asked: Asked) -> Iterator[Sequence[Any]]:
    """The head, then all gifts, the latest first; amounts as 12.50, a refund with a minus."""
    yield HEAD
    for row, donor in every(workspace, asked):
        yield _cells(row, donor)


def _cells(row: Any, donor: Listed | None) -> Sequence[Any]:
    return (
        str(row.id),
        row.received_on,
        donor.lookup_id if donor else "",
        donor.name if donor else "",
        "yes" if row.anonymous else "no",
        plain_amount(row.amount, row.currency),
        row.currency,
        STATUSES[row.status],
        KINDS[row.kind],
        *(row.fund, row.campaign, row.appeal, row.method),
        TRIBUTES[row.tribute] if row.tribute else "",
        row.tribute_name,
        str(row.refund_of_id or ""),
        *(row.source, row.external_key or "", row.note),
    )
