"""The tables of a store in the formats of other programs, one module a format."""
