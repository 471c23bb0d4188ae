"""Text as XML can hold it: some control characters have no way to be written, not even as references."""

import re

UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Text without the characters that XML has no way to write."""
    return UNWRITABLE.sub("", text)
