"""What is wrong with the declarations, named by file, table and key so that its author finds it at once."""

from dataclasses import dataclass
from pathlib import Path

import chapitre


@dataclass(frozen=True)
class Problem:
    """One thing to correct. `table` is the figure's name in the file, `key` the line at fault ("" for the whole)."""

    path: Path
    table: str
    key: str
    message: str

    @property
    def where(self) -> str:
        """The file as seen from the project's folder, the table and the key."""
        home = Path(chapitre.__file__).resolve().parent.parent
        path = self.path.resolve()
        name = path.relative_to(home) if path.is_relative_to(home) else path
        return " ".join(part for part in (str(name), f"[{self.table}]" if self.table else "", self.key) if part)

    def __str__(self) -> str:
        return f"{self.where} : {self.message}"


class BadFigures(ValueError):
    """The declarations cannot be used. `problems` lists everything wrong, in the order of the files."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(["Les chiffres déclarés sont à corriger :", *map(str, problems)]))
        self.problems = problems
