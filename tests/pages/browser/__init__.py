"""What only a real browser can tell. Chromium comes from the system (Debian: `chromium`)."""
