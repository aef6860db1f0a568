"""Arbitrary talks, many more of them than the tests try; run by `make chaos`."""

import pytest
from hypothesis import settings

from tests.dialogues.test_engine_property import SOME, SmallTalk, WholeTalk

pytestmark = pytest.mark.timeout(3600)
MANY = settings(SOME, max_examples=1000)


class ManyWhole(WholeTalk):
    """The talk that comes with the program."""


class ManySmall(SmallTalk):
    """Another talk."""


ManyWhole.TestCase.settings = MANY
ManySmall.TestCase.settings = MANY
TestManyWhole = ManyWhole.TestCase
TestManySmall = ManySmall.TestCase
