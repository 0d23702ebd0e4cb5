"""The files of known tools, one TOML each: how they are recognized and what their columns say."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from app.activity_imports.domain.presets import Preset, preset_of


@lru_cache(maxsize=1)
def all_presets() -> tuple[Preset, ...]:
    """Every tool that is known, in the order of their names."""
    found = (path for path in files(__name__).iterdir() if path.name.endswith(".toml"))
    texts = {path.name.removesuffix(".toml"): path.read_text("utf-8") for path in found}
    return tuple(preset_of(id, tomllib.loads(text)) for id, text in sorted(texts.items()))


def by_id(id: str) -> Preset | None:
    """The preset with this id."""
    return next((preset for preset in all_presets() if preset.id == id), None)
