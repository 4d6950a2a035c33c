"""Tables over documents: what their columns are, the rows of a document, and the store that holds them."""
