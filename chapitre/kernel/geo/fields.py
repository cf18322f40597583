"""The database's own Morton key: a generated column, and the one index declaration that both databases read."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.sql.compiler import SQLCompiler

from chapitre.kernel.geo.points import LAT_BITS, LAT_ZERO, LON_BITS, LON_ZERO


class Morton(models.Func):
    """`points.morton(lon, lat)` in SQL, for a generated column: null when either coordinate is null.

    The database computes it, so that no writer, not even raw SQL, can leave a key that disagrees with its point.
    """

    output_field = models.BigIntegerField()
    arity = 2

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[str | int, ...]]:
        # Numbers are written out: the definition of a column takes no parameters.
        lon, lat = (compiler.compile(expression)[0] for expression in self.get_source_expressions())
        longs, lats = f"CAST({lon} + {LON_ZERO} AS bigint)", f"CAST({lat} + {LAT_ZERO} AS bigint)"
        bits = [f"(({longs} & {1 << bit}) << {bit})" for bit in range(LON_BITS)]
        bits += [f"(({lats} & {1 << bit}) << {bit + 1})" for bit in range(LAT_BITS)]
        return f"({' | '.join(bits)})", ()


class PointIndex(models.Index):
    """The index behind every search by place: (z, lon, lat) on SQLite, (z) INCLUDE (primary key, lon, lat) on
    PostgreSQL, whose wider keys would cost more than they help."""

    def __init__(self, *, name: str | None = None, fields: tuple[str, ...] | list[str] = ("z", "lon", "lat")) -> None:
        super().__init__(name=name, fields=list(fields))

    def create_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, using: str = "", **kwargs: Any
    ) -> Any:
        if not schema_editor.connection.features.supports_covering_indexes:
            return super().create_sql(model, schema_editor, using, **kwargs)
        key, *rest = self.fields
        covering = models.Index(name=self.name, fields=[key], include=[model._meta.pk.name, *rest])
        return covering.create_sql(model, schema_editor, using, **kwargs)
