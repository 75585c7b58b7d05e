"""The bytes that a run may still fetch."""

from __future__ import annotations

from sources.errors import BudgetSpent


class Budget:
    """Count bytes down, and refuse more than there are."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.left = most

    @property
    def is_spent(self) -> bool:
        """Return True if no bytes are left."""
        return self.left <= 0

    def take(self, size: int) -> None:
        """Take bytes; raise BudgetSpent where there are not so many left."""
        self.left -= size
        self.require()

    def require(self) -> None:
        """Raise BudgetSpent where none are left."""
        if self.is_spent:
            raise BudgetSpent(self.most)

    def renew(self) -> None:
        """Start again with as many as at first."""
        self.left = self.most
