"""Every mistake a framework file can have: what to change in the small talk, and what is told."""

from typing import NamedTuple


class Broken(NamedTuple):
    """One change of the small talk and the mistake that it makes."""

    number: str
    where: str
    old: str
    new: str


GARDEN = '  - {id: garden, title: "The garden"}'
PLANTS = '    text: "How are your plants?"'
DISH = '    text: "Which dish do you like best?"'
TOOLS = '      - {id: goods, label: "Tools"}'
WHEN = "    when: {question: plants, lte: 2}"
ONE_MORE = """  - {{id: more_{0}, part: close, kind: words, text: "And more?"}}"""
QUOTE = """\
  - id: quote
    part: last
    kind: single
    requires: quotes
    text: "May others read it?"
    options: [{id: "yes", label: "Yes"}, {id: "no", label: "No"}]
"""
SHARE = "  - id: share"
TOO_LONG = (
    '  - {id: plant_help_in_the_garden, part: close, kind: single, text: "And?", '
    'options: [{id: a_tool_for_the_gardeners, label: "A"}, {id: b, label: "B"}]}\n'
)
LONG = "very " * 70

BROKEN = [
    Broken("F101", "file", PLANTS, "    text: [unclosed"),
    Broken("F101", "file", PLANTS, '    text: &anchor "How are your plants?"'),
    Broken("F101", "file", PLANTS, '    text: !!str "How are your plants?"'),
    Broken("F101", "file", PLANTS, "    text: *alias"),
    Broken("F101", "file", PLANTS, f"    text: {'[' * 20}{']' * 20}"),
    Broken("F101", "file", "texts:\n", "---\ntexts:\n"),
    Broken("F101", "file", "The garden", "The \x07 garden"),
    Broken("F103", "key text", PLANTS, f"{PLANTS}\n{PLANTS}"),
    Broken("F103", "key ?", PLANTS, f"{PLANTS}\n    [a]: b\n    [c]: d"),
    Broken("F104", "question plants", PLANTS, f"{PLANTS}\n    optons: []"),
    Broken("F104", "question plants", PLANTS, f"{PLANTS}\n    zzz: []"),
    Broken("F104", "texts", '  k1: "Thank you!"', '  k1: "Thank you!"\n  k9: "More."'),
    Broken("F105", "question plants", f"{PLANTS}\n", ""),
    Broken("F105", "question dish", f"    kind: words\n{DISH}", DISH),
    Broken("F105", "topic garden", GARDEN, "  - {id: garden}"),
    Broken("F105", "file", 'title: "A talk in the garden"\n', ""),
    Broken("F106", "question plants", PLANTS, "    text: {a: b}"),
    Broken("F106", "topics", GARDEN, f"{GARDEN}\n  - a word"),
    Broken("F106", "question invite", "wishes: true", "wishes: maybe"),
    Broken("F106", "question invite", "wishes: true", "chooser: maybe"),
    Broken("F106", "question plant_help", "lte: 2", "lte: low"),
    Broken("F106", "question plant_help", WHEN, "    when: plants"),
    Broken("F106", "question plant_help", "    exclusive: nothing", "    help_on: nothing"),
    Broken("F107", "option age.no", '{id: "no", label: "No"}', '{id: no, label: "No"}'),
    Broken("F107", "question 5", "  - id: plants", "  - id: 5"),
    Broken("F107", "question plants", PLANTS, "    text:"),
    Broken("F107", "question plants", PLANTS, '    text: ""'),
    Broken("F107", "consent rules", "      c7:", '      on: "Good."\n      c7:'),
    Broken("F108", "question Dish", "  - id: dish", "  - id: Dish"),
    Broken("F108", f"question {'d' * 25}", "  - id: dish", f"  - id: {'d' * 25}"),
    Broken("F108", "question topic", "  - id: dish", "  - id: topic"),
    Broken("F108", "option plant_help.go-ods", TOOLS, TOOLS.replace("goods", "go-ods")),
    Broken("F109", "question cooking", "  - id: dish", "  - id: cooking"),
    Broken("F109", "topic kitchen", GARDEN, GARDEN.replace("garden,", "kitchen,")),
    Broken("F109", "option plant_help.goods", TOOLS, f"{TOOLS}\n{TOOLS}"),
    Broken("F110", "file", '"2.1.0"', "2.1"),
    Broken("F110", "file", '"2.1.0"', '"2.1"'),
    Broken("F110", "file", '"2.1.0"', '"2.01.0"'),
    Broken("F111", "question dish", f"    kind: words\n{DISH}", f"    kind: essay\n{DISH}"),
    Broken("F112", "question cooking", "    topic: kitchen", "    topic: cellar"),
    Broken("F112", "topic cellar", GARDEN, f'{GARDEN}\n  - {{id: cellar, title: "Cellar"}}'),
    Broken("F112", "question dish", "  - id: dish\n    part: close", "  - id: dish\n    part: end"),
    Broken(
        "F112", "question dish", "  - id: dish\n    part: close", "  - id: dish\n    part: open"
    ),
    Broken("F112", "question dish", "  - id: dish\n    part: close", "  - id: dish"),
    Broken("F112", "question cooking", "    topic: kitchen", "    topic: kitchen\n    part: last"),
    Broken("F113", "question dish", DISH, f'{DISH}\n    options: [{{id: a, label: "A"}}]'),
    Broken("F113", "question invite", ', {id: none, label: "Nothing now"}', ""),
    Broken("F114", "question plant_help", WHEN, "    when: {question: rain, lte: 2}"),
    Broken("F114", "question plant_help", WHEN, "    when: {question: plant_help, lte: 2}"),
    Broken("F114", "question plant_help", WHEN, "    when: {question: dish, lte: 2}"),
    Broken("F114", "question plant_help", WHEN, '    when: {question: plants, has: "9"}'),
    Broken("F114", "question plant_help", WHEN, "    when: {question: plants}"),
    Broken("F114", "question plant_help", WHEN, '    when: {question: plants, has: "1", lte: 2}'),
    Broken("F114", "question plant_help", WHEN, "    when: {question: subject, lte: 2}"),
    Broken("F114", "question plant_help", WHEN, "    when: {question: plants, lte: 5}"),
    Broken(
        "F114",
        "question cooking",
        '    text: "How is cooking?"',
        '    text: "How is cooking?"\n    when: {question: plants, lte: 2}',
    ),
    Broken("F115", "option plant_help.goods", TOOLS, TOOLS.replace("}", ", need: spades}")),
    Broken("F116", "question dish", DISH, f"{DISH}\n    requires: rain"),
    Broken("F117", "question dish", "Which dish", "{person}, which dish"),
    Broken("F117", "question dish", "Which dish", "{code} which dish"),
    Broken("F117", "question dish", "Which dish", "Which { dish"),
    Broken("F117", "option plant_help.goods", '"Tools"', '"{org} tools"'),
    Broken("F118", "question dish", "Which dish", f"{LONG[:320]}"),
    Broken("F119", "option plant_help.goods", '"Tools"', '"Tools for every kind of work"'),
    Broken("F119", "topic garden", '"The garden"', '"The garden behind the house"'),
    Broken("F120", "consent hello", "I am a robot from {org}.", "I am here. " * 22),
    # Sixty words in an app, one more on a page, which says another sentence there.
    Broken("F120", "consent rules", 'c7: "', 'c7: "' + "You can. " * 20),
    Broken("F121", "consent c2", "skip any question", "leave out any question"),
    Broken("F121", "consent c5", "      c5:", "      c4:"),
    Broken("F121", "consent c6", 'call {emergency}."\n  - id: rules', 'call."\n  - id: rules'),
    Broken("F121", "consent c7", '{delete}."\n      c8', 'a word."\n      c8'),
    Broken("F121", "consent c8", "The company of this app", "Somebody"),
    Broken("F122", "question age", "  - id: age", "  - id: old"),
    Broken("F122", "question share", "    requires: words\n", ""),
    Broken("F122", "question share", ", requires: quotes}", "}"),
    Broken("F122", "question quote", "\ntexts:\n", f"\n{QUOTE}texts:\n"),
    Broken("F123", "topics", "    chooser: true\n", ""),
    Broken("F123", "question invite", "    wishes: true", "    wishes: true\n    chooser: true"),
    Broken(
        "F124",
        "question more_7",
        "  - id: share",
        "\n".join([*(ONE_MORE.format(number) for number in range(10)), "  - id: share"]),
    ),
    Broken("F125", "question dish", "Which dish", "No problem! Which dish"),
    Broken("F125", "question dish", "Which dish", "Clients: which dish"),
    Broken("F126", "question dish", "Which dish", "very " * 25 + "good dish"),
    Broken(
        "F127", "option plant_help_in_the_garden.a_tool_for_the_gardeners", SHARE, TOO_LONG + SHARE
    ),
    Broken("F128", "text k1", '  k1: "Thank you!"\n', ""),
    Broken("F128", "text code", "Your code is {code}.", "Your code is secret."),
    Broken("F129", "scales", '    - {id: "3", emoji: "🌱", label: "Fine"}\n', ""),
    Broken("F130", "question plant_help", "    exclusive: nothing", "    exclusive: nobody"),
    Broken("F130", "question plant_help", "    exclusive: nothing", "    help_on: [rain]"),
]
