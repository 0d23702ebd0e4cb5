"""What a deployment may change, read once from the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def setting(name: str, default: Any, meaning: str) -> Any:
    """A documented setting: its environment variable, default and one sentence."""
    return field(default=default, metadata={"name": name, "meaning": meaning})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of a deployment. The guide prints the same table; a test compares them."""

    data: Path = setting("KITH_DATA", Path("var"), "Folder of the database, keys, queue and backups.")
    database_url: str = setting(
        "DATABASE_URL", "", "SQLAlchemy or Postgres URL; empty means `kith.db` in `KITH_DATA`."
    )
    migration_url: str = setting(
        "KITH_MIGRATION_URL", "", "Postgres URL of the tables' owner; empty means `DATABASE_URL`."
    )
    host: str = setting("KITH_HOST", "127.0.0.1", "Address the server listens on.")
    port: int = setting("PORT", 8000, "Port the server listens on.")
    public_url: str = setting(
        "KITH_PUBLIC_URL", "", "Where people reach Kith; https here turns on secure cookies and HSTS."
    )
    proxies: int = setting("KITH_PROXIES", 0, "Number of trusted proxies in front of the server.")
    threads: int = setting("KITH_THREADS", 8, "Requests served at the same time by one process.")
    worker: bool = setting("KITH_WORKER", True, "Whether the server process also works in the background.")
    secret_key: str = setting(
        "KITH_SECRET_KEY", "", "Signs cookies; empty means a key made once in `KITH_DATA/secret_key`."
    )
    development: bool = setting("KITH_DEVELOPMENT", False, "Shows `/design`; never on a public server.")
    max_upload_mb: int = setting(
        "KITH_MAX_UPLOAD_MB", 100, "Largest file that may be uploaded, in megabytes."
    )
    max_workbook_mb: int = setting(
        "KITH_MAX_WORKBOOK_MB", 512, "Most that a workbook may unpack to, in megabytes."
    )
    max_rows: int = setting("KITH_MAX_ROWS", 1_000_000, "Most rows that one file may have.")
    max_columns: int = setting("KITH_MAX_COLUMNS", 500, "Most columns that one file may have.")
    max_cell_characters: int = setting(
        "KITH_MAX_CELL_CHARACTERS", 64_000, "Longest cell of a file; a longer one is cut off and told."
    )
    upload_days: int = setting(
        "KITH_UPLOAD_DAYS", 14, "Days after which an upload that nobody went on with is forgotten."
    )
    file_days: int = setting(
        "KITH_FILE_DAYS", 30, "Days after a commit until the uploaded file itself is deleted."
    )
    undo_days: int = setting("KITH_UNDO_DAYS", 90, "Days after a commit for which an import can be undone.")
    backup_keep: int = setting("KITH_BACKUP_KEEP", 14, "Number of backups kept in `KITH_DATA/backups`.")
    refusal_days: int = setting(
        "KITH_REFUSAL_DAYS",
        400,
        "Days for which every no is kept in `KITH_DATA/refusals`: longer than any backup is.",
    )
    unsubscribe_mailbox: str = setting(
        "KITH_UNSUBSCRIBE_MAILBOX", "", "Address whose mail is fed to `kith unsubscribe -`; empty means none."
    )
    log_level: str = setting(
        "KITH_LOG_LEVEL", "", "DEBUG, INFO, WARNING or ERROR; empty means INFO, in a terminal WARNING."
    )

    @property
    def url(self) -> str:
        """The SQLAlchemy URL of the application's database."""
        return normalized(self.database_url) or f"sqlite:///{(self.data / 'kith.db').resolve()}"

    @property
    def owner_url(self) -> str:
        """The SQLAlchemy URL used by migrations."""
        return normalized(self.migration_url) or self.url

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def address(self) -> str:
        """The URL people type, without a slash at the end."""
        host = "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104  # every address is none
        return (self.public_url or f"http://{host}:{self.port}").rstrip("/")

    @property
    def is_https(self) -> bool:
        return self.address.startswith("https://")


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `environ`; raises `ValueError` with the variable's name when one cannot be read."""
    given: dict[str, Any] = {}
    for item in fields(Settings):
        text = environ.get(item.metadata["name"], "")
        if text:
            given[item.name] = _read(item.metadata["name"], text, item.default)
    return Settings(**given)


def _read(name: str, text: str, default: object) -> object:
    match default:
        case bool():
            return _flag(name, text)
        case int():
            if not text.isdecimal():
                raise ValueError(f"{name} must be a whole number, not {text!r}")
            return int(text)
        case Path():
            return Path(text)
        case _:
            return text


def _flag(name: str, text: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if text.lower() not in words:
        raise ValueError(f"{name} must be yes or no, not {text!r}")
    return words[text.lower()]


def normalized(url: str) -> str:
    """A database URL with the driver this application uses."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def secret_key(settings: Settings) -> str:
    """The key that signs cookies: from the environment, or made once in the data folder (mode 0600)."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        return _new_secret(path)


def _new_secret(path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_hex(32)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key
