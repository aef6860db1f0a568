"""The audit: what the database itself says about the promises of docs/privacy.md.

1. It only reads, and it names tables, columns and counts: never a value that a person gave.
2. What is allowed is written down here once more, so that a change elsewhere is noticed.
"""

from storage.audit.linkage import linkage
from storage.audit.retention import retention
from storage.audit.schema import schema
from storage.audit.section import Section
from storage.audit.shapes import shapes
from storage.audit.snapshot import snapshot

__all__ = ["Section", "linkage", "retention", "schema", "shapes", "snapshot"]
