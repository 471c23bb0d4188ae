"""The vocabulary of processes: records, the document they make up, and what may be said about it."""
