"""People, desks, and the ledger of human acts."""

from accounts.models.act import Act, acting
from accounts.models.desk import Desk, Membership
from accounts.models.user import User

__all__ = ["Act", "Desk", "Membership", "User", "acting"]
