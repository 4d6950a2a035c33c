"""The rule language: YAML packs and site files, read with places, checked, inherited and compiled."""
