"""Values that the tables keep as words."""

from sqlalchemy import String, TypeDecorator
from sqlalchemy.engine import Dialect

from serve.auth.roles import Role


class RoleWord(TypeDecorator[Role]):
    """A role as a word."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: Role | None, dialect: Dialect) -> str | None:
        """Return the word."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Role | None:
        """Return the role."""
        return None if value is None else Role(value)
