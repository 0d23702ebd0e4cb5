"""The pairs of given names that a workspace decides itself."""

from app.matching.domain.own_pairs import NONE, NamePairs


def test_a_workspace_says_which_names_are_one_and_which_never_are() -> None:
    pairs = NamePairs.of(same=[("skip", "john"), ("ann", "skip")], different=[("ann", "anna")])

    assert pairs.are_same("john", "skip")
    assert not pairs.are_same("john", "ann")
    assert pairs.are_different("anna", "ann")
    assert pairs.partners("skip") == {"john", "ann"}
    assert pairs.partners("anna") == frozenset()
    assert not NONE.are_same("john", "john")
