"""Runs a document: compile, kernel, results, playback."""
