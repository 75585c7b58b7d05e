"""The bytes that a run may still fetch."""

from __future__ import annotations

from sources.errors import BudgetSpent


class Budget:
    """Count the remaining bytes, and refuse more than that."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.left = most

    @property
    def is_spent(self) -> bool:
        """Return True if no bytes are left."""
        return self.left <= 0

    def take(self, size: int) -> None:
        """Take bytes; raise BudgetSpent if not enough are left."""
        self.left -= size
        self.require()

    def require(self) -> None:
        """Raise BudgetSpent if no bytes are left."""
        if self.is_spent:
            raise BudgetSpent(self.most)

    def renew(self) -> None:
        """Restore the initial number of bytes."""
        self.left = self.most
