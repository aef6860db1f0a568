"""Small loopback servers that stand in for the platforms, for the demo and the tests."""
