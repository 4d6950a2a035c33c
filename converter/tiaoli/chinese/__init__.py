"""The language's own facts: numerals, dates, widths, region codes."""
