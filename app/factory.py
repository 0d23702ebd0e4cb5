"""Puts the application together: the only module that knows every part."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path

from flask import Flask

from app import cli, jobs, shell
from app.accounts import access
from app.activity.services import rebuilding as rollups
from app.activity_imports import services as activity_imports
from app.audiences.services import CHECK, CLEARING, CLEARING_KIND
from app.batch_entry.services import exceptions, filling, filling_run, validating
from app.batch_entry.services.blocking import blocks
from app.batch_entry.services.samples import add_batches, remove_batches
from app.batches.domain.status import ENTERED
from app.batches.services import COMMIT
from app.batches.services.committing import on_committed
from app.batches.services.forgetting import on_forgotten
from app.batches.services.reverting import HANDLER as UNDO
from app.batches.services.starting import on_commit
from app.config import ROOT, Settings, from_environment, secret_key
from app.consent.services import catching_up as standings
from app.consent.services import hash_addresses, hold_successors, keep_by
from app.constituents.departures import keep_out_of_sight
from app.constituents.events import on_changed, on_written
from app.db import db
from app.groups.services import COUNT, COUNT_KIND, FOLLOW, FOLLOW_KIND, RECALCULATE, keep_lists
from app.imports import services as imports
from app.inbound import services as inbound
from app.jobs import chores, refusals
from app.matching.services import refresh, refresh_counts
from app.preferences import services as preferences
from app.profiles.services import totals
from app.restrictions import services as restrictions
from app.sample.services import fill_on_set_up, on_filled
from app.sample.services.removing import on_emptied
from app.web import setup

BLUEPRINTS = (
    "app.operations.routes",
    "app.accounts.routes",
    "app.profiles.routes",
    "app.imports.routes",
    "app.restrictions.routes",
    "app.activity_imports.routes",
    "app.batch_entry.routes",
    "app.batches.routes",
    "app.batches.routes.matching",
    "app.batches.routes.rules",
    "app.groups.routes",
    "app.audiences.routes",
    "app.campaigns.routes",
    "app.consent.routes",
    "app.preferences.routes",
    "app.preferences.routes.settings",
    "app.cultivation.routes",
    "app.lifecycle.routes",
    "app.sample.routes",
    "app.giving.routes",
    "app.inbound.routes",
    "app.reports.routes",
    "app.events.routes",
    "app.guide.routes",
)


def create_app(settings: Settings | None = None) -> Flask:
    """A ready application for these settings, by default those of the environment."""
    settings = settings or from_environment()
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask(
        "app",
        root_path=str(ROOT / "app"),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
        instance_path=str(settings.data.resolve()),
    )
    app.config.from_mapping(configuration(settings))
    db.init_app(app)
    setup.init_app(app)
    access.init_app(app)
    shell.init_app(app)
    for name in BLUEPRINTS:
        app.register_blueprint(import_module(name).bp)
    jobs.init_app(app)
    cli.init_app(app)
    listen(app)
    employ(settings)
    return app


def listen(app: Flask) -> None:
    """Tell the packages above what those below them do, and hide from all queries who is gone."""
    keep_out_of_sight()
    on_written(refresh)
    on_written(hash_addresses)
    on_written(inbound.match_new)
    on_changed(hold_successors)
    on_forgotten(activity_imports.forget_beside)
    for kind in ENTERED:
        on_commit(kind, blocks)
    on_committed(exceptions.move_exceptions)
    keep_by(refusals.keep)
    access.on_set_up(app).append(fill_on_set_up)
    on_filled(add_batches)
    on_emptied(remove_batches)
    on_filled(totals.forget)
    on_emptied(totals.forget)


def employ(settings: Settings) -> None:
    """Say how each kind of background work is done."""
    jobs.HANDLERS["dry_run"] = imports.handler(imports.limits_of(settings))
    jobs.HANDLERS["commit"] = COMMIT
    jobs.HANDLERS["undo"] = UNDO
    jobs.HANDLERS[validating.KIND] = validating.HANDLER
    jobs.HANDLERS[filling.KIND] = filling_run.handler(imports.limits_of(settings))
    jobs.HANDLERS["restriction_check"] = restrictions.check_handler(imports.limits_of(settings))
    jobs.HANDLERS["restriction_commit"] = restrictions.COMMIT
    jobs.HANDLERS["activity_check"] = activity_imports.check_handler(imports.limits_of(settings))
    jobs.HANDLERS["activity_commit"] = activity_imports.COMMIT
    jobs.HANDLERS["activity_undo"] = activity_imports.UNDO
    jobs.HANDLERS["recalculate"] = RECALCULATE
    jobs.HANDLERS[FOLLOW_KIND] = FOLLOW
    jobs.HANDLERS[COUNT_KIND] = COUNT
    jobs.HANDLERS[standings.KIND] = standings.HANDLER
    jobs.HANDLERS[inbound.KIND] = inbound.HANDLER
    jobs.HANDLERS["audience_check"] = CHECK
    jobs.HANDLERS[CLEARING_KIND] = CLEARING
    jobs.HANDLERS[rollups.KIND] = rollups.HANDLER
    chores.CHORES[:] = [refresh_counts, imports.forgetting(settings), inbound.care, refusals.keep]
    chores.PROMPT[:] = [
        preferences.carrying_out(settings.data),
        (refusals.is_behind, refusals.keep),
        (rollups.once_a_minute(), rollups.catch_up),
        (rollups.once_a_minute(), keep_lists),
        (lambda: True, standings.catch_up),
        (totals.now_and_then(), totals.keep_figures),
    ]


def configuration(settings: Settings) -> dict[str, object]:
    """Flask's configuration for these settings."""
    return {
        "SETTINGS": settings,
        "SECRET_KEY": secret_key(settings),
        "SQLALCHEMY_DATABASE_URI": settings.url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings),
        "OWNER_URL": settings.owner_url,
        "DEVELOPMENT": settings.development,
        "LOG_LEVEL": settings.log_level,
        "KEEP_REFUSALS": True,
        "MAX_CONTENT_LENGTH": (settings.max_upload_mb + 2) * 1_000_000,
        "MAX_FORM_MEMORY_SIZE": 4_000_000,
        "MAX_FORM_PARTS": 5_000,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_TIME_LIMIT": None,
    }


def engine_options(settings: Settings) -> dict[str, object]:
    """How many connections one process keeps."""
    # an error's words end in logs and answers, which hold no personal data
    return {"pool_size": settings.threads + 4, "max_overflow": 8, "hide_parameters": True}


def data_folder(app: Flask) -> Path:
    """Where this deployment keeps its files."""
    folder: Path = app.config["SETTINGS"].data
    return folder
