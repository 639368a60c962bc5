"""Tables fit the terminal, whatever is in them."""

from hypothesis import given
from hypothesis import strategies as st

from careergraph.queries.table import draw, draw_block, printable


def test_a_table_that_fits_is_not_wrapped() -> None:
    assert draw(["a", "long heading"], [["value", "x"]], width=19) == (
        "a      long heading\n-----  ------------\nvalue  x"
    )


def test_a_long_cell_goes_on_in_the_next_line() -> None:
    table = draw(
        ["id", "label"],
        [["id:data-analyst", "Data Analyst of the firm"], ["x", "y"]],
        width=20,
    )
    assert table == (
        "id         label\n"
        "---------  ---------\n"
        "id:data-   Data\n"
        "analyst    Analyst\n"
        "           of the\n"
        "           firm\n"
        "x          y"
    )


def test_narrow_columns_keep_their_width() -> None:
    table = draw(["n", "text"], [["12", "one two three four"]], width=14)
    assert table == ("n   text\n--  ----------\n12  one two\n    three four")


def test_columns_that_are_too_many_become_blocks() -> None:
    table = draw(
        ["first", "second", "third"],
        [["alpha", "bravo", "charlie delta"], ["1", "", "3"]],
        width=16,
    )
    assert table == (
        "first   alpha\n"
        "second  bravo\n"
        "third   charlie\n"
        "        delta\n"
        "\n"
        "first   1\n"
        "second\n"
        "third   3"
    )


def test_numbers_are_set_to_the_right() -> None:
    assert draw(["n"], [["1"], ["22"], ["333"]], width=9, right=[0]) == (
        "  n\n---\n  1\n 22\n333"
    )


def test_a_word_wider_than_the_line_is_broken() -> None:
    assert draw_block(["k"], ["abcdefghij"], width=8) == "k  abcde\n   fghij"


def test_wide_and_combining_characters_count_as_the_terminal_shows_them() -> None:
    assert draw(["x", "y"], [["日本", "1"], ["e\u0301", "2"]], width=20) == (
        "x     y\n----  -\n日本  1\ne\u0301     2"
    )


def test_printable_leaves_plain_text_alone() -> None:
    for text in ("C++", "Aurélien Géron", "Ph.D. – or more", "日本"):
        assert printable(text) == text


CELLS = st.lists(
    st.lists(
        st.text(st.characters(min_codepoint=32, max_codepoint=126)),
        min_size=3,
        max_size=3,
    ),
    min_size=1,
    max_size=4,
)


@given(CELLS, st.integers(min_value=20, max_value=100))
def test_no_line_is_wider_than_the_terminal(rows: list[list[str]], width: int) -> None:
    table = draw(["one", "two", "three"], rows, width=width)
    assert all(len(line) <= width for line in table.split("\n"))


@given(CELLS, st.integers(min_value=20, max_value=100))
def test_no_character_is_lost(rows: list[list[str]], width: int) -> None:
    table = draw(["one", "two", "three"], rows, width=width)
    shown = sorted(table.replace("-", ""))
    given_ = sorted("".join(cell for row in rows for cell in row).replace("-", ""))
    for character in set(given_) - {" "}:
        assert shown.count(character) >= given_.count(character)


@given(st.text())
def test_what_is_printable_stays_in_its_line(text: str) -> None:
    shown = printable(text)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert printable(shown) == shown
