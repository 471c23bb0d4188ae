"""The words for every closed set of values, as people read them in forms."""

from designer.model.flow import Channel
from designer.model.nodes import TaskType

TASK_TYPES: tuple[tuple[TaskType, str], ...] = (
    ("manual", "Manual work"),
    ("approval", "Approval"),
    ("automated", "Automated"),
    ("communication", "Communication"),
    ("data-entry", "Data entry"),
    ("status-check", "Status check"),
)
CHANNELS: tuple[tuple[Channel | None, str], ...] = (
    (None, "Not said"),
    ("system", "System"),
    ("email", "E-mail"),
    ("meeting", "Meeting"),
    ("phone", "Phone"),
    ("paper", "Paper"),
    ("chat", "Chat"),
)
RESULTS = (("success", "Success"), ("failure", "Failure"), ("neutral", "Neither"))
SHIFT_ENDS = (
    ("pause", "Pause, go on next shift"),
    ("finish", "Finish in overtime"),
    ("fit", "Start only if it fits"),
)
QUEUES = (
    ("fifo", "First come, first served"),
    ("lifo", "Last come, first served"),
    ("priority", "By priority"),
    ("shortest", "Shortest job first"),
)
CATEGORIES = (
    (None, "Not said"),
    ("operational", "Operational"),
    ("support", "Support"),
    ("management", "Management"),
)
PATTERNS = (
    (None, "As drawn"),
    ("sequential", "Sequential"),
    ("parallel", "Parallel"),
    ("rules", "Rules-driven"),
    ("state-machine", "State machine"),
)
DIRECTIONS = (("right", "Left to right"), ("down", "Top to bottom"))
MODES = (("exclusive", "One way: the first that holds"), ("inclusive", "Every way that holds"))
BOUNDARY_EVENTS = (
    ("timer", "Time has passed"),
    ("error", "An error occurs"),
    ("message", "A message arrives"),
    ("escalation", "It is escalated"),
)
FIELD_TYPES = (("number", "Number"), ("boolean", "Yes or no"), ("choice", "One of several"), ("text", "Text"))
DAYS = (
    ("mon", "Mo"),
    ("tue", "Tu"),
    ("wed", "We"),
    ("thu", "Th"),
    ("fri", "Fr"),
    ("sat", "Sa"),
    ("sun", "Su"),
)
