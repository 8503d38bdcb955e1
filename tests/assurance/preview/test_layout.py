"""The grid of 24 columns."""

from itertools import combinations

from assurance.preview.layout import Box, Wish, place


def touch(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    apart = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not beside and not apart


def test_named_places_are_kept() -> None:
    wishes = [Wish((0, 0), 12, 6), Wish((12, 0), 12, 3), Wish((0, 9), 24, 2)]
    assert place(wishes) == (Box(0, 0, 12, 6), Box(12, 0, 12, 3), Box(0, 9, 24, 2))


def test_without_a_place_a_widget_takes_the_next_free_one() -> None:
    wishes = [Wish(None, 6, 6)] * 5 + [Wish(None, 18, 3)]
    placed = place(wishes)
    assert [(box.x, box.y) for box in placed] == [(0, 0), (6, 0), (12, 0), (18, 0), (0, 6), (6, 6)]


def test_a_widget_flows_into_a_gap_between_named_places() -> None:
    wishes = [Wish(None, 12, 6), Wish((0, 0), 12, 6)]
    assert place(wishes)[0] == Box(12, 0, 12, 6)


def test_a_place_that_is_taken_moves_the_second_widget_down() -> None:
    wishes = [Wish((0, 0), 12, 6), Wish((6, 3), 12, 6), Wish((0, 6), 6, 6)]
    placed = place(wishes)
    assert placed[1] == Box(6, 6, 12, 6)
    assert not any(touch(one, other) for one, other in combinations(placed, 2))


def test_500_widgets_without_a_place_find_theirs_in_a_moment() -> None:
    placed = place([Wish(None, 6, 1000)] * 500)
    assert placed[-1] == Box(18, 124_000, 6, 1000)
