"""How a document changes: drafts, verbs, history."""
