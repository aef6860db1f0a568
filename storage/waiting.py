"""How much waits, for the operator's figures: counts of messages, of nobody and of no place."""

from collections import Counter

from sqlalchemy import func, select

from storage import tables
from storage.screens import PAGE
from storage.transaction import Tx


def waiting(tx: Tx) -> dict[str, int]:
    """Count what is in the outbox by state, and what is parked."""
    outbox = tables.outbox
    states: Counter[str] = Counter(dict.fromkeys(("waiting", "sending", "aside"), 0))
    # What a page fetches does not wait for us.
    counted = (
        select(outbox.c.state, func.count()).where(outbox.c.state != PAGE).group_by(outbox.c.state)
    )
    for state, count in tx.db.execute(counted):
        states[state if state in states else "waiting"] += count
    parked = tx.db.execute(select(func.count()).select_from(tables.parked)).scalar_one()
    return {**states, "parked": parked}
