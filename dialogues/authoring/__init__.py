"""How a file that somebody wrote becomes a framework, or the list of all its mistakes."""
