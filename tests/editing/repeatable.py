"""The same ids in every run, so that hypothesis can repeat what it found."""

from contextlib import AbstractContextManager
from random import Random
from unittest.mock import patch


def repeatable_ids() -> AbstractContextManager[object]:
    """While it lasts, new ids follow from a seed."""
    return patch("designer.model.ids.secrets.choice", Random(0).choice)
