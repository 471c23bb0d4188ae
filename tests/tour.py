"""Renders the standard set of pictures of the program, so that anyone can judge its looks after a change.

    python -m tests.tour OUT_DIR [--themes light,dark,…] [--scales 1,2] [--templates ID,ID…]

opens OUT_DIR/index.html with them side by side. Nothing of the person who runs it is read or written.
"""

import argparse
import html
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SIZE = (1440, 900)
PANEL = (340, 900)


def main(arguments: list[str] | None = None) -> int:
    """One child process for each theme and scale: the scale is fixed when Qt starts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--themes", default="light,dark,contrast,contrast-dark")
    parser.add_argument("--scales", default="1,2")
    parser.add_argument("--templates", default="")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    args.out.mkdir(parents=True, exist_ok=True)
    if args.child:
        return _render(args.out, args.themes, float(args.scales), args.templates)
    for theme in args.themes.split(","):
        for scale in args.scales.split(","):
            call = [sys.executable, "-m", "tests.tour", str(args.out), "--child", "--themes", theme]
            call += ["--scales", scale, "--templates", args.templates]
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run(call, check=True, env=_environment(folder, scale))
    (args.out / "index.html").write_text(_index(args.out), "utf-8")
    print(f"{len(list(args.out.glob('*.png')))} pictures: {args.out / 'index.html'}")
    return 0


def _environment(folder: str, scale: str) -> dict[str, str]:
    own = {f"XDG_{name}_HOME": f"{folder}/{name.lower()}" for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    return {
        **os.environ,
        **own,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": scale,
        "QT_LOGGING_RULES": "qt.qpa.*=false",
    }


def _index(out: Path) -> str:
    """A page with all pictures; those of the same thing stand beside each other."""
    rows: dict[str, list[Path]] = {}
    for picture in sorted(out.glob("*.png")):
        rows.setdefault(picture.stem.rsplit("-", 2)[0], []).append(picture)
    body = "".join(
        f"<h2>{html.escape(name)}</h2><div>"
        + "".join(
            f'<figure><a href="{p.name}"><img src="{p.name}" loading="lazy"></a>'
            f"<figcaption>{p.stem}</figcaption></figure>"
            for p in pictures
        )
        + "</div>"
        for name, pictures in rows.items()
    )
    style = (
        "body{font:13px sans-serif;margin:24px;background:#888}h2{font-size:15px}"
        "div{display:flex;flex-wrap:wrap;gap:16px}figure{margin:0}img{max-width:720px;max-height:520px}"
    )
    return f"<!doctype html><meta charset=utf-8><title>Tour</title><style>{style}</style>{body}"


# In the child


def _render(out: Path, theme: str, scale: float, templates: str) -> int:
    from PySide6.QtTest import QTest

    from designer.app.main import application, open_window
    from designer.exchange.templates import catalogue

    app = application()
    window = open_window(app)
    window.preferences.update(theme=theme, reduced_motion=True)
    window.filing.ask_unsaved = lambda view: "discard"  # type: ignore[method-assign]  # nobody is there to be asked
    window.resize(*SIZE)
    window.show()
    chosen = [info for info in catalogue() if not templates or info.id in templates.split(",")]

    def keep(name: str, widget: object = None) -> None:
        QTest.qWait(60)
        (widget or window).grab().save(str(out / f"{name}-{theme}-{scale:g}x.png"))  # type: ignore[attr-defined]  # a widget

    QTest.qWait(50)
    window.start.refresh()
    QTest.qWait(50)
    window.start.make_previews()
    keep("01-start")
    empty = window.desk.new()
    keep("02-empty")
    window.desk.drop_view(empty)
    for step in (_templates, _inspector, _crowded, _dragging, _problems, _playing, _dialogs, _frame):
        for name, widget in step(window, chosen):
            keep(name, widget)
    window.close()
    return 0


def _templates(window, chosen) -> Iterator[tuple[str, object]]:  # type: ignore[no-untyped-def]
    for info in chosen:
        window.dialogs.use_template(info)
        view = window.view
        yield f"10-template-{info.id}-first", None
        view.surface.set_lanes("role")
        view.surface.fit()
        yield f"10-template-{info.id}-lanes", None
        view.surface.set_lanes(None)
        boxes = _boxes(view.editor.document)
        if boxes:
            view.surface.set_open([box.id for box in boxes])
            view.surface.fit()
            yield f"10-template-{info.id}-open", None
            view.surface.enter((boxes[0].id,))
            yield f"10-template-{info.id}-entered", None
        window.desk.drop_view(view)


def _boxes(document) -> list:  # type: ignore[no-untyped-def, type-arg]
    return [node for node in document.nodes_in(document.root) if node.kind == "workflow"]


def _inspector(window, chosen) -> Iterator[tuple[str, object]]:  # type: ignore[no-untyped-def]
    from tests.support.samples import one_of_each

    view = window.desk.new(one_of_each(), "One of each")
    window.docks["inspector"].setMinimumWidth(PANEL[0])
    for node in view.editor.document.nodes.values():
        view.surface.reveal(node.id)
        yield f"20-inspector-{node.kind}", window.docks["inspector"]
    for flow in sorted(view.editor.document.flows)[:1]:
        view.surface.reveal(flow)
        yield "20-inspector-flow", window.docks["inspector"]
    view.surface.select(list(view.surface.scene.nodes)[:3])
    yield "20-inspector-several", window.docks["inspector"]
    view.surface.select([])
    view.surface.fit()
    yield "21-one-of-each", None
    window.desk.drop_view(view)
    window.docks["inspector"].setMinimumWidth(0)


def _dragging(window, chosen) -> Iterator[tuple[str, object]]:  # type: ignore[no-untyped-def]
    """Gestures held half-way."""
    from tests.tour_gestures import stops

    yield from stops(window)


def _crowded(window, chosen) -> Iterator[tuple[str, object]]:  # type: ignore[no-untyped-def]
    """Boxes open three deep, and names that are long, from right to left, or pictures."""
    from tests.support.samples import three_deep, with_odd_names

    view = window.desk.new(three_deep(), "Three deep")
    view.surface.set_open(
        [node.id for node in view.editor.document.nodes.values() if node.kind == "workflow"]
    )
    view.surface.fit()
    yield "22-three-deep", None
    window.desk.drop_view(view)
    view = window.desk.new(with_odd_names(), "Names")
    view.surface.navigation.begin()
    yield "22-odd-names", None
    window.desk.drop_view(view)


def _problems(window, chosen) -> Iterator[tuple[str, object]]:  # type: ignore[no-untyped-def]
    from PySide6.QtTest import QTest

    from tests.support.samples import never_joined, with_problems

    view = window.desk.new(with_problems(), "Problems")
    for _ in range(100):
        if view.checker.is_current:
            break
        QTest.qWait(50)
    window.show_dock("problems")
    view.surface.fit()
    yield "40-problems", None
    window.docks["bottom"].hide()
    window.desk.drop_view(view)
    view = window.desk.new(never_joined(), "Never joined")
    for _ in range(100):
        if view.checker.is_current:
            break
        QTest.qWait(50)
    view.demonstrate(next(finding for finding in view.checker.findings if finding.witness))
    QTest.qWait(1500)
    yield "41-witness", None
    view.player.stop()
    window.desk.drop_view(view)


def _playing(window, chosen) -> Iterator[tuple[str, object]]:  # type: ignore[no-untyped-def]
    from dataclasses import replace

    from PySide6.QtTest import QTest

    from designer.exchange.templates import instantiate

    for info in chosen[-2:]:
        document = instantiate(info.id)
        few = {
            key: scenario.model_copy(update={"cases": 200, "replications": 2})
            for key, scenario in document.scenarios.items()
        }
        view = window.desk.new(replace(document, scenarios=few), info.name)
        window.run()
        for _ in range(600):
            if view.player.state != "simulating":
                break
            QTest.qWait(50)
        if view.player.playback is None:
            continue
        view.player.pause()
        view.player.seek(view.player.playback.end_ms * 0.5)
        view.surface.fit()
        yield f"50-playback-{info.id}", None
        view.surface.set_open([box.id for box in _boxes(view.editor.document)])
        view.surface.fit()
        yield f"50-playback-{info.id}-open", None
        window.show_dock("results")
        yield f"51-results-{info.id}", None
        window.show_dock("compare")
        yield f"52-compare-{info.id}", None
        window.docks["bottom"].hide()
        window.desk.drop_view(view)


def _dialogs(window, chosen) -> Iterator[tuple[str, object]]:  # type: ignore[no-untyped-def]
    window.dialogs.use_template(chosen[0])
    view = window.view
    names = ("export", "save_template", "new_from_template", "properties", "command_palette", "shortcuts")
    for name in (*names, "about"):
        dialog = getattr(window.dialogs, name)()
        yield f"60-dialog-{name}", dialog
        dialog.reject()
    window.desk.drop_view(view)


def _frame(window, chosen) -> Iterator[tuple[str, object]]:  # type: ignore[no-untyped-def]
    """What stands round the canvas, and windows of other sizes."""
    from tests.tour_frame import stops

    yield from stops(window)


if __name__ == "__main__":
    sys.exit(main())
