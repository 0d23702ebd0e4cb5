"""How an organization looks on its supporters' pages."""

from dataclasses import asdict, dataclass

from app.accounts.models import Workspace
from app.accounts.services.settings import change_settings
from app.audit.domain.meanwhile import Meanwhile
from app.audit.services import Actor, Change


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where supporters can write to, and the color of buttons and links; "" for none and Kith's own."""

    public_email: str
    accent: str


def saved_appearance(workspace: Workspace) -> Appearance:
    """What is saved."""
    return Appearance(workspace.public_email, workspace.accent)


def change_appearance(
    workspace: Workspace, appearance: Appearance, *, shown: Appearance, actor: Actor
) -> list[Change] | Meanwhile:
    """Save it and journal what differs; nothing is written where somebody else changed it since `shown`."""

    def write(held: Workspace) -> None:
        held.public_email, held.accent = appearance.public_email, appearance.accent

    return change_settings(
        workspace,
        saved=lambda held: asdict(saved_appearance(held)),
        shown=asdict(shown),
        after=asdict(appearance),
        write=write,
        actor=actor,
    )
