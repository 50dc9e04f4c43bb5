"""A ledger for rehearsals: it takes everything and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from aromatiza.core.delivery import DeliveryKey
from aromatiza.core.ports import Batch
from aromatiza.core.post import Account

__all__ = ["ForgetfulLedger"]


class ForgetfulLedger:
    """Makes nothing durable, and knows of no earlier delivery."""

    def push(self, batch: Batch, when: datetime) -> frozenset[DeliveryKey]:
        """Forget the batch; nobody else moved anything."""
        return frozenset()

    def media_owners(self, digests: Iterable[str], account: Account) -> Mapping[str, DeliveryKey]:
        """No file was delivered before."""
        return {}

    def delivery_of(self, post_id: str, platform: str, remote_id: str) -> DeliveryKey | None:
        """No post was delivered before."""
        return None
