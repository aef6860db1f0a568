"""What redaction looks for: one module a kind, and one table of words a language."""
