"""Gestures as small state objects; they know a stage, not Qt."""
