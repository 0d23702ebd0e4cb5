"""Why a score is what it is, in words for staff."""

from app.matching.domain.result import Match


def headline(match: Match) -> str:
    """The match in one line: "98.4: the same last name, the same email"."""
    agreeing = [each.words for each in match.contributions if each.agrees]
    return f"{match.score:g}: {', '.join(agreeing) or 'nothing agrees'}"


def explain(match: Match) -> tuple[str, ...]:
    """The match in full: every part with its points, then every reason why a person has to decide."""
    parts = (f"{each.label}: {each.words} ({each.points:+g})" for each in match.contributions)
    return (*parts, f"Score: {match.score:g}", *(guard.words for guard in match.guards))
