from __future__ import annotations

from dataclasses import replace

from wanted_scenes import scene

from studio.document.values import Document
from studio.scheduling.demand import Want, draft_wants
from studio.scheduling.plan import Binding, Flight, Held, Limits, OpenConnection, plan
from studio.takes.recipe import draft_recipe

SCENE = scene(("A", "One."), ("B", "Two."), ("A", "Three."), ("B", "Four."))
NATIVE = Binding("", 24_000)


def _wants(document: Document = SCENE) -> tuple[Want, ...]:
    return draft_wants(document, draft_recipe)


def _lines(flights: tuple[Flight, ...]) -> list[str]:
    return [flight.want.line for flight in flights]


def test_a_lane_speaks_one_line_at_a_time() -> None:
    """At most one Line is in flight per Lane, and the most urgent one goes first."""
    wants = _wants()
    assert _lines(plan(wants, (), (), ()).start) == ["0", "1"]
    assert _lines(plan(wants, (), (), [Flight(wants[0], 0)]).start) == ["1"]


def test_what_is_at_hand_or_given_up_is_not_asked_for() -> None:
    """A finished Take is never made twice, and a failed one is not repeated by itself."""
    wants = _wants()
    assert _lines(plan(wants, {wants[0].key}, {wants[1].key}, ()).start) == ["2", "3"]


def test_what_nobody_wants_any_more_is_cancelled() -> None:
    """Editing a Line that is being made stops that Line and no other."""
    before = _wants()
    flying = [Flight(before[0], 0), Flight(before[1], 0)]
    edited = scene(("A", "One!"), ("B", "Two."))
    assert plan(_wants(edited), (), (), flying).cancel == ("A",)


def test_further_lanes_open_a_further_connection() -> None:
    """Twenty contexts fill a connection; the 21st Lane opens the next, if there may be one."""
    wants = _wants(scene(*[(f"S{at}", "Hello.") for at in range(50)]))
    started = plan(wants, (), (), (), limits=Limits(connections=2)).start
    assert [flight.connection for flight in started] == [0] * 20 + [1] * 20
    flying = [Flight(want, 0) for want in wants[:5]]
    assert len(plan(wants, (), (), flying, limits=Limits(connections=1)).start) == 15


def test_a_lane_stays_where_its_context_is_open() -> None:
    """A quiet Lane goes on in its own context although another connection has room."""
    wants = _wants()
    connections = [
        OpenConnection(0, NATIVE),
        OpenConnection(1, NATIVE, frozenset({"A"})),
    ]
    started = plan(wants, (), (), (), connections).start
    assert {flight.want.lane: flight.connection for flight in started} == {"A": 1, "B": 0}


def test_lines_of_another_model_go_to_another_connection() -> None:
    """Model and rate bind to the connection: Lines are grouped by them."""
    wants = _wants()
    other = replace(wants[1], recipe=replace(wants[1].recipe, model="m"))
    started = plan((wants[0], other), (), (), ()).start
    assert [flight.connection for flight in started] == [0, 1]
    only_one = plan((wants[0], other), (), (), (), limits=Limits(connections=1)).start
    assert _lines(only_one) == ["0"]
    idle = [OpenConnection(0, NATIVE)]
    replaced = plan((other,), (), (), (), idle, Limits(connections=1)).start
    assert [flight.connection for flight in replaced] == [0]


def test_retakes_do_not_wait_for_their_lane() -> None:
    """With a context of its own a Line is spoken beside others of its Lane."""
    wants = [replace(want, own_context=True) for want in _wants()]
    assert _lines(plan(wants, (), (), ()).start) == ["0", "1", "2", "3"]
    assert len({want.context for want in wants}) == 4


def test_text_in_flight_has_a_limit() -> None:
    """So much text and no more is under way; one Line alone always goes."""
    wants = _wants(scene(("A", "a" * 60), ("B", "b" * 60), ("C", "c" * 30)))
    assert _lines(plan(wants, (), (), (), limits=Limits(characters_in_flight=100)).start) == ["0"]
    assert _lines(plan(wants, (), (), (), limits=Limits(characters_in_flight=10)).start) == ["0"]


def test_the_budget_counts_what_is_under_way() -> None:
    """Nothing is begun that the rest of the budget would not pay for, and it is said why."""
    wants = _wants()
    each = wants[0].expected_seconds
    answer = plan(wants, (), (), (), limits=Limits(seconds_left=each * 1.5))
    assert _lines(answer.start) == ["0"]
    assert answer.held is Held.BUDGET
    flying = [Flight(wants[0], 0)]
    assert not plan(wants, (), (), flying, limits=Limits(seconds_left=each * 1.5)).start


def test_offline_nothing_is_begun() -> None:
    """What is in flight may still be cancelled."""
    wants = _wants()
    answer = plan(wants[1:], (), (), [Flight(wants[0], 0)], limits=Limits(is_offline=True))
    assert answer.start == ()
    assert answer.cancel == ("A",)
    assert answer.held is Held.OFFLINE


def test_a_want_waits_for_its_instant_and_holds_up_nobody() -> None:
    """The plan says when to look again; the next Line of the Lane goes ahead."""
    first, *others = _wants()
    wants = [replace(first, not_before=5.0), *others]
    early = plan(wants, (), (), (), now=4.9)
    assert (_lines(early.start), early.wake_at) == (["1", "2"], 5.0)
    assert _lines(plan(wants, (), (), (), now=5.0).start) == ["0", "1"]
