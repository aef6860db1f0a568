"""What staff look up: languages with their reviews, help lines with the day of their check."""

from starlette.responses import Response

import locales
from pages.desk.forms import drawn
from pages.site import Visit


def languages(visit: Visit) -> Response:
    """Every language, and whether a person has read it."""
    offered = dict(visit.site.languages)
    return drawn(visit, "languages.html", languages=locales.languages(), offered=offered)


def help_lines(visit: Visit) -> Response:
    """Every help line, those to be checked first."""
    today = visit.today
    known = sorted(visit.work.help, key=lambda each: not each.due(today))
    return drawn(visit, "help.html", lines=known, today=today)


HANDLERS = {("GET", "/desk/languages"): languages, ("GET", "/desk/help"): help_lines}
