"""Fetching the two things that Amazon wants fetched, from Amazon and from nowhere else."""

import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from app.inbound.domain import sns
from app.words import _

SECONDS = 10
LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nothing could be fetched; `why` is a sentence for staff."""

    why: str


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """Follows nobody anywhere: only the address itself was looked at."""

    def redirect_request(self, *_args: Any, **_keywords: Any) -> None:
        return None


def fetch(url: str) -> bytes | Unreachable:
    """What Amazon's notification service answers at this address of its own."""
    if not sns.is_amazon(url):
        return Unreachable(_("The address does not lead to Amazon."))
    opener = urllib.request.build_opener(_NoDetour())
    try:
        with opener.open(url, timeout=SECONDS) as answer:
            found: bytes = answer.read(LARGEST)
    except (urllib.error.URLError, OSError, ValueError):
        return Unreachable(_("Amazon could not be reached from the computer that runs Kith."))
    return found
