"""Ask who of some groups can be emailed, as the screens of audience checks do."""

import sys

import click
from sqlalchemy.exc import OperationalError

from app import jobs
from app.accounts.models import Workspace
from app.audiences import services
from app.audiences.domain.question import CheckState, Part, Question
from app.audiences.models import AudienceCheck
from app.audiences.queries import again, checks
from app.audiences.queries.asking import Broken, understand
from app.audiences.services.file import rows
from app.cli.background import FULL, refuse
from app.cli.context import fail, in_workspace, print_json, the_app
from app.config import Settings
from app.consent.domain.gates import Topic
from app.consent.domain.links import for_trial_only
from app.consent.queries import topic as topic_named
from app.consent.queries import topics
from app.db import bind, db, now
from app.groups.queries import lists
from app.operations.workspaces import OPERATOR
from app.web.spreadsheet import csv_lines


@click.command("audience-check")
@click.option("--group", "included", multiple=True, required=True, metavar="NAME", help="Who is meant.")
@click.option("--exclude", "excluded", multiple=True, metavar="NAME", help="A group that stays out.")
@click.option("--topic", "topic", metavar="NAME", help="The interest group that the message is about.")
@click.option("--most", type=click.IntRange(1, 100), metavar="N", help="Leave out who got so many messages")
@click.option("--days", type=click.IntRange(1, 366), metavar="N", help="in so many days.")
@click.option("--name", default="", metavar="TEXT", help="What it is for.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the file for the sending tool.")
@click.option("--trial", is_flag=True, help="Print it although its links do not begin with https.")
@in_workspace
def audience_check(
    workspace: Workspace,
    included: tuple[str, ...],
    excluded: tuple[str, ...],
    topic: str | None,
    most: int | None,
    days: int | None,
    name: str,
    as_json: bool,
    as_csv: bool,
    trial: bool,
) -> None:
    """Who of these groups can be emailed, and why not the others."""
    if as_csv and not trial and (why := for_trial_only(_settings().address)):
        refuse(f"{why} With --trial the file is printed all the same.", as_json)
    about = _topic(workspace, topic, as_json)
    question = Question(
        topic_id=about.id if about else None,
        topic=about.name if about else "",
        included=_parts(workspace, included, as_json),
        excluded=_parts(workspace, excluded, as_json),
        messages=most,
        days=days,
    )
    try:
        check = _made(workspace, question, name, as_json)
        if as_csv:
            _print_file(check, as_json)
        else:
            _print(check, question, as_json)
    except OperationalError:
        db.session.rollback()
        fail(f"{FULL} Run the command again later.")


def _topic(workspace: Workspace, name: str | None, as_json: bool) -> Topic | None:
    found = topic_named(workspace, name) if name else None
    if name and found is None:
        known = ", ".join(f"“{each.name}”" for each in topics(workspace))
        refuse(f"There is no interest group named “{name}”. There are: {known or 'none'}.", as_json)
    return found


def _parts(workspace: Workspace, names: tuple[str, ...], as_json: bool) -> tuple[Part, ...]:
    found = {name: lists.named(workspace, name) for name in names}
    for name, group in found.items():
        if group is None:
            refuse(f"There is no group named “{name}”.", as_json)
    return tuple(Part(group.id, name) for name, group in found.items() if group)


def _made(workspace: Workspace, question: Question, name: str, as_json: bool) -> AudienceCheck:
    """The check, seen to its end here or in the server."""
    outcome = services.start(workspace, question, name=name, actor=OPERATOR)
    if isinstance(outcome, services.Refused):
        refuse(outcome.why, as_json)
    workspace_id, check_id, work_id = workspace.id, outcome.check.id, outcome.work.id
    db.session.commit()
    state = jobs.finish(the_app(), workspace_id, work_id)
    db.session.remove()
    bind(workspace_id)
    check = checks.get(workspace_id, check_id)
    if check is None or check.state is not CheckState.DONE:
        fail("The check waits for the database." if state.is_alive else "The check did not come to its end.")
    return check


def _print(check: AudienceCheck, question: Question, as_json: bool) -> None:
    counts = checks.counts_of(check)
    reasons = {barrier.value: number for barrier, number in counts.reasons}
    if as_json:
        numbers = {"people": counts.people, "eligible": counts.eligible, "messages": counts.messages}
        print_json(
            {"check": check.id, "question": question.sentence, "at": check.at, **numbers, "reasons": reasons}
        )
        return
    click.echo(question.sentence)
    click.echo(
        f"{counts.eligible:,} of {counts.people:,} people can be emailed, in {counts.messages:,} messages."
    )
    for barrier, number in counts.reasons:
        click.echo(f"  {number:,} {barrier.label}")


def _print_file(check: AudienceCheck, as_json: bool) -> None:
    workspace = db.session.get_one(Workspace, check.workspace_id)
    audience = understand(workspace, checks.question_of(check), at=now())
    if isinstance(audience, Broken):
        refuse(audience.why, as_json)
    found = again.compared(check, audience).differences
    settings = _settings()
    file = list(rows(check, audience, settings.address, mailbox=settings.unsubscribe_mailbox))
    services.note_export(check, count=len(file) - 1, found=found, actor=OPERATOR)
    db.session.commit()
    for piece in csv_lines(file):
        sys.stdout.write(piece)


def _settings() -> Settings:
    found: Settings = the_app().config["SETTINGS"]
    return found
