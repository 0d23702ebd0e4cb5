"""What may be typed about how an organization looks on its supporters' pages."""

import json
from typing import Any

from wtforms import BooleanField, HiddenField, StringField
from wtforms.fields import ColorField
from wtforms.validators import Length

from app.constituents.domain.emails import parse_email
from app.constituents.domain.problems import Problem
from app.preferences.domain.colors import problem
from app.web.forms import Form, refuse
from app.words import N_

OURS = "#0f6b4f"
"""What the field shows until a color is chosen: near to Kith's own."""


class AppearanceForm(Form):
    """Where supporters can write to, and a color; `basis` is what was saved when the page was opened."""

    public_email = StringField(
        N_("Email address for supporters"),
        [Length(max=254, message=N_("Use at most 254 characters."))],
        description=N_("Shown on the preference page, for questions that the page cannot answer."),
        filters=[lambda text: (text or "").strip()],
        render_kw={"inputmode": "email", "autocomplete": "email", "spellcheck": "false"},
    )
    has_color = BooleanField(N_("Use a color of our own for buttons and links"))
    color = ColorField(N_("Color"), filters=[lambda text: (text or "").strip().lower()])
    basis = HiddenField()

    @property
    def accent(self) -> str:
        """The chosen color, "" for Kith's own."""
        return str(self.color.data) if self.has_color.data else ""

    @property
    def was_shown(self) -> dict[str, str]:
        """What was saved when the page was opened."""
        try:
            told: Any = json.loads(self.basis.data or "")
            return {name: str(told[name]) for name in ("public_email", "accent")}
        except (ValueError, TypeError, KeyError):
            return {"public_email": "", "accent": ""}

    def is_right(self) -> bool:
        """Whether all of it can be saved; else each field says what to do."""
        is_valid = self.validate()
        found = parse_email(str(self.public_email.data)) if self.public_email.data else None
        if isinstance(found, Problem):
            refuse(self, "public_email", str(found))
        if self.accent and (why := problem(self.accent)):
            refuse(self, "color", why)
        return is_valid and not self.public_email.errors and not self.color.errors
