"""What the settings page says of the rules: every rule under a heading, every option in a few words."""

import pytest

from app.updates.domain.rules import NameRule, UpdateRules, options
from app.updates.domain.topics import TOPICS, Area, Topic, chosen, in_areas, told

EVERY = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.rule)


def test_every_rule_has_a_place_on_the_page_once() -> None:
    placed = [topic.rule for topics in in_areas().values() for topic in topics]

    assert sorted(placed) == sorted(UpdateRules().to_json())
    assert list(in_areas()) == [area for area in Area if area in in_areas()]


@EVERY
def test_every_rule_says_its_options_in_words_of_its_own(topic: Topic) -> None:
    labels = {option.label for option in topic.options}

    assert [option.value for option in topic.options] == list(options(topic.rule))
    assert len(labels) == len(topic.options)
    assert topic.title != topic.rule
    assert not labels & {option.text for option in topic.options}


@EVERY
def test_the_usual_option_is_the_one_of_the_product(topic: Topic) -> None:
    [usual] = [option.value for option in topic.options if option.is_usual]

    assert usual == getattr(UpdateRules(), topic.rule)


def test_a_form_says_rules_by_their_texts_and_leaves_out_what_it_does_not_know() -> None:
    texts = {"name": "alias", "keep_former_name": "no", "email": "burn", "phone": None}

    assert chosen(texts) == UpdateRules(name=NameRule.ALIAS, keep_former_name=False)
    assert chosen({}) == UpdateRules()
    assert told(False) == "no"


def test_what_a_form_says_comes_back_as_it_was() -> None:
    rules = UpdateRules(keep_former_name=False, name=NameRule.IGNORE)

    assert chosen({topic.rule: told(getattr(rules, topic.rule)) for topic in TOPICS}) == rules
