"""What Telegram tells and is told: the parts of it that recordings do not show."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.constants import MessageLimit, MessageType

from bot.channels import Key, Message, Refused
from bot.channels import telegram_payloads as payloads
from bot.channels.telegram import Telegram
from bot.shapes import Secret
from dialogues.model import Heard

# Of a message but not its content, or only in groups and channels, which are never heard.
ELSEWHERE = {
    *("text", "business_connection_id", "effect_id", "reply_to_story", "sender_boost_count"),
    *("sender_business_bot", "suggested_post_info", "boost_added", "channel_chat_created"),
    *("chat_owner_changed", "chat_owner_left", "delete_chat_photo", "group_chat_created"),
    *("general_forum_topic_hidden", "general_forum_topic_unhidden", "left_chat_member"),
    *("migrate_to_chat_id", "new_chat_members", "new_chat_photo", "new_chat_title"),
    *("supergroup_chat_created", "video_chat_ended", "video_chat_participants_invited"),
    *("video_chat_scheduled", "video_chat_started"),
}


def _private(body: dict[str, object]) -> dict[str, object]:
    person = {"id": 5, "is_bot": False, "first_name": "P"}
    chat = {"id": 5, "type": "private"}
    message = {"message_id": 9, "from": person, "chat": chat, "date": 1}
    return {"update_id": 1, "message": message | body}


def test_every_kind_of_message_has_its_reaction() -> None:
    """Each kind that the library of this Bot API version knows is content or said by nobody."""
    known = {kind.value for kind in MessageType} - ELSEWHERE
    assert set() == known - set(payloads.CONTENT) - payloads.NOTHING_SAID
    assert set() == set(payloads.CONTENT) & payloads.NOTHING_SAID


@pytest.mark.parametrize("kind", payloads.CONTENT)
@pytest.mark.parametrize(
    ("more", "text"), [({"caption": "said"}, "said"), ({}, ""), ({"caption": 7}, "")]
)
def test_of_content_only_the_caption_is_heard(
    kind: str, more: dict[str, object], text: str
) -> None:
    """Of a message that is more than words nothing is heard of what was in it."""
    found = payloads.heard(_private(more | {kind: {"secret": "040 1234567"}}), "77")
    assert Heard("telegram", "77", "5", "1", "other", text=text, ref="9") == found


@pytest.mark.parametrize("kind", sorted(payloads.NOTHING_SAID))
def test_what_the_app_writes_is_not_heard(kind: str) -> None:
    """A line that the app itself writes into the chat gets no reaction."""
    assert payloads.heard(_private({kind: {"x": 1}}), "77") is None


def test_limit_is_the_limit_of_the_library() -> None:
    """Our length of a message is the documented one."""
    assert MessageLimit.MAX_TEXT_LENGTH.value == payloads.TEXT


@settings(max_examples=50)
@given(st.text(max_size=70), st.text(max_size=70))
def test_tokens_fit_or_are_refused(label: str, token: str) -> None:
    """A button that is sent has a label and at most 64 bytes; every other one is refused."""
    message = Message("x", ((Key(label, token),),))
    fits = bool(label.strip()) and 1 <= len(token.encode()) <= 64
    try:
        made = payloads.requests("5", message)
    except Refused:
        assert not fits
    else:
        [[button]] = made[0][1]["reply_markup"]["inline_keyboard"]
        assert (True, label, token) == (fits, button["text"], button["callback_data"])


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("/start", "group", -5),
        ("/start@MyBot", "supergroup", -5),
        ("/HELP@mybot now", "supergroup", -5),
        ("/help@OtherBot", "supergroup", None),
        ("/starting", "group", None),
        ("hello", "group", None),
        ("/start", "private", None),
        ("/start", "channel", None),
        ("", "group", None),
    ],
)
def test_called_in_group(text: str, kind: str, found: int | None) -> None:
    """Only /start or /help in a group, to nobody or to this bot, is a call."""
    update = {"update_id": 1, "message": {"text": text, "chat": {"id": -5, "type": kind}}}
    assert found == payloads.called_in_group(update, "MyBot")


@pytest.mark.parametrize("broken", [None, 1, [], {}, {"message": 1}, {"callback_query": {"id": 1}}])
def test_side_reactions_bear_anything(broken: object) -> None:
    """What is done at once for a tap or a group never fails on a damaged update."""
    assert (None, None) == (payloads.called_in_group(broken, "B"), payloads.query_id(broken))


def test_settings_without_token_make_no_channel() -> None:
    """Without a token there is no Telegram."""
    assert (
        Telegram.configured(SimpleNamespace(telegram_token=None, telegram_webhook_secret=None))
        is None
    )


@pytest.mark.parametrize(
    ("public", "secret", "webhook"),
    [(None, None, ""), ("https://b.example", "s", "https://b.example/telegram/webhook")],
)
def test_settings_choose_the_mode(public: str | None, secret: str | None, webhook: str) -> None:
    """With a public address Telegram brings the updates, without one they are fetched."""
    channel = Telegram.configured(
        SimpleNamespace(
            telegram_token=Secret("77:x"),
            telegram_api_url="http://127.0.0.1:1/",
            telegram_webhook_secret=None if secret is None else Secret(secret),
            public_url=public,
        )
    )
    assert channel is not None
    assert ("http://127.0.0.1:1", webhook, secret or "") == (
        channel._api,
        channel._webhook,
        channel._secret,
    )
