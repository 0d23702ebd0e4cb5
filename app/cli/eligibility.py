"""May this address be written to? The verdict with every gate, as the screens show it."""

from datetime import UTC, datetime
from typing import Any, NoReturn

import click

from app.accounts.models import Workspace
from app.cli.context import in_workspace, print_json, to_stderr
from app.consent import queries
from app.consent.domain.gates import GateResult, Topic
from app.consent.queries import Asked, Behind
from app.constituents.domain.emails import parse_email
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.problems import Problem
from app.db import now, reading

NOT_FOUND = "not_found"


@click.command("eligibility")
@click.option("--email", "address", required=True, metavar="ADDRESS")
@click.option("--topic", "topic_name", metavar="TOPIC", help="The name of an interest group.")
@click.option("--at", "instant", metavar="ISO", help="As of this instant; by default now.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
@reading()
def eligibility(
    workspace: Workspace, address: str, topic_name: str | None, instant: str | None, as_json: bool
) -> None:
    """The verdict on ADDRESS. Ends with 1 when nobody is known by it."""
    parsed = parse_email(address)
    if isinstance(parsed, Problem):
        _refuse(f"{address} is not an email address. {parsed}")
    topic = _topic(workspace, topic_name)
    at = _instant(instant) if instant else now()
    past = at < now() and instant is not None
    found = queries.behind(workspace, [parsed.address], at=at, topic=topic, as_recorded=past)[0]
    answer = told(found)
    if as_json:
        print_json(answer)
    else:
        _say(answer)
    if not found.people and not found.suppressed:
        raise SystemExit(1)


def told(found: Behind) -> dict[str, Any]:
    """The answer: the strictest verdict of those who share the address, and the verdicts of all."""
    strictest = found.strictest
    answer: dict[str, Any] = {
        "eligible": found.eligible,
        "headline": _headline(found, strictest),
        "gates": _gates(strictest.verdict.gates) if strictest else [],
        "people": [_person(asked) for asked in found.people],
        "address_restrictions": [
            {"kind": each.kind.value, "reason": each.reason, "since": each.since, "source": _source(each)}
            for each in found.suppressed
        ],
    }
    return answer


def _headline(found: Behind, strictest: Asked | None) -> str | None:
    if strictest and strictest.verdict.headline:
        return strictest.verdict.headline.value
    if found.suppressed:
        return "suppressed"
    return None if strictest else NOT_FOUND


def _person(asked: Asked) -> dict[str, Any]:
    headline = asked.verdict.headline
    return {
        "constituent": format_lookup(asked.lookup_number),
        "name": asked.name,
        "eligible": asked.verdict.eligible,
        "headline": headline.value if headline else None,
    }


def _gates(results: tuple[GateResult, ...]) -> list[dict[str, Any]]:
    return [
        {
            "gate": result.gate.value,
            "passed": result.passed,
            "detail": result.detail,
            "since": result.since,
            "source": result.source,
        }
        for result in results
    ]


def _source(each: Any) -> str:
    return f"{each.party.words}, {each.source}" if each.source else str(each.party.words)


def _say(answer: dict[str, Any]) -> None:
    click.echo("Can be emailed." if answer["eligible"] else f"Cannot be emailed: {answer['headline']}.")
    for gate in answer["gates"]:
        since = f", since {gate['since']:%Y-%m-%d}" if gate["since"] else ""
        source = f" ({gate['source']})" if gate["source"] else ""
        click.echo(
            f"  {'passed' if gate['passed'] else 'FAILED'}  {gate['gate']}: {gate['detail']}{since}{source}"
        )


def _topic(workspace: Workspace, name: str | None) -> Topic | None:
    if name is None:
        return None
    found = queries.topic(workspace, name)
    if found is None:
        known = ", ".join(f"“{topic.name}”" for topic in queries.topics(workspace))
        _refuse(f"There is no interest group named “{name}”. There are: {known or 'none'}.")
    return found


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        _refuse(f"{text} is not an instant. Write it like 2026-11-21T09:00:00+00:00.")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _refuse(why: str) -> NoReturn:
    print_json({"refused": why})
    to_stderr(why)
    raise SystemExit(2)
