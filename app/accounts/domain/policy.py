"""A workspace's rule for people who never chose."""

from enum import StrEnum

from app.words import N_


class Policy(StrEnum):
    """What holds for a person without restriction and without recorded consent."""

    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"

    @property
    def sentence(self) -> str:
        """The policy in one sentence, for staff."""
        return _SENTENCES[self]


_SENTENCES = {
    Policy.OPT_OUT: N_("People may be emailed until they say no."),
    Policy.OPT_IN: N_("People may be emailed only once they have said yes and the consent is on record."),
}


def proposed_for(country: str) -> Policy:
    """The policy proposed for an ISO 3166 two-letter country: opt-out in the United States, else opt-in."""
    return Policy.OPT_OUT if country.strip().upper() == "US" else Policy.OPT_IN
