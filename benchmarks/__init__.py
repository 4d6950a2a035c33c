"""How long tiaoli takes, always beside something to measure it by, in one run."""
