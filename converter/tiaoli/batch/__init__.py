"""Many sources in one run: which files are meant, where each document goes, and what became of each."""
