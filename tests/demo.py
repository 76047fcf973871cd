"""The demo content, loaded and published as `make run` does it."""

from contextlib import redirect_stdout
from io import StringIO

from django.contrib.auth import get_user_model
from django.test import override_settings

from portal.startup import create_account, publish_demo


@override_settings(TRANSLATION_REVIEW_REQUIRED=True)
def publish_everything() -> None:
    """In the name of the administrator of the demo, where reviews are required; without a word."""
    create_account("administrator", "password of administrator")
    with redirect_stdout(StringIO()):
        publish_demo(lambda _line: None, by=get_user_model().objects.get(username="administrator"))
