"""What one does with rules over documents: drafting packs, testing, explaining, measuring and comparing them."""
