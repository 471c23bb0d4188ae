"""The desktop program around the canvas."""
