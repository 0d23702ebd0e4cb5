"""The address of every page about groups, by its endpoint."""

from tests.journeys.world import Furnished


def group_pages(there: Furnished) -> dict[str, str]:
    """Those of a dynamic group, of a static one, and of all of them."""
    group, static = f"/groups/{there.dynamic}", f"/groups/{there.static}"
    return {
        "groups.index": "/groups",
        "groups.show": group,
        "groups.edit": f"{group}/edit",
        "groups.eligibility": f"{group}/eligibility",
        "groups.choose_columns": f"{group}/columns",
        "groups.choose_copy": f"{group}/copies?selected={there.person}",
        "groups.why": f"{group}/people/{there.person}",
        "audiences.of_group": f"{group}/uses",
        "groups.rule": f"{group}/rule",
        "groups.version": f"{group}/rule/1",
        "groups.growth": f"{group}/growth",
        "groups.pins": f"{group}/pins?selected={there.person}",
        "groups.confirm_archive_of_interest": f"/interests/{there.interest}/archive",
        "groups.confirm_deletion": f"{static}/deletion",
        "groups.choose_export": f"{group}/export",
        "groups.new": "/groups/new",
        "groups.add": f"{static}/members/new?q=a",
        "groups.choose_source": f"{static}/members/copy?source={there.dynamic}",
        "groups.choose_removal": f"{static}/removals?selected={there.person}",
        "groups.combine": f"/groups/combine?first={there.dynamic}&others={there.static}",
        "groups.note": f"{static}/members/{there.person}/note",
        "imports.people_list": f"{static}/members/file",
        "batches.group_sources": f"{static}/members/import?number=1",
    }
