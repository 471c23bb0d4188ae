"""What is written comes back when it is read; whatever bytes come, reading never crashes."""

import contextlib
import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from designer.exchange.jsonfile import FileError, read, write
from tests.support.strategies import any_documents, documents

CALM = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
WORDS = """format root nodes flows id kind workflow duration at view open extensions mean unit initial hours
task str float arrivals outputs value"""
KEYS = st.sampled_from([*WORDS.split(), ""])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | KEYS
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)


@given(any_documents())
@CALM
def test_any_document_comes_back(document):
    data = write(document)
    again = read(data)
    assert again == document
    assert again.view == document.view
    assert write(again) == data


@given(documents())
@CALM
def test_documents_that_make_sense_come_back(document):
    data = write(document)
    assert read(data) == document
    assert data.endswith(b"}\n")
    assert b"\r" not in data


@given(st.binary(max_size=200))
@example(b'{"format":"process-designer/1","root":"a","nodes":[' + b"[" * 50)
@CALM
def test_no_bytes_crash_the_reader(data):
    with contextlib.suppress(FileError):
        read(data)


@given(TREES)
@CALM
def test_no_tree_crashes_the_reader(tree):
    head = {"format": "process-designer/1", "root": "main"}
    for candidate in (tree, {**head, **tree} if isinstance(tree, dict) else {**head, "nodes": tree}):
        _refused_politely(candidate)


@given(any_documents(), st.data())
@CALM
def test_no_damaged_document_crashes_the_reader(document, data):
    tree = json.loads(write(document))
    _damage(tree, data)
    _refused_politely(tree)


def _damage(tree, data):
    place = tree
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            place[key] = data.draw(SCALARS | TREES)
            return
        place = place[key]


def _refused_politely(tree):
    try:
        read(json.dumps(tree).encode())
    except FileError as error:
        messages = [problem.message for problem in error.problems]
    else:
        messages = ["fine"]
    assert messages
    assert not any("Input " in message for message in messages)
