"""Formats in and out; exporters return bytes."""
