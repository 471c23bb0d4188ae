"""What holds for every test: no window on a screen, nothing of the person who runs them, no clock as a judge."""

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no failure. On the way into main the examples are always the same ones; at the desk they vary.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
