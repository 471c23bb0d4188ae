"""The meaning of a document: what is wrong with it, and what to do about it."""
