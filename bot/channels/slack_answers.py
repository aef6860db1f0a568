"""Answers of Slack's Web API as its library gives them, and what they mean for the sender."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.channels import Gone, Refused, TryLater
from bot.channels.slack_blocks import refusal


def data(answer: AsyncSlackResponse) -> Mapping[str, Any]:
    """What an answer says, if it can be read."""
    return answer.data if isinstance(answer.data, dict) else {}


def read(error: SlackApiError) -> tuple[str, int, float]:
    """The word for what is wrong, the status, and how long to wait."""
    answer = error.response
    if not isinstance(answer, AsyncSlackResponse):
        return "", HTTPStatus.BAD_GATEWAY, 0.0
    wait = str(answer.headers.get("Retry-After", ""))
    after = float(wait) if wait.isascii() and wait.isdigit() else 0.0
    return str(data(answer).get("error") or ""), answer.status_code, after


def refused(error: SlackApiError) -> TryLater | Gone | Refused:
    """One of our three refusals."""
    code, status, after = read(error)
    return refusal(status, code, after=after)
