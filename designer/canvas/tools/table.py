"""The tools by name."""

from collections.abc import Callable

from designer.canvas.tools.connect_tool import ConnectTool
from designer.canvas.tools.create import CreateTool
from designer.canvas.tools.elements import element
from designer.canvas.tools.hand import HandTool
from designer.canvas.tools.knife import knife_tool
from designer.canvas.tools.lasso import lasso_tool
from designer.canvas.tools.pick import pick_tool
from designer.canvas.tools.select import SelectTool
from designer.canvas.tools.space import space_tool
from designer.canvas.tools.stage import Stage, Tool

TOOLS: dict[str, Callable[[Stage], Tool]] = {
    "select": SelectTool,
    "hand": HandTool,
    "lasso": lasso_tool,
    "connect": ConnectTool,
    "space": space_tool,
    "knife": knife_tool,
}


def tool(name: str, stage: Stage) -> Tool:
    """A tool by its name.

    `create:task`, `create:task:approval` and the like create that element; `pick:connect-to` and the like
    ask for a target where there is one.
    """
    if name.startswith("create:"):
        return CreateTool(stage, element(name.removeprefix("create:")))
    if name.startswith("pick:"):
        return pick_tool(stage, name.removeprefix("pick:")) or SelectTool(stage)
    return TOOLS[name](stage)
