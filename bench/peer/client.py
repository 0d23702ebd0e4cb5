"""A signed-in browser of the peer; a process can set Django up only once, so for one database."""

from pathlib import Path
from typing import Any

import django
from django.conf import settings
from sqlalchemy.engine import make_url

from bench.data.databases import Made


def admin(made: Made, folder: Path) -> Any:
    """A signed-in client of an admin; its list is at `/constituent/`."""
    settings.configure(
        DATABASES={"default": _own(folder), "kith": _theirs(made)},
        DATABASE_ROUTERS=["bench.peer.client.Router"],
        INSTALLED_APPS=[
            f"django.contrib.{name}" for name in ("admin", "auth", "contenttypes", "sessions", "messages")
        ]
        + ["bench.peer.apps.PeerConfig"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        ROOT_URLCONF="bench.peer.urls",
        SECRET_KEY="of a measurement only",
        STATIC_URL="/static/",
        ALLOWED_HOSTS=["*"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()
    return _signed_in()


def _own(folder: Path) -> dict[str, Any]:
    """Accounts and sessions of the admin, as they have no place in our schema."""
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "django.db")}


def _theirs(made: Made) -> dict[str, Any]:
    if made.file:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(made.file)}
    url = make_url(made.owner)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.database,
        "USER": url.username,
        "HOST": url.query["host"],
        "CONN_MAX_AGE": None,
    }


def _signed_in() -> Any:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    User.objects.filter(username="bench").delete()
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    return client


class Router:
    """Our tables are in the database under measurement, Django's own in one of its own."""

    def db_for_read(self, model: Any, **_hints: Any) -> str:
        return "kith" if model._meta.app_label == "peer" else "default"

    db_for_write = db_for_read

    def allow_relation(self, *_objects: Any, **_hints: Any) -> bool:
        return True

    def allow_migrate(self, database: str, app_label: str, **_hints: Any) -> bool:
        return database == "default" and app_label != "peer"
