#!/usr/bin/env python3
"""Start a migration from the difference between the models and the last one: scripts/migration.py TITLE

It works on a throw-away SQLite database. Read what it wrote: Alembic sees neither data nor meaning.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main(title: str) -> None:
    from alembic import command
    from alembic.config import Config

    from app.config import Settings
    from app.factory import create_app
    from app.operations import schema

    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder)))
        config = Config(str(ROOT / "migrations/alembic.ini"))
        config.set_main_option("script_location", str(ROOT / "migrations"))
        number = len(list((ROOT / "migrations/versions").glob("*.py"))) + 1
        with app.app_context():
            schema.make_ready(app, say=print)
            command.revision(config, message=title, autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
