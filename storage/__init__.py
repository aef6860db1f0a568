"""What is kept: a store, its transactions, and what can go wrong with them."""

from storage.errors import StoreError, Unavailable
from storage.keys import Key3
from storage.leases import Lease, LeaseLost
from storage.opening import open_store
from storage.presence import Presence
from storage.transaction import Store, Tx

__all__ = [
    "Key3",
    "Lease",
    "LeaseLost",
    "Presence",
    "Store",
    "StoreError",
    "Tx",
    "Unavailable",
    "open_store",
]
