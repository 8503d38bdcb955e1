"""Spans of time as a tired person reads them."""

from datetime import timedelta

UNITS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def in_words(span: timedelta) -> str:
    """The two largest units that count: `2 h 5 min`, `4 min 12 s`, `0 s`."""
    seconds = max(0, int(span.total_seconds()))
    words: list[str] = []
    for name, size in UNITS:
        count, seconds = divmod(seconds, size)
        if count or (name == "s" and not words):
            words.append(f"{count} {name}")
        if len(words) == 2 or (words and not count):
            break
    return " ".join(words)
