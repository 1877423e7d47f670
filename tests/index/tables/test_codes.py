"""What codes stand for, and when a text is one."""

import pytest

from index.tables.codes import meanings


@pytest.mark.parametrize(
    ("names", "code", "name"),
    [
        (("Word", "fr", "de"), "fr", "Französisch"),
        (("Town", "DE", "US"), "DE", "Allemagne"),
        (("Shift", "Mon", "Tue"), "Tue", "mardi"),
        (("Schicht", "Mo", "Di"), "Di", "Tuesday"),
        (("Plant", "Jan", "Feb"), "Feb", "febrero"),
        (("Plant", "Q1", "Q3"), "Q3", "third quarter"),
        (("Item", "USD"), "USD", "dollars"),
        (("Word", "French", "Polish"), "Polish", "Polnisch"),
        (("Germany", "Kenya"), "Germany", "Deutschland"),
        (("Month", "kWh"), "kWh", "kilowatt-hours"),
    ],
)
def test_a_code_stands_for_its_name_in_each_language(names, code, name):
    assert name in meanings(names)[names.index(code)]


@pytest.mark.parametrize("names", [("Name", "it"), ("US", "Name"), ("So", "What"), ("A", "B", "m")])
def test_a_word_that_only_looks_like_a_code_stands_for_nothing(names):
    assert not any(meanings(names))
