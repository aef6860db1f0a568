"""How much waits, for the operator's figures: counts of messages, of nobody and of no place."""

from collections import Counter

from sqlalchemy import func, select

from storage import tables
from storage.transaction import Tx


def waiting(tx: Tx) -> dict[str, int]:
    """Count what is in the outbox by state, and what is parked."""
    outbox = tables.outbox
    states: Counter[str] = Counter(dict.fromkeys(("waiting", "sending", "aside"), 0))
    counted = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    for state, count in tx.db.execute(counted):
        states[state if state in states else "waiting"] += count
    parked = tx.db.execute(select(func.count()).select_from(tables.parked)).scalar_one()
    return {**states, "parked": parked}
