"""The picture of a talk."""

import re
from pathlib import Path

from dialogues.draw import mermaid
from dialogues.framework import read
from dialogues.model import Kind

HERE = Path(__file__).parent
SMALL = read((HERE / "frameworks" / "small.yaml").read_text(encoding="utf-8"), "small.yaml")
OURS = read(
    (HERE.parents[1] / "dialogues" / "frameworks" / "how_are_you.yaml").read_text("utf-8"), "ours"
)

PICTURE = """\
---
title: A talk in the garden (garden-talk 2.1.0)
---
flowchart TD
  start(["hello"])
  finish(["code and goodbye"])
  subgraph part_consent["Before the talk"]
    q_hello["Hello! I am a robot from {org}.<br/>You can skip any question and stop at any time.\
<br/>Your answers do not change your permit.<br/>No person reads this now. In danger, call \
{emergency}."]
    q_rules["Until {day} you can delete your answers with {delete}.<br/>The company of this app \
can see that you write to me."]
    q_age["Are you 18 or older?<br/><i>Yes · No</i>"]
    q_ask["Shall we begin?<br/><i>Yes · No</i>"]
  end
  subgraph part_open["Opening"]
    q_subject["What shall we talk about?<br/><i>The garden · The kitchen</i>"]
  end
  subgraph topic_garden["The garden"]
    q_plants["How are your plants?"]
    q_plant_help["Plants like company.<br/>What would help you with them?<br/><i>Tools · Somebody \
to dig with · Nothing</i>"]
  end
  subgraph topic_kitchen["The kitchen"]
    q_cooking["How is cooking?"]
  end
  subgraph part_close["Closing"]
    q_dish["Which dish do you like best?"]
    q_invite["What would you like to do?<br/><i>Cook together · Nothing now</i>"]
  end
  subgraph part_last["At the very end"]
    q_share["Who may read your words?<br/><i>Nobody · Workers · Volunteers too</i><br/><b>only \
where this works: words</b>"]
  end
  start --> q_hello
  q_hello --> q_rules
  q_rules --> q_age
  q_age --> q_ask
  q_ask --> q_subject
  q_subject -- "chosen" --> q_plants
  q_plants --> q_dish
  q_subject -- "chosen" --> q_cooking
  q_cooking --> q_dish
  q_subject -- "none chosen" --> q_dish
  q_dish --> q_invite
  q_invite --> q_share
  q_share --> finish
  age_no(["goodbye"])
  q_age -- "no" --> age_no
  ask_no(["goodbye"])
  q_ask -- "no" --> ask_no
  q_plants -. "2 or lower" .-> q_plant_help
"""


def test_a_talk_is_drawn_whole() -> None:
    """The picture of the small talk shows consent, topics, conditions and closing."""
    assert PICTURE == mermaid(SMALL)


def test_every_question_is_drawn_and_reached() -> None:
    """Each question has one box, and an arrow leads to it."""
    picture = mermaid(OURS)
    for question in OURS.questions:
        assert 1 == picture.count(f"    q_{question.id}[")
        assert re.search(rf"> q_{question.id}$", picture, re.MULTILINE)


def test_conditions_are_dotted() -> None:
    """A question that hangs on an answer is reached from that answer only."""
    picture = mermaid(OURS)
    assert '  q_home_needs -. "Something else" .-> q_home_other' in picture
    assert '  q_share -. "Workers and volunteers" .-> q_quote' in picture
    assert "q_share --> q_quote" not in picture


def test_signs_of_mermaid_do_no_harm() -> None:
    """Quotes, angles and hashes in a text are written so that Mermaid shows them."""
    text = (HERE / "frameworks" / "small.yaml").read_text(encoding="utf-8")
    odd = read(text.replace("How is cooking?", 'Is <this> #1 ‘\\"cooking\\"’?'), "odd.yaml")
    assert 'q_cooking["Is #lt;this#gt; #35;1 ‘#quot;cooking#quot;’?"]' in mermaid(odd)


def test_a_topic_with_conditions_only_is_still_reached() -> None:
    """A topic whose questions all hang on answers begins with its first one."""
    text = (HERE / "frameworks" / "small.yaml").read_text(encoding="utf-8")
    when = '    when: {question: ask, has: "yes"}\n    text: "How is cooking?"'
    changed = read(text.replace('    text: "How is cooking?"', when), "changed.yaml")
    assert '  q_subject -- "chosen" --> q_cooking' in mermaid(changed)


def test_a_talk_without_topics_is_drawn() -> None:
    """A talk of a few questions without topics goes straight through."""
    text = (HERE / "frameworks" / "small.yaml").read_text(encoding="utf-8")
    topics, questions = text.index("  - {id: garden"), text.index("  - id: subject")
    rest = text[topics : text.index("scales:")], text[questions : text.index("  - id: dish")]
    short = text.replace("topics:\n", "topics: []\n")
    for part in rest:
        short = short.replace(part, "")
    framework = read(short, "short.yaml")
    assert Kind.FACE not in {question.kind for question in framework.questions}
    assert "  q_ask --> q_dish" in mermaid(framework)
    assert "part_open" not in mermaid(framework)
