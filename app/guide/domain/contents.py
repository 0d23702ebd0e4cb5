"""What the guide holds, in which order, and which page explains which screen."""

from dataclasses import dataclass

PREFIX = "/docs"
"""Where the guide begins, in addresses."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the guide: its folder, what it is called, and its pages in the order of reading."""

    slug: str
    title: str
    pages: tuple[str, ...]


AREAS = (
    Area("getting-started", "Getting started", ("sign-in", "home")),
    Area(
        "constituents",
        "People",
        (
            "finding-people",
            "the-profile",
            "adding-and-editing",
            "notes-and-prospects",
            "history-and-undo",
            "data-rights",
            "sample-people",
        ),
    ),
    Area(
        "import",
        "Importing a file",
        (
            "upload",
            "map-columns",
            "check",
            "review",
            "resolve",
            "commit",
            "undo",
            "restrictions",
            "activity",
            "activity-review",
            "activity-tray",
        ),
    ),
    Area("groups", "Groups", ("groups", "rules")),
    Area(
        "eligibility",
        "Email and permission",
        (
            "who-can-be-emailed",
            "restrictions-and-consent",
            "interest-groups",
            "preference-page",
            "audience-check",
        ),
    ),
    Area("email", "Campaigns", ("campaigns",)),
    Area(
        "settings",
        "Settings",
        (
            "organization",
            "who-may-be-emailed",
            "matching",
            "update-rules",
            "email-events",
            "people-and-roles",
            "your-settings",
        ),
    ),
)

# The beginning of an endpoint, and the page (with its section) that explains what it shows; the longest
# beginning that fits wins.
_HELP = {
    "activity_imports.": "import/activity-review",
    "activity_imports.checking": "import/activity",
    "activity_imports.columns": "import/activity",
    "activity_imports.commit_decided": "import/activity-tray#record-what-was-decided",
    "activity_imports.confirm": "import/activity-review#commit",
    "activity_imports.confirm_creation": "import/activity-tray#many-at-once",
    "activity_imports.confirm_discard": "import/activity",
    "activity_imports.figures": "import/activity-review#compare-the-money",
    "activity_imports.new": "import/activity",
    "activity_imports.progress": "import/activity-review#commit",
    "activity_imports.result": "import/activity-review#the-result-and-undo",
    "activity_imports.undo_import": "import/activity-review#the-result-and-undo",
    "activity_imports.unmatched": "import/activity-tray",
    "accounts.": "settings/people-and-roles",
    "accounts.organization": "settings/organization",
    "accounts.password": "settings/your-settings#password",
    "accounts.sessions": "settings/your-settings#where-you-are-signed-in",
    "accounts.settings": "settings/organization",
    "accounts.you": "settings/your-settings",
    "audiences.": "eligibility/audience-check",
    "audiences.choose_export": "eligibility/audience-check#export",
    "audiences.create": "eligibility/audience-check#ask",
    "audiences.export": "eligibility/audience-check#export",
    "appearance.": "eligibility/preference-page#how-it-looks",
    "audiences.new": "eligibility/audience-check#ask",
    "batches.": "import/review",
    "batches.addition": "import/resolve#decide",
    "batches.commit": "import/commit",
    "batches.confirm": "import/commit",
    "batches.confirm_resolution": "import/resolve",
    "batches.plan_resolution": "import/resolve",
    "batches.progress": "import/commit",
    "batches.resolve": "import/resolve",
    "batches.result": "import/commit#the-result",
    "batches.save_group": "import/commit#the-result",
    "batches.start_undo": "import/undo",
    "batches.undo_import": "import/undo",
    "campaigns.": "email/campaigns",
    "campaigns.choose_group": "email/campaigns#the-people-behind-a-figure",
    "campaigns.edit": "email/campaigns#edit",
    "campaigns.over_days": "email/campaigns#when-it-was-opened",
    "campaigns.reach": "email/campaigns#write-again-to-those-who-never-opened-it",
    "campaigns.save": "email/campaigns#edit",
    "consent.": "eligibility/restrictions-and-consent",
    "consent.lift": "eligibility/restrictions-and-consent#lift-a-restriction",
    "consent.rules": "settings/who-may-be-emailed",
    "consent.change_rules": "settings/who-may-be-emailed",
    "consent.record_consent": "eligibility/restrictions-and-consent#record-consent",
    "consent.consent": "eligibility/restrictions-and-consent#record-consent",
    "consent.eligibility": "eligibility/who-can-be-emailed#ask-about-addresses",
    "consent.interest": "eligibility/interest-groups",
    "cultivation.": "constituents/notes-and-prospects",
    "cultivation.constituency": "constituents/notes-and-prospects#roles",
    "cultivation.note": "constituents/notes-and-prospects#notes-and-next-steps",
    "cultivation.prospect": "constituents/notes-and-prospects#stage-manager-capacity",
    "groups.": "groups/groups",
    "groups.edit": "groups/rules",
    "groups.export": "groups/groups#export",
    "groups.choose_export": "groups/groups#export",
    "groups.new": "groups/rules",
    "imports.": "import/upload",
    "imports.checking": "import/check",
    "imports.columns": "import/map-columns",
    "imports.confirm_forget": "import/map-columns#saved-mappings",
    "imports.mappings": "import/map-columns#saved-mappings",
    "inbound.": "settings/email-events",
    "inbound.calls": "settings/email-events#what-came",
    "inbound.attempt": "settings/email-events#what-came",
    "inbound.confirm": "settings/email-events#amazon-ses",
    "lifecycle.": "constituents/data-rights",
    "lifecycle.activity": "constituents/data-rights#deactivate",
    "lifecycle.change_activity": "constituents/data-rights#deactivate",
    "lifecycle.death": "constituents/data-rights#deceased",
    "lifecycle.record_death": "constituents/data-rights#deceased",
    "lifecycle.export": "constituents/data-rights#export-one-person",
    "lifecycle.erase": "constituents/data-rights#erase-one-person",
    "lifecycle.carry_out_erasure": "constituents/data-rights#erase-one-person",
    "lifecycle.roll_back": "constituents/history-and-undo#put-one-value-back",
    "lifecycle.carry_out_rollback": "constituents/history-and-undo#put-one-value-back",
    "lifecycle.undo": "constituents/history-and-undo#undo-a-whole-change",
    "lifecycle.carry_out_undo": "constituents/history-and-undo#undo-a-whole-change",
    "matching.": "settings/matching",
    "matching.add_names": "settings/matching#given-names",
    "preferences.": "eligibility/preference-page",
    "profiles.": "constituents/the-profile",
    "profiles.add_individual": "constituents/adding-and-editing",
    "profiles.add_members": "constituents/finding-people#select-and-export",
    "profiles.add_organization": "constituents/adding-and-editing",
    "profiles.addition": "constituents/adding-and-editing#is-this-somebody-on-record",
    "profiles.choose_": "constituents/finding-people#select-and-export",
    "profiles.choose_restriction": "eligibility/restrictions-and-consent#many-people-at-once",
    "profiles.compare": "constituents/adding-and-editing#is-this-somebody-on-record",
    "profiles.confirm_match": "constituents/adding-and-editing#is-this-somebody-on-record",
    "profiles.donations": "constituents/the-profile#donations",
    "profiles.draft": "constituents/adding-and-editing",
    "profiles.edit": "constituents/adding-and-editing#edit",
    "profiles.email_activity": "constituents/the-profile#email-activity",
    "profiles.email_preferences": "constituents/the-profile#email-preferences",
    "profiles.export": "constituents/finding-people#select-and-export",
    "profiles.filters": "constituents/finding-people#filters",
    "profiles.history": "constituents/history-and-undo",
    "profiles.export_permission": "eligibility/restrictions-and-consent#permission-history",
    "profiles.permission": "eligibility/restrictions-and-consent#permission-history",
    "profiles.restrict_people": "eligibility/restrictions-and-consent#many-people-at-once",
    "profiles.home": "getting-started/home",
    "profiles.index": "constituents/finding-people",
    "profiles.known": "constituents/adding-and-editing#do-we-know-them-already",
    "profiles.new": "constituents/adding-and-editing",
    "restrictions.": "import/restrictions",
    "restrictions.change": "import/restrictions#the-columns",
    "restrictions.columns": "import/restrictions#the-columns",
    "restrictions.commit": "import/restrictions#there-is-no-undo-for-the-whole",
    "restrictions.confirm": "import/restrictions#there-is-no-undo-for-the-whole",
    "restrictions.review": "import/restrictions#the-check",
    "profiles.registrations": "constituents/the-profile#registrations",
    "profiles.save": "constituents/adding-and-editing#edit",
    "profiles.search": "constituents/finding-people#search-from-anywhere",
    "profiles.view": "constituents/finding-people#columns-and-order",
    "updates.": "settings/update-rules",
}


def help_for(endpoint: str) -> str:
    """The address of what explains the screen behind an endpoint; the guide's first page for any other."""
    fitting = [beginning for beginning in _HELP if endpoint.startswith(beginning)]
    return f"{PREFIX}/{_HELP[max(fitting, key=len)]}" if fitting else PREFIX


def helped() -> tuple[str, ...]:
    """Every address that a screen leads to, without the prefix."""
    return tuple(_HELP.values())
