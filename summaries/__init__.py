"""What was learnt: pure."""
