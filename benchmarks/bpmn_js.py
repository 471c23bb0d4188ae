"""The same acts in bpmn-js, in a headless Chromium: what its main thread and its processes need for them.

The packages bpmn-js and puppeteer-core are looked for in the folder that NODE_MODULES names, or in
`node_modules` beside this file; Chromium where CHROMIUM says, or on the path.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

from designer.layout.scene import Scene
from designer.layout.unfold import unfold
from designer.model.document import Document
from designer.model.nodes import Box, Outcome, Trigger

HERE = Path(__file__).resolve().parent
DRIVER = HERE / "bpmn_js.cjs"
PATIENCE = 600  # seconds

Taken = list[tuple[float, float]]  # wall and CPU milliseconds of each turn


def missing() -> str:
    """What is not there to measure it with, or nothing."""
    modules = Path(os.environ.get("NODE_MODULES", HERE / "node_modules"))
    wanted = [name for name in ("bpmn-js", "puppeteer-core") if not (modules / name).is_dir()]
    if wanted:
        return f"{' and '.join(wanted)} not in {modules}: set NODE_MODULES"
    if shutil.which("node") is None:
        return "node is not on the path"
    return "" if _chromium() else "no Chromium found: set CHROMIUM"


def _chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("google-chrome")


def measured(document: Document, task: str, box: str) -> dict[str, Taken]:
    """Each act with its turns."""
    modules = os.environ.get("NODE_MODULES", str(HERE / "node_modules"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "document.bpmn")
        file.write_text(bpmn(document), encoding="utf-8")
        command = ["node", str(DRIVER), modules, str(_chromium()), str(file), task, box]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout)


def bpmn(document: Document) -> str:
    """The document as BPMN 2.0 with what the canvas shows: boxes as open sub-processes."""
    scene = unfold(document)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
        ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="benchmark">'
        f'<bpmn:process id="{document.root}-process">{_content(document, document.root)}</bpmn:process>'
        f'<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="{document.root}-process">'
        f"{_pictures(scene)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    )


def _content(document: Document, workflow: str) -> str:
    made = []
    for node in document.nodes_in(workflow):
        head = f"id={quoteattr(node.id)} name={quoteattr(node.name)}"
        if isinstance(node, Box):
            made.append(f"<bpmn:subProcess {head}>{_content(document, node.runs)}</bpmn:subProcess>")
        else:
            kind = {Trigger: "startEvent", Outcome: "endEvent"}.get(type(node), "task")
            made.append(f"<bpmn:{kind} {head}/>")
    for flow in document.flows_in(workflow):
        made.append(
            f'<bpmn:sequenceFlow id="{flow.id}" sourceRef="{flow.source}" targetRef="{flow.target}"/>'
        )
    return "".join(made)


def _pictures(scene: Scene) -> str:
    made = []
    for placed in scene.nodes.values():
        x, y, w, h = placed.rect
        if isinstance(placed.node, Trigger | Outcome):
            x, y, w, h = x + w / 2 - 18, y + h / 2 - 18, 36, 36
        made.append(
            f'<bpmndi:BPMNShape id="{placed.node.id}-di" bpmnElement="{placed.node.id}"'
            f' isExpanded="{str(placed.open).lower()}">'
            f'<dc:Bounds x="{x}" y="{y}" width="{w}" height="{h}"/></bpmndi:BPMNShape>'
        )
    for routed in scene.flows.values():
        points = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in routed.points)
        head = f'<bpmndi:BPMNEdge id="{routed.flow.id}-di" bpmnElement="{routed.flow.id}">'
        made.append(f"{head}{points}</bpmndi:BPMNEdge>")
    return "".join(made)
