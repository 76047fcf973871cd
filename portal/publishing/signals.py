"""Keeps the kept digests true: any saved or deleted row drops those of the objects that show it."""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver

from portal.publishing.working import forget_touched


@receiver([post_save, pre_delete], dispatch_uid="portal.publishing.forget")
def forget_kept_digests(instance: Any, **_kwargs: Any) -> None:
    forget_touched(instance)
