"""Campaigns with their figures, and the people behind one."""

import json
import sys

import click

from app.accounts.models import Workspace
from app.activity.models import Campaign
from app.campaigns.domain.parts import Part
from app.campaigns.queries import campaigns as queries
from app.campaigns.queries import people
from app.campaigns.queries.table import rows
from app.cli.context import fail, in_workspace, print_json
from app.db import now, reading
from app.web.spreadsheet import csv_lines

MOST = 1_000
Told = dict[str, object]


@click.group("campaigns")
def campaigns() -> None:
    """What became of each mailing, and who is behind a figure. Nothing is changed by that."""


@campaigns.command("list")
@click.option("--search", default="", metavar="TEXT", help="Only those with this in the name or subject.")
@click.option("--most", type=click.IntRange(1, MOST), default=20, metavar="N", help="So many at most.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
@reading()
def list_campaigns(workspace: Workspace, search: str, most: int, as_json: bool) -> None:
    """The latest campaigns with how many people are behind each figure."""
    found = queries.campaigns(workspace, text=search, size=most).rows
    counts = queries.outcomes(workspace, [each.id for each in found])
    told = [_told(each, counts[each.id]) for each in found]
    if as_json:
        print_json(told)
        return
    for each in found:
        figures = ", ".join(f"{part.label.lower()} {part.among(counts[each.id]):,}" for part in Part)
        click.echo(f"{each.id}  {each.sent_at:%Y-%m-%d}  {each.name}: {figures}")


def _told(campaign: Campaign, counts: queries.People) -> Told:
    return {
        "id": campaign.id,
        "name": campaign.name,
        "subject": campaign.subject,
        "sent_at": campaign.sent_at.isoformat(),
        "source": campaign.source,
        **{part.value: part.among(counts) for part in Part},
    }


@campaigns.command("people")
@click.option("--campaign", "campaign_id", type=int, required=True, metavar="ID", help="As `list` tells it.")
@click.option("--show", type=click.Choice([part.value for part in Part]), default="sent", help="The figure.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV; otherwise JSON, one person on each line.")
@in_workspace
@reading()
def list_people(workspace: Workspace, campaign_id: int, show: str, as_csv: bool) -> None:
    """Everybody behind a figure, by name, with all times and who can be emailed now."""
    campaign, part = queries.get(workspace, campaign_id), Part(show)
    if campaign is None:
        fail(f"There is no campaign {campaign_id} in this workspace.")
    counts = queries.outcomes(workspace, [campaign.id])[campaign.id]
    who = people.who_is_in(campaign, part, number=part.among(counts))
    table = rows(workspace, campaign, who, at=now())
    if as_csv:
        for piece in csv_lines(table):
            sys.stdout.write(piece)
        return
    keys = [label.lower().replace(" ", "_") for label in next(table)]
    for row in table:
        click.echo(json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False))
