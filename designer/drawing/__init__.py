"""What a document looks like, as a display list without Qt."""
