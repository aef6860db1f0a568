"""Which errors are an operator's to mend: each of them is one sentence."""

from bot.channels import WrongSetting
from bot.settings import SettingsError
from dialogues.faults import Mistakes
from dialogues.library import UnknownFramework
from locales.po import BrokenFile
from storage import StoreError
from summaries.disclose import TellsTooMuch


def sentence(error: Exception) -> str | None:
    """What to tell the operator, or None for an error of our own making."""
    if isinstance(error, Mistakes):
        count = len(error.mistakes)
        return f"{error.name} has {count} mistakes; `howareyou check` tells them all."
    operators = (
        BrokenFile,
        SettingsError,
        StoreError,
        TellsTooMuch,
        UnknownFramework,
        WrongSetting,
    )
    if isinstance(error, operators):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} cannot be used ({error.strerror})."
    return None
