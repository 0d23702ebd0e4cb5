"""What staff may type about reports of sending services."""

from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import Length, NumberRange

from app.inbound.domain import rules
from app.web.forms import Form


class RulesForm(Form):
    """After how many soft bounces an address is suppressed, and how long calls are kept."""

    soft_bounces = IntegerField(
        "Soft bounces in a row",
        [NumberRange(rules.FEWEST, rules.MOST, f"Type a number from {rules.FEWEST} to {rules.MOST}.")],
        description="After so many messages in a row that an address did not take for the moment, it is"
        " suppressed. One that arrives in between begins the count anew.",
    )
    days = IntegerField(
        "Days to keep what came",
        [
            NumberRange(
                rules.SHORTEST, rules.LONGEST, f"Type a number from {rules.SHORTEST} to {rules.LONGEST}."
            )
        ],
        description="Each call is kept as it came, so that it can be tried again. What it did stays.",
    )


class DoorForm(Form):
    """How the reports of one service are checked."""

    signing_key = StringField(
        "Key", [Length(max=2_000, message="That is too long for a key.")], render_kw={"autocomplete": "off"}
    )
    forget_key = BooleanField("Check no signature any more")
    checks_certificate = BooleanField(
        "Check Amazon’s signature",
        description="Kith fetches Amazon’s certificate for it. Leave it on, unless this computer cannot"
        " reach Amazon.",
    )

    @property
    def typed_key(self) -> str | None:
        """The key that was typed, "" to have none, None to leave it as it is."""
        if self.forget_key.data:
            return ""
        return (self.signing_key.data or "").strip() or None
