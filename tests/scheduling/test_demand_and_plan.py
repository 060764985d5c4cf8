from __future__ import annotations

from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId, Voice
from studio.scheduling.demand import Want, demand
from studio.scheduling.plan import plan
from studio.takes.recipe import draft_recipe


def _document(*speeches: tuple[str, str]) -> Document:
    names = list(dict.fromkeys(name for name, _ in speeches))
    cast = tuple(
        Speaker(SpeakerId(name), name, at, Voice("embedded", 1001 + at, name))
        for at, name in enumerate(names)
    )
    lines = tuple(
        Line(LineId(str(at)), SpeakerId(name), text) for at, (name, text) in enumerate(speeches)
    )
    return Document(cast=cast, script=Script(lines))


SCENE = _document(("A", "One."), ("B", "Two."), ("A", "Three."), ("B", "Four."))


def _wants(document: Document, from_line: str | None = None) -> tuple[Want, ...]:
    return demand(document, draft_recipe, LineId(from_line) if from_line else None)


def test_lines_from_the_playhead_on_come_first() -> None:
    """What is heard next is made next; what lies behind the playhead comes last."""
    assert [want.line for want in _wants(SCENE, "2")] == ["2", "3", "0", "1"]


def test_the_same_words_by_the_same_voice_are_wanted_once() -> None:
    """A Line said twice is made once."""
    assert len(_wants(_document(("A", "No."), ("B", "No."), ("A", "No.")))) == 2


def test_a_lane_speaks_one_line_at_a_time() -> None:
    """At most one Line is in flight per Lane, and the most urgent one goes first."""
    wants = _wants(SCENE)
    started = plan(wants, frozenset(), frozenset(), {}, most_lanes=20).start
    assert [want.line for want in started] == ["0", "1"]
    flying = {wants[0].lane: wants[0].key}
    assert [want.line for want in plan(wants, frozenset(), frozenset(), flying, 20).start] == ["1"]


def test_what_is_at_hand_or_given_up_is_not_asked_for() -> None:
    """A finished Take is never made twice, and a failed one is not repeated by itself."""
    wants = _wants(SCENE)
    started = plan(wants, {wants[0].key}, {wants[1].key}, {}, 20).start
    assert [want.line for want in started] == ["2", "3"]


def test_never_more_lanes_than_contexts() -> None:
    """The limit counts what is in flight already."""
    wants = _wants(_document(*[(f"S{at}", "Hello.") for at in range(25)]))
    assert len(plan(wants, frozenset(), frozenset(), {}, 20).start) == 20
    flying = {SpeakerId("S0"): wants[0].key}
    assert len(plan(wants, frozenset(), frozenset(), flying, 20).start) == 19


def test_what_nobody_wants_any_more_is_cancelled() -> None:
    """Editing a Line that is being made stops that Line and no other."""
    before = _wants(SCENE)
    flying = {before[0].lane: before[0].key, before[1].lane: before[1].key}
    edited = _document(("A", "One!"), ("B", "Two."))
    assert plan(_wants(edited), frozenset(), frozenset(), flying, 20).cancel == ("A",)
