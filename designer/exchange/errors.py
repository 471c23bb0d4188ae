"""What goes wrong between a document and a file."""

from designer.model.findings import Finding


class FileError(Exception):
    """A file that cannot be read or written, with every problem found in it."""

    def __init__(self, name: str, problems: tuple[Finding, ...]) -> None:
        super().__init__(name, problems)
        self.name = name
        self.problems = problems

    def __str__(self) -> str:
        lines = [f"{self.name}: {len(self.problems)} problems" if len(self.problems) > 1 else f"{self.name}:"]
        for problem in self.problems:
            lines.append(f"  {problem.message}" + (f" {problem.fix}" if problem.fix else ""))
        return "\n".join(lines)
