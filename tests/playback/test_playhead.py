from __future__ import annotations

from studio.playback.playhead import heard_frame, jumped, mixed_anew
from studio.playback.ring import Clock

NOW = 5_000_000_000
TEN_MS = 10_000_000


def clock(position: int, heard_in_ns: int = 0) -> Clock:
    return Clock(position, 1_200, NOW + heard_in_ns)


def test_before_anything_was_heard_it_stays_where_play_was_pressed() -> None:
    """No sound came out yet, or only what was there before the jump: the wanted frame is shown."""
    stretch = jumped(position=9_000, frame=48_000)
    assert heard_frame(stretch, None, NOW) == 48_000
    assert heard_frame(stretch, clock(8_000), NOW) == 48_000
    assert heard_frame(stretch, clock(9_000, heard_in_ns=TEN_MS), NOW) == 48_000


def test_it_runs_on_between_blocks_but_not_past_what_was_handed_out() -> None:
    """It goes with time within the last block, then waits for the next one."""
    stretch = jumped(position=9_000, frame=48_000)
    assert heard_frame(stretch, clock(9_000, heard_in_ns=-TEN_MS), NOW) == 48_480
    assert heard_frame(stretch, clock(9_000, heard_in_ns=-9 * TEN_MS), NOW) == 49_200


def test_it_does_not_jump_when_the_unheard_part_is_mixed_anew() -> None:
    """Before, at and after the moment at which the new sound takes over, frame follows frame."""
    stretch = mixed_anew(jumped(position=0, frame=48_000), since=9_600, position=80_000)
    assert heard_frame(stretch, clock(12_000), NOW) == 48_000 + 12_000
    taken_over = clock(80_000 + 12_000 - 9_600 + 1_200, heard_in_ns=TEN_MS)
    assert heard_frame(stretch, taken_over, NOW) == 48_000 + 12_000 + 1_200 - 480


def test_mixed_anew_right_after_a_jump_it_still_shows_the_wanted_frame() -> None:
    """A jump, then an edit, and nothing of either heard yet: the playhead does not go back."""
    stretch = mixed_anew(jumped(position=0, frame=48_000), since=1_200, position=80_000)
    assert heard_frame(stretch, clock(80_000, heard_in_ns=10 * TEN_MS), NOW) == 48_000
