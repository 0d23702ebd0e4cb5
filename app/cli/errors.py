"""What failed outside Kith, as one sentence for whoever runs it."""

from sqlalchemy.exc import ArgumentError, OperationalError


def sentence(error: Exception) -> str:
    """Settings that cannot be read, a folder, or the database, in words that name no code."""
    match error:
        case OperationalError():
            return _database(str(error.orig).strip())
        case ArgumentError():
            return f"DATABASE_URL cannot be understood: {error}"
        case OSError(strerror=str(why), filename=str(name)):
            return f"{name}: {why}."
        case _:
            return f"{error}."


def _database(why: str) -> str:
    first = why.partition("\n")[0].rstrip(".")
    if "locked" in why or "busy" in why:
        return "The database is busy: another process has been writing for a while. Try again in a minute."
    if "full" in why or "No space left" in why:
        return "The disk of the database is full. Nothing was written; make room and try again."
    return f"The database cannot be used: {first}."
