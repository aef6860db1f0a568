"""One kit over every channel: what is recorded comes in and goes out as written."""

import json

import pytest

from bot.channels import Refused
from tests.channels import kit

NAMES = sorted(kit.channels())
ALL = [one for name in NAMES for one in kit.recordings(name)]
INCOMING = [one for one in ALL if one.incoming]
OUTGOING = [one for one in ALL if not one.incoming]


def _id(recording: kit.Recording) -> str:
    return f"{recording.channel}-{recording.name}"


@pytest.mark.parametrize("name", NAMES)
def test_brings_recordings(name: str) -> None:
    """A channel without recordings of what it must understand and say is not accepted."""
    assert kit.missing(name) == []


def test_new_channel_without_recordings_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A channel that is only an entry point is told what to record."""
    entry = kit.channels()["telegram"]
    monkeypatch.setattr(kit, "channels", lambda: {"pigeon": entry})
    assert len(kit.missing("pigeon")) == 8


@pytest.mark.parametrize("name", NAMES)
def test_is_called_what_it_is(name: str) -> None:
    """A channel calls itself as its entry point does, so that Heard and sender agree."""
    assert kit.load(name).name == name


@pytest.mark.parametrize("recording", INCOMING, ids=_id)
def test_payload_becomes_heard(recording: kit.Recording) -> None:
    """A payload as the platform sends it becomes exactly this value."""
    read = kit.read(recording.channel)
    assert recording.expected_heard == read(recording.data["in"], recording.data["account"])


@pytest.mark.parametrize("recording", OUTGOING, ids=_id)
def test_message_becomes_requests(recording: kit.Recording) -> None:
    """A message becomes exactly these requests, or is refused before any is made."""
    write = kit.write(recording.channel)
    address = recording.data["address"]
    if recording.data["request"] is None:
        with pytest.raises(Refused):
            write(address, recording.message)
        return
    sent = json.loads(json.dumps(write(address, recording.message)))
    assert recording.data["request"] == sent


@pytest.mark.parametrize("recording", INCOMING, ids=_id)
def test_damaged_payload_never_raises(recording: kit.Recording) -> None:
    """A payload with a part missing or of another shape is heard or dropped, but never raises."""
    read = kit.read(recording.channel)
    for payload in kit.damaged(recording.data["in"]):
        found = read(payload, recording.data["account"])
        assert found is None or found.address
