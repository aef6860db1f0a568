"""What can go wrong with a store, each told in one sentence for the operator."""


class StoreError(Exception):
    """Something about the database or its keys that the operator must look at."""


class Unavailable(StoreError):  # noqa: N818 - said as the platforms' refusals are: a state, not a fault
    """The database is locked, full, gone or cut off: nothing was written, try again."""


class Broken(Unavailable):
    """The database file itself is damaged: until it is mended nothing can be taken in at all."""


class Damaged(StoreError):  # noqa: N818 - a state of one row, not of the store
    """One sealed row does not open, or does not hold what we wrote."""
