"""Reading values out of town.toml, with errors that name the file and the key and say what is expected."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class TownError(ValueError):
    """The town's description is wrong. The message, in French, names the file, the key and what is expected."""

    def __init__(self, file: str, key: str, message: str) -> None:
        self.file, self.key = file, key
        where = f"{file}, « {key} »" if key else file
        super().__init__(f"{where} : {message}")


class Table:
    """A table of a TOML file. Each value is asked for once, by type; `close` refuses what nobody asked for."""

    def __init__(self, file: str, values: Mapping[str, Any], path: str = "") -> None:
        self.file, self.path = file, path
        self._values = values
        self._asked: set[str] = set()

    def error(self, key: str, message: str) -> TownError:
        return TownError(self.file, f"{self.path}{key}", message)

    def has(self, key: str) -> bool:
        return key in self._values

    def _take(self, key: str) -> Any:
        self._asked.add(key)
        if key not in self._values:
            raise self.error(key, "cette clé manque")
        return self._values[key]

    def text(self, key: str, pattern: str = r".*\S.*", expected: str = "un texte est attendu") -> str:
        value = self._take(key)
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise self.error(key, expected)
        return value

    def texts(self, key: str, pattern: str, expected: str) -> tuple[str, ...]:
        values = self._take(key)
        if not isinstance(values, list) or not values:
            raise self.error(key, expected)
        if any(not isinstance(value, str) or not re.fullmatch(pattern, value) for value in values):
            raise self.error(key, expected)
        if len(set(values)) != len(values):
            raise self.error(key, "une valeur est écrite deux fois")
        return tuple(values)

    def whole(self, key: str) -> int:
        value = self._take(key)
        if type(value) is not int:
            raise self.error(key, "un nombre entier est attendu")
        return value

    def flag(self, key: str) -> bool:
        value = self._take(key)
        if not isinstance(value, bool):
            raise self.error(key, "true ou false est attendu")
        return value

    def day(self, key: str) -> date:
        value = self._take(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.error(key, "une date est attendue, sans guillemets, par exemple 2020-07-04")
        return value

    def label(self, key: str, languages: tuple[str, ...]) -> tuple[str, str]:
        """A pair { fr = "…", en = "…" }; the French stands for English in a town that does not speak it."""
        pair = self.table(key)
        french = pair.text("fr")
        english = pair.text("en") if "en" in languages or pair.has("en") else french
        pair.close()
        return french, english

    def table(self, key: str) -> "Table":
        value = self._take(key)
        if not isinstance(value, dict):
            raise self.error(key, "une table est attendue")
        return Table(self.file, value, f"{self.path}{key}.")

    def tables(self, key: str) -> "dict[str, Table]":
        """The tables in a table, by code, in the file's order."""
        holder = self.table(key)
        for code in holder._values:
            if not CODE.fullmatch(code):
                raise holder.error(code, "un code s’écrit en minuscules sans accent, chiffres et tirets")
        return {code: holder.table(code) for code in holder._values}

    def close(self) -> None:
        unknown = sorted(set(self._values) - self._asked)
        if unknown:
            raise self.error(unknown[0], "cette clé est inconnue")
