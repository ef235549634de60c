"""Person: who is signed in, as far as access is concerned."""

from dataclasses import dataclass

from lib.access.permissions import PERMISSIONS, Permission
from lib.access.roles import Role
from lib.errors import NotAllowed


@dataclass(frozen=True)
class Person:
    """`worker` is the team code in the sheets; None for who has no caseload."""

    username: str
    display_name: str
    role: Role
    worker: str | None = None

    def has(self, permission: Permission) -> bool:
        return permission in PERMISSIONS[self.role]

    def require(self, permission: Permission) -> None:
        """NotAllowed when the role lacks the permission."""
        if not self.has(permission):
            raise NotAllowed(permission.value, self.role.value)
