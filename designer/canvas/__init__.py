"""The widget people draw on."""
