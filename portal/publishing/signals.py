"""Keeps the kept digests true: any saved or deleted row drops those of the objects that show it."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

from portal.publishing.working import forget_touched


@receiver([pre_save, post_save, pre_delete, post_delete], dispatch_uid="portal.publishing.forget")
def forget_kept_digests(instance: Any, **_kwargs: Any) -> None:
    """Before it is saved, too: a row that moves to another object is missed at the one it leaves.

    After it is deleted, too: a digest that somebody else computed meanwhile must not stay behind.
    """
    if instance.pk:
        forget_touched(instance)
