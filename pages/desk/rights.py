"""Who may open what of the desk. This table decides it, and nothing else does.

1. What is of the whole country is only for those whose role is for the whole country. On the other
   pages everybody sees what lies in their own place.
2. A sponsor opens none of it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pages.rights import ANY, OF_COUNTRY, OF_PLACE, OF_PROTECTION, OF_TEXTS, Right

Address = tuple[str, str]
RIGHTS: Final[Mapping[Address, Right]] = MappingProxyType(
    {
        ("GET", "/desk"): Right(ANY, whole=False),
        ("GET", "/desk/rounds"): OF_COUNTRY,
        ("POST", "/desk/rounds/open"): OF_COUNTRY,
        ("POST", "/desk/rounds/begin"): OF_COUNTRY,
        ("GET", "/desk/rounds/close"): OF_COUNTRY,
        ("POST", "/desk/rounds/close"): OF_COUNTRY,
        ("GET", "/desk/releases"): OF_COUNTRY,
        ("GET", "/desk/releases/new"): OF_COUNTRY,
        ("POST", "/desk/releases/new"): OF_COUNTRY,
        ("GET", "/desk/tell"): OF_PLACE,
        ("POST", "/desk/tell"): OF_PLACE,
        ("POST", "/desk/tell/send"): OF_PLACE,
        ("GET", "/desk/places"): OF_PLACE,
        ("POST", "/desk/places"): OF_COUNTRY,
        ("GET", "/desk/places/{place}"): OF_PLACE,
        ("POST", "/desk/places/{place}"): OF_PLACE,
        ("GET", "/desk/places/{place}/web"): OF_COUNTRY,
        ("POST", "/desk/places/{place}/web"): OF_COUNTRY,
        ("GET", "/poster/{place}.pdf"): OF_PLACE,
        ("GET", "/poster/{place}"): OF_PLACE,
        ("GET", "/desk/staff"): OF_PLACE,
        ("POST", "/desk/staff"): OF_PLACE,
        ("GET", "/desk/staff/{id}"): OF_PLACE,
        ("POST", "/desk/staff/{id}/link"): OF_PLACE,
        ("POST", "/desk/staff/{id}/out"): OF_PLACE,
        ("POST", "/desk/staff/{id}/remove"): OF_PLACE,
        ("GET", "/desk/words"): OF_COUNTRY,
        ("GET", "/desk/quotes"): OF_TEXTS,
        ("POST", "/desk/quotes"): OF_TEXTS,
        ("GET", "/desk/help"): OF_COUNTRY,
        ("GET", "/desk/languages"): OF_COUNTRY,
        ("GET", "/desk/parked"): OF_PROTECTION,
        ("GET", "/desk/parked/{id}"): OF_PROTECTION,
        ("POST", "/desk/parked/{id}/retry"): OF_PROTECTION,
        ("POST", "/desk/parked/{id}/drop"): OF_PROTECTION,
        ("GET", "/desk/audit"): OF_PROTECTION,
        ("POST", "/desk/audit"): OF_PROTECTION,
    }
)
