"""Every scenario a server of this protocol is to pass, and the tests that prove each.

The first of a scenario's tests is by the client that it is about: `official_sdk` is the service's
Python SDK, `javascript_frames` what its JavaScript SDK sends, all others say frame by frame what they
want.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

_SCENARIOS = """
1 lists of models and voices, and one voice, are understood | official_sdk:test_models_and_voices javascript_frames:test_models_and_voices_are_listed
2 an unknown voice over HTTP is a 404 with a request id | front_door:test_one_voice official_sdk:test_models_and_voices
3 a wrong key is refused before the upgrade, with a request id | official_sdk:test_a_wrong_key javascript_frames:test_a_wrong_key_is_refused_before_the_upgrade
4 the key may be in the query or in either header | front_door:test_every_way_to_show_the_key
5 no socket opens at an unknown address | front_door:test_no_socket_elsewhere
6 compression may be offered or not; pings are answered | official_sdk:test_with_and_without_compression listener:test_a_turn_over_the_socket
7 a region in front of the key does no harm | official_sdk:test_a_key_with_its_region javascript_frames:test_a_key_with_its_region javascript_frames:test_a_key_with_its_region_over_http
8 two requests in a row on one socket | official_sdk:test_generate_twice_on_one_connection javascript_frames:test_generate_twice_on_one_socket
9 a request without a voice is refused, the next is fine | single_requests:test_a_missing_voice_is_refused_and_the_next_request_is_fine
10 blank and endless texts are refused, each by its number | single_requests:test_text_must_say_something_and_not_too_much
11 a request may be cancelled, also when there is none | single_requests:test_cancel_abandons_the_running_request
12 every format has its encoding, rate and size | single_requests:test_every_format_is_what_it_says listener:test_wrong_types_and_ranges
13 updated settings are defaults | single_requests:test_updated_settings_are_defaults_a_request_may_override
14 models have other names, and unknown ones are refused | single_requests:test_model_names
15 tokens and a flush make a turn | official_sdk:test_tokens_and_a_flush
16 ending a session does not wait | javascript_frames:test_end_session_does_not_wait
17 a close on top of a flush has one end | javascript_frames:test_close_on_top_of_a_flush
18 a flush of nothing returns at once | official_sdk:test_a_flush_of_nothing_returns_at_once
19 a close of an idle session returns at once | javascript_frames:test_close_of_an_idle_session
20 settings said alone hold for later turns | turns:test_settings_stay_for_later_turns
21 another voice between two turns is used | official_sdk:test_another_voice_between_turns
22 a cancel in mid-audio leaves nothing behind | javascript_frames:test_cancel_in_mid_audio
23 an idle cancel is answered at once | official_sdk:test_cancel
24 a cancelled turn that was flushed has no end | turns:test_cancel_in_mid_audio_ends_the_turn_at_once
25 five idle seconds end a turn, pings or not | turns:test_an_idle_turn_is_ended_with_a_warning listener:test_pings_do_not_keep_a_turn_open
26 stale text is spoken and the turn stays open | turns:test_stale_text_is_spoken_while_the_turn_stays_open
27 the first chunk goes by schedule or at the first sentence | turns:test_the_schedule_and_auto_mode_decide_when_a_chunk_may_go
28 a number is not cut at its point | chunker:test_sentences
29 a tag divided between frames is one; an open one is spoken | turns:test_a_tag_divided_between_frames_is_one_tag
30 text for the next turn may come early | turns:test_text_for_the_next_turn_may_come_early
31 flush, then close the socket, loses nothing | turns:test_flush_then_close_socket_loses_nothing listener:test_close_socket_closes_with_1000
32 both names of a close mean the same | turns:test_close_ends_a_turn_like_a_flush
33 settings changed in a turn hold from the next | turns:test_update_settings_is_acknowledged_now_and_used_next
34 a missing voice is told once a turn | turns:test_a_missing_voice_is_told_once_for_each_turn
35 each chunk has its word times before it is complete | official_sdk:test_words_of_each_chunk turns:test_word_times_come_before_their_chunk_is_complete
36 two connections do not meet | listener:test_two_connections_do_not_meet
37 clients that vanish leave nothing | listener:test_a_client_that_vanishes_leaves_nothing
38 a full buffer without punctuation loses nothing | official_sdk:test_a_full_buffer javascript_frames:test_a_full_buffer
39 totals are what was sent | turns:test_totals_are_what_was_sent
40 a chunk that takes more than 20 s is waited for | official_sdk:test_a_flush_outlasts_a_chunk_that_takes_long javascript_frames:test_end_session_outlasts_a_chunk_that_takes_long
41 two contexts hear their own sound | official_sdk:test_two_contexts_one_after_the_other contexts:test_each_context_gets_its_own_sound_and_one_final
42 the published example of two contexts runs | javascript_frames:test_narrator_and_character
43 twenty contexts, and not one more | contexts:test_the_twenty_first_context_is_refused
44 a flush of an empty context is final at once | contexts:test_flushing_an_empty_context_is_final_at_once
45 a context that is closed speaks the rest | official_sdk:test_closing_a_context_speaks_the_rest
46 a context that is closed at once is silent | official_sdk:test_closing_a_context_speaks_the_rest contexts:test_closing_at_once_is_silent
47 closing twice is harmless | contexts:test_closing_twice_or_what_never_was_is_harmless
48 text for a closing context is refused; a closed id is new | contexts:test_text_for_a_closing_context_is_refused
49 both forms of keep-alive hold a context | contexts:test_keep_alive_holds_a_context_and_does_nothing_else
50 only the idle context times out | javascript_frames:test_the_idle_time_it_asks_for contexts:test_only_an_idle_context_times_out
51 the creating blank is not spoken | contexts:test_the_creating_blank_is_not_spoken
52 a context without a voice says so | contexts:test_a_context_without_a_voice_says_so_with_its_first_words
53 a greeting without a context gets no answer | javascript_frames:test_frames_of_other_plugins
54 a cancel with and without a context | contexts:test_cancel_one_context_keeps_it_usable contexts:test_cancel_all_keeps_all_usable
55 closing the socket closes every context | contexts:test_close_socket_lets_admitted_text_finish javascript_frames:test_narrator_and_character
56 a session has an id from its first context on | javascript_frames:test_narrator_and_character contexts:test_the_first_context_starts_the_session
57 twenty contexts at once, none starved | contexts:test_twenty_contexts_advance_together own_client:test_twenty_contexts_at_once
58 an error stays in its context | official_sdk:test_an_error_of_one_context
59 what is no JSON object is refused | listener:test_a_frame_that_makes_no_sense
60 a binary frame is refused | listener:test_a_binary_frame_is_refused
61 wrong types are refused | listener:test_wrong_types_and_ranges
62 numbers that are none are refused | listener:test_numbers_that_are_none
63 values out of range are refused, one is clamped | listener:test_wrong_types_and_ranges turns:test_update_settings_is_acknowledged_now_and_used_next
64 unknown, deep and repeated keys do no harm | listener:test_what_is_not_understood_is_survived
65 a frame that is too large takes no memory | listener:test_a_frame_that_is_too_large listener:test_a_frame_of_any_size_takes_no_memory
66 a burst of single letters keeps its order | listener:test_a_burst_of_single_letters
67 composed and decomposed text are the same | turns:test_composed_and_decomposed_text_are_the_same
68 strange signs do no harm, also in two halves | turns:test_strange_signs_do_no_harm listener:test_a_letter_split_over_two_frames
69 blanks alone are an empty turn | turns:test_blank_text_is_an_empty_turn
70 a client that never reads is given up | listener:test_a_client_that_never_reads_is_bounded_and_given_up
71 a half-open client is cleaned up | listener:test_a_client_that_does_not_answer_pings_is_gone
72 a storm of flush and cancel has one answer each | turns:test_a_storm_of_flush_and_cancel_has_one_answer_each
73 a close in mid-generation stops the work | listener:test_a_close_in_mid_generation_stops_the_work
74 an engine that fails ends one turn only | turns:test_an_engine_that_fails_ends_the_turn_only
75 ending the server lets turns finish | listener:test_ending_the_server listener:test_ending_does_not_wait_for_ever
"""


def _read() -> list[tuple[int, list[str]]]:
    found = []
    for line in _SCENARIOS.strip().splitlines():
        what, _, tests = line.partition(" | ")
        found.append((int(what.split()[0]), tests.split()))
    return found


def test_no_scenario_is_left_out() -> None:
    """There are seventy-five, each told once and proved by some test."""
    numbers = [number for number, tests in _read() if tests]
    assert numbers == list(range(1, 76))


@pytest.mark.parametrize(("number", "tests"), _read())
def test_the_tests_of_a_scenario_exist(number: int, tests: list[str]) -> None:
    """What is said to prove a scenario is there under that name."""
    for module, _, name in (test.partition(":") for test in tests):
        source = Path(__file__).with_name(f"test_{module}.py").read_text(encoding="utf-8")
        functions = {
            node.name
            for node in ast.walk(ast.parse(source))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        }
        assert name in functions, f"scenario {number}: {module} has no {name}"
