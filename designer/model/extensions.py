"""What the program itself keeps among a record's extensions, where format 1 has no key for it."""

from pydantic import JsonValue

from designer.model.records import Extensions

OURS = "process-designer"


def ours(extensions: Extensions) -> dict[str, JsonValue]:
    """What is kept there, by key."""
    found = extensions.get(OURS)
    return found if isinstance(found, dict) else {}


def with_ours(extensions: Extensions, key: str, value: JsonValue) -> Extensions:
    """Extensions with another value under one key; with None, without it."""
    rest = {name: each for name, each in extensions.items() if name != OURS}
    kept = {name: each for name, each in ours(extensions).items() if name != key}
    if value is not None:
        kept[key] = value
    return {**rest, OURS: kept} if kept else rest
