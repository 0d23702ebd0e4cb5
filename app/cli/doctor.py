"""The command that examines the data."""

import click
from flask.cli import with_appcontext

from app.cli.context import fail, print_json, the_app
from app.db import reading
from app.operations import doctor as operations
from app.operations import schema


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--repair", is_flag=True, help="Make anew what follows from the ledger of permission.")
@with_appcontext
def doctor(as_json: bool, repair: bool) -> None:
    """Examine all data of all workspaces; exit status 1 when something is wrong."""
    if not schema.is_up_to_date():
        fail("The database is not ready. Start the server once, or run ./run upgrade.")
    with reading():
        report = operations.examine(the_app())
    if repair and (repaired := operations.repair(the_app(), report)):
        for slug, check in repaired:
            click.echo(f"{slug}: {check}: repaired.", err=as_json)
        with reading():
            report = operations.examine(the_app())
    if as_json:
        print_json({"sound": not report.findings, "checks": report.checks, "findings": report.findings})
    else:
        for finding in report.findings:
            click.echo(f"{finding.workspace or 'database'}: {finding.check}: {finding.what}")
        click.echo(f"{len(report.checks)} checks, {len(report.findings)} findings.")
    raise SystemExit(1 if report.findings else 0)
