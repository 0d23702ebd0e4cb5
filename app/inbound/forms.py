"""What staff may type about reports of sending services."""

from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import Length, NumberRange

from app.inbound.domain import rules
from app.web.forms import Form
from app.words import N_


class RulesForm(Form):
    """After how many soft bounces an address is suppressed, and how long calls are kept."""

    soft_bounces = IntegerField(
        N_("Soft bounces in a row"),
        [
            NumberRange(
                rules.FEWEST,
                rules.MOST,
                N_("Type a number from {fewest} to {most}.", fewest=rules.FEWEST, most=rules.MOST),
            )
        ],
        description=N_(
            "After so many messages in a row that an address did not take for the moment, it is"
            " suppressed. One that arrives in between begins the count anew."
        ),
    )
    days = IntegerField(
        N_("Days to keep what came"),
        [
            NumberRange(
                rules.SHORTEST,
                rules.LONGEST,
                N_(
                    "Type a number from {shortest} to {longest}.",
                    shortest=rules.SHORTEST,
                    longest=rules.LONGEST,
                ),
            )
        ],
        description=N_("Each call is kept as it came, so that it can be tried again. What it did stays."),
    )


class DoorForm(Form):
    """How the reports of one service are checked."""

    signing_key = StringField(
        N_("Key"),
        [Length(max=2_000, message=N_("That is too long for a key."))],
        render_kw={"autocomplete": "off"},
    )
    forget_key = BooleanField(N_("Check no signature any more"))
    checks_certificate = BooleanField(
        N_("Check Amazon’s signature"),
        description=N_(
            "Kith fetches Amazon’s certificate for it. Leave it on, unless this computer cannot reach Amazon."
        ),
    )

    @property
    def typed_key(self) -> str | None:
        """The key that was typed, "" to have none, None to leave it as it is."""
        if self.forget_key.data:
            return ""
        return (self.signing_key.data or "").strip() or None
