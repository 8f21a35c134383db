"""Charts as geometry: nothing leaves the picture, lengths follow numbers."""

from app.web.charts import WIDTH, Chart, columns, lines

GROUPS = [(f"{month:02}/26", (month, 12 - month)) for month in range(1, 13)]


def inside(chart: Chart) -> bool:
    bars = all(
        bar.x >= 0 and bar.x + bar.width <= WIDTH and bar.y + bar.height <= chart.height for bar in chart.bars
    )
    return bars and all(0 <= word.x <= WIDTH and 0 < word.y <= chart.height for word in chart.words)


def test_lines_are_as_long_as_their_numbers() -> None:
    chart = lines("x", "Titre", "Dit", [("Oui", 40), ("Non", 10), ("Peut-être", 0)])
    first, second, third = chart.bars
    assert abs(first.width / second.width - 4) < 0.1
    assert third.width == 1, "nothing is seen as nothing, not as an absence"
    assert [word.text for word in chart.words] == ["Oui", "40", "Non", "10", "Peut-être", "0"]
    assert inside(chart)


def test_columns_stand_side_by_side_and_few_are_named() -> None:
    chart = columns("x", "Titre", "Dit", GROUPS, named=7)
    assert len(chart.bars) == 24
    assert {bar.series for bar in chart.bars} == {1, 2}
    assert len(chart.words) == 6
    assert inside(chart)


def test_without_numbers_the_picture_is_empty_and_whole() -> None:
    for chart in (lines("x", "", "", []), columns("x", "", "", []), columns("x", "", "", [("1", (0, 0))])):
        assert chart.height > 0
        assert inside(chart)
