"""What must be right before a server answers anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.db import APPLICATION_ROLE, db
from app.operations.folder import is_on_network

WEAK_SECRETS = frozenset(
    {"dev", "development", "secret", "changeme", "change-me", "password", "kith", "test"}
)
LEAST_SECRET = 32


@dataclass(frozen=True, slots=True)
class Dangers:
    """`fatal` keep the server from starting; `warnings` are told and then lived with."""

    fatal: Sequence[str]
    warnings: Sequence[str]


def dangers(app: Flask, host: str) -> Dangers:
    """What is dangerous in this deployment's settings, in sentences that say what to change."""
    settings: Settings = app.config["SETTINGS"]
    fatal = (*_secrets(settings), *_debugging(app, settings, host))
    return Dangers(fatal, (*_plain_http(settings, host), *_network_disk(settings)))


def role_danger() -> str | None:
    """Why the database role that serves requests is not fenced in; None on SQLite or when it is."""
    if db.engine.dialect.name == "sqlite":
        return None
    with db.engine.connect() as connection:
        role = connection.execute(
            text(
                "SELECT rolname, rolsuper OR rolbypassrls AS passes FROM pg_roles "
                "WHERE rolname = current_user"
            )
        ).one()
    if role.rolname == APPLICATION_ROLE and not role.passes:
        return None
    return (
        f"Requests would reach the database as “{role.rolname}”, whom row-level security does not hold. "
        f"Let the role of DATABASE_URL become {APPLICATION_ROLE}: GRANT {APPLICATION_ROLE} TO …"
    )


def _secrets(settings: Settings) -> Sequence[str]:
    key = settings.secret_key
    if key and (key.lower() in WEAK_SECRETS or len(key) < LEAST_SECRET):
        return (
            f"KITH_SECRET_KEY can be guessed. Use {LEAST_SECRET} random characters or more, or leave it out: "
            "Kith then makes one.",
        )
    return ()


def _debugging(app: Flask, settings: Settings, host: str) -> Sequence[str]:
    is_public = not _is_this_machine(host) or bool(settings.public_url)
    if app.debug and is_public:
        return ("Debug mode shows the program's insides to everybody. Unset FLASK_DEBUG.",)
    if settings.development and is_public:
        return (
            "KITH_DEVELOPMENT is for the developer's own machine. Unset it on a server that others reach.",
        )
    return ()


def _plain_http(settings: Settings, host: str) -> Sequence[str]:
    if _is_this_machine(host) or settings.is_https:
        return ()
    return (
        "Passwords and cookies travel unencrypted. Put a proxy with HTTPS in front, and set KITH_PUBLIC_URL.",
    )


def _network_disk(settings: Settings) -> Sequence[str]:
    if not (settings.is_sqlite and is_on_network(settings.data)):
        return ()
    return (f"{settings.data} is on a network file system, where SQLite can lose data. Use a local disk.",)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
