"""A pack applied to a page and its outline: metadata fields, roles of sections, the ledger of claims."""
