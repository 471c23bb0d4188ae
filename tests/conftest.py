"""For every test: no window on a screen, and no clock as a judge."""

import os

from hypothesis import Phase, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no failure. Continuous integration tries the same examples each time, and tells how to
# have them again instead of looking for smaller ones; a desk tries others.
_FINDING = (Phase.explicit, Phase.reuse, Phase.generate)
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, phases=_FINDING)
settings.load_profile("ci" if os.environ.get("CI") else "here")
