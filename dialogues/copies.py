"""A noun with some fields changed: `dataclasses.replace`, as fast as every turn needs it.

1. Only for Talk, Turn and Say: these have no slots, for this, and no fields worked out of others.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the type checker knows the names of the fields, so nobody looks at run time
    from dataclasses import replace as replace  # noqa: PLC0414 - what is imported here is exported
else:

    def replace(noun: object, /, **changes: object) -> object:
        """The same noun, but for these fields; six times as fast as going through `__init__`."""
        copy = object.__new__(type(noun))
        copy.__dict__.update(noun.__dict__, **changes)
        return copy
