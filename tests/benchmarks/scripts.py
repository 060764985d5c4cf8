"""Reading scripts: 100,000 lines of `NAME: text`, and Fountain against another reader of it.

Goals: 100,000 lines of `NAME: text` in at most 0.3 s from bytes to a reading; Fountain at least ten
times as fast as `screenplain`, both from text to elements. Processor time, the best of several runs.
What the review and the Document add is said without a goal.
"""

from __future__ import annotations

import gc
import io
import time
from collections.abc import Callable, Iterator

import screenplain.parsers.fountain as screenplain

from studio.scripts.fountain.elements import fountain_elements
from studio.scripts.fountain.title_page import read_title_page
from studio.scripts.importing import review_script
from studio.scripts.plain import read_plain
from studio.scripts.reading import AS_FOUND, ReadingOptions
from studio.scripts.review import accept, every_name
from studio.scripts.source import Source

_LINES = 100_000
_MOST_SECONDS = 0.3
_TIMES_FASTER = 10.0

_SCENE = """INT. LAMP ROOM - NIGHT #{number}#

The lamp turns. It has always turned, *slowly*, and nobody has asked it why.

MARA
I counted the steps.

TOM (O.S.)
There were not enough.

MARA
(softly)
Ninety-one, then. And one below. [[count again]]

HANS
**No.** I have been up and down them since April, and every time they come to the
same number, which is not the one on the plate.

TOM ^
Not the one on the plate!

A long silence. The gulls agree.

CUT TO:

"""


def measure(short: bool) -> Iterator[dict[str, object]]:
    """Plain scripts, then Fountain."""
    rounds = 3 if short else 9
    plain = _plain_script().encode("utf-8")
    reading = _best(rounds, lambda: read_plain(Source("x", plain).rows, AS_FOUND))
    review = _best(rounds, lambda: review_script("x", plain))
    reviewed = review_script("x", plain)
    accepted = _best(rounds, lambda: accept(reviewed, every_name(reviewed)))
    yield {
        "what": f"{_LINES} lines of NAME: text",
        "seconds": round(reading, 3),
        "goal_seconds": _MOST_SECONDS,
        "review_seconds": round(review, 3),
        "document_seconds": round(accepted, 3),
        "reached": reading <= _MOST_SECONDS,
    }
    text = "Title: The Lamp Room\n\n" + "".join(
        _SCENE.format(number=number) for number in range(300 if short else 1_500)
    )
    ours = _best(rounds, lambda: sum(1 for _ in _elements(text)))
    theirs = _best(rounds, lambda: screenplain.parse(io.StringIO(text)))
    whole = _best(
        rounds, lambda: review_script("x", text.encode("utf-8"), ReadingOptions("fountain"))
    )
    yield {
        "what": f"Fountain of {len(text) // 1000} kB",
        "seconds": round(ours, 4),
        "screenplain_seconds": round(theirs, 4),
        "times_faster": round(theirs / ours, 1),
        "goal_times_faster": _TIMES_FASTER,
        "review_seconds": round(whole, 3),
        "reached": theirs / ours >= _TIMES_FASTER,
    }


def _plain_script() -> str:
    names = ("ANNA", "BEN", "CARLA", "DMITRI")
    return "\n".join(
        f"{names[at % 4]}: This is what is said in line {at}, and it is a sentence."
        for at in range(_LINES)
    )


def _elements(text: str) -> Iterator[object]:
    return fountain_elements(text, read_title_page(text.split("\n", 50))[1])


def _best(rounds: int, work: Callable[[], object]) -> float:
    """As the program works: the collector is not let loose in the middle of a piece of work."""
    times = []
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        try:
            began = time.process_time()
            work()
            times.append(time.process_time() - began)
        finally:
            gc.enable()
    return min(times)
