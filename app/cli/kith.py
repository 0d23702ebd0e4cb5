"""The group `kith`: what a workspace's operator does from a terminal or a script."""

from app.cli.lazy import LazyGroup

COMMANDS = {
    "audience-check": "app.cli.audiences:audience_check",
    "backup": "app.cli.data:backup",
    "batches": "app.cli.batches:batches",
    "campaigns": "app.cli.campaigns:campaigns",
    "doctor": "app.cli.doctor:doctor",
    "eligibility": "app.cli.eligibility:eligibility",
    "groups": "app.cli.groups:groups",
    "reindex": "app.cli.reindex:reindex",
    "reset-link": "app.cli.accounts:reset_link",
    "import": "app.cli.imports:import_file",
    "import-activity": "app.cli.import_activity:import_activity",
    "undo-import": "app.cli.undo_import:undo_import",
    "match": "app.cli.match:match",
    "seed": "app.cli.seed:add_sample",
    "unsubscribe": "app.cli.unsubscribe:unsubscribe",
    "setup-link": "app.cli.accounts:setup_link",
}
"""One line for each command: its name, and where it is."""

kith = LazyGroup(COMMANDS, name="kith", help="Drive a workspace without a browser; docs/cli.md explains it.")
