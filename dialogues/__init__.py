"""What a talk is: pure, no I/O, no clock, no randomness."""
