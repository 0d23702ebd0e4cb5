"""Pages in process, over other people and texts for every request, beside a bare view and Django's admin."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from flask import Flask

from app.db import bind, db
from app.web.pagination import Cursor, encode
from bench import clients
from bench.clients import AS_TYPED, Ask
from bench.data import databases, make
from bench.data.databases import Made
from bench.picks import Picks, pick
from bench.timing import Figure, busy, grid, measure_in_turn, milliseconds
from tests.statements import count_statements

WARM = 4
TABS = ("", "/email-preferences", "/donations", "/registrations", "/email-activity", "/history")
LIST, PEER = "/constituents", "/peer/constituent/"
PEER_TAKES = "Django's admin takes"
BARE, PEER_LIST, PEER_SEARCH = "bare Flask view", "Django's admin, first page", "Django's admin, search"


def main() -> None:
    """Measure on one database and print the table; a process of its own, as Django asks for that."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("database", choices=["sqlite", "postgres"])
    parser.add_argument("people", type=int)
    parser.add_argument("times", type=int)
    parser.add_argument("cache", type=Path)
    options = parser.parse_args()
    made_on = databases.on_sqlite if options.database == "sqlite" else databases.on_postgres
    with made_on(options.cache, options.people) as made, tempfile.TemporaryDirectory() as folder:
        print(run(made, Path(folder), people=options.people, times=options.times))


@dataclass(frozen=True, slots=True)
class Scenario:
    """One kind of request, with the addresses it is made for; `peer` is the label of what is beside it."""

    label: str
    ask: Ask
    urls: Sequence[str]
    peer: str = ""
    is_ours: bool = True


def run(made: Made, folder: Path, *, people: int, times: int) -> str:
    """The table of pages, each with its statements and beside its peers."""
    workspace_id = _workspace(made.app)
    picks = _picks(made.app, workspace_id, times + WARM)
    scenarios = [
        Scenario(BARE, clients.bare(), ["/"] * (times + WARM), is_ours=False),
        *_pages(made.app, workspace_id, picks),
        *_peers(made, folder, picks, times=max(3, times // 8)),
    ]
    figures = _measured(scenarios)
    title = f"Pages on {made.label}, {people:,} constituents in one workspace"
    heads = ["statements", "best ms", "median ms", "p95 ms", "processor ms", f"× {BARE}", PEER_TAKES]
    return grid(title, heads, [_line(each, figures) for each in scenarios])


def _line(scenario: Scenario, figures: Mapping[str, Figure]) -> list[str]:
    figure, bare, beside = (figures.get(label) for label in (scenario.label, BARE, scenario.peer))
    if figure is None or bare is None:
        return [scenario.label, "failed", *[""] * 6]
    ratio = f"× {beside.median / figure.median:.0f}" if beside else ""
    statements = "" if figure.statements is None else str(figure.statements)
    return [
        figure.label,
        statements,
        f"{figure.best * 1000:.1f}",
        *milliseconds(figure),
        busy(figure),
        f"{figure.median / bare.median:.1f}",
        ratio,
    ]


def _workspace(app: Flask) -> int:
    with app.app_context():
        return make.workspace_id()


def _picks(app: Flask, workspace_id: int, many: int) -> Picks:
    with app.app_context():
        bind(workspace_id)
        found = pick(workspace_id, many)
        db.session.remove()
    return found


def _pages(app: Flask, workspace_id: int, picks: Picks) -> Iterator[Scenario]:
    page = clients.signed_in(app, workspace_id)
    typed = clients.signed_in(app, workspace_id, AS_TYPED)
    people, texts = picks.people, picks.texts()
    yield Scenario("list, first page", page, [LIST] * len(people), peer=PEER_LIST)
    deep = [f"{LIST}?after={encode(Cursor((one.sort_name, one.id)))}" for one in people]
    yield Scenario("list, a page in the middle", page, deep, peer=PEER_LIST)
    for what, given in texts.items():
        urls = [f"{LIST}?q={quote(text)}" for text in given]
        yield Scenario(f"type in the list: {what}", typed, urls, peer=PEER_SEARCH)
    for what in ("beginning of a name", "one typo"):
        yield Scenario(
            f"type in the search of all: {what}", typed, [f"/search?q={quote(t)}" for t in texts[what]]
        )
    for tab in TABS:
        yield Scenario(f"tab {tab or '/overview'}", page, [f"{LIST}/{one.id}{tab}" for one in people])
    for what, own in zip(("400 gifts", "12 addresses"), picks.busiest, strict=True):
        yield Scenario(f"tab /overview, {what}", page, [f"{LIST}/{own}"] * len(people))


def _peers(made: Made, folder: Path, picks: Picks, *, times: int) -> Iterator[Scenario]:
    """Django's admin, asked less often, as it takes longer."""
    from bench.peer.client import admin

    ask, few = clients.of_peer(admin(made, folder)), times + WARM
    texts = picks.texts()["beginning of a name"][:few]
    yield Scenario(PEER_LIST, ask, [PEER] * few, is_ours=False)
    yield Scenario(PEER_SEARCH, ask, [f"{PEER}?q={quote(text)}" for text in texts], is_ours=False)


def _measured(scenarios: Sequence[Scenario]) -> dict[str, Figure]:
    """What each took, by label; without those of which a request was not answered as it should be."""
    counted = {each.label: number for each in scenarios if (number := _counted(each)) is not None}
    whole = [each for each in scenarios if each.label in counted]
    found = measure_in_turn(
        {each.label: [partial(each.ask, url) for url in each.urls] for each in whole}, warm=WARM
    )
    return {label: replace(figure, statements=counted[label] or None) for label, figure in found.items()}


def _counted(scenario: Scenario) -> int | None:
    """The most statements of a few requests, 0 for what is not ours; None, and a line, where one fails."""
    try:
        counted = scenario.urls[: 6 if scenario.is_ours else 1]
        most = max(_statements(scenario.ask, url) for url in counted)
    except RuntimeError as error:
        print(f"{scenario.label}: {error}", file=sys.stderr)
        return None
    return most if scenario.is_ours else 0


def _statements(ask: Ask, url: str) -> int:
    with count_statements() as seen:
        ask(url)
    return len(seen)


if __name__ == "__main__":
    main()
