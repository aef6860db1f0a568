"""Answers of Slack's Web API, as our calls and as its library give them."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse


def said(answer: object) -> Mapping[str, Any]:
    """What an answer says, if it can be read."""
    return answer if isinstance(answer, dict) else {}


def seconds(wait: str) -> float:
    """How long to wait, by the header Retry-After."""
    return float(wait) if wait.isascii() and wait.isdigit() else 0.0


def read(error: SlackApiError) -> tuple[str, int]:
    """The word for what is wrong, and the status."""
    answer = error.response
    if not isinstance(answer, AsyncSlackResponse):
        return "", HTTPStatus.BAD_GATEWAY
    return str(said(answer.data).get("error") or ""), answer.status_code
