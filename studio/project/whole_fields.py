"""The fields of a Document that are one value each, as rows of settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from studio.document.script_items import Extras
from studio.document.values import (
    AS_USUAL,
    Delivery,
    Document,
    LoudnessTarget,
    PauseRules,
)
from studio.project.document_codec import F, Loss, NotUnderstood, read_form, to_json
from studio.project.document_forms import Decibels, Form, Frames

_USUAL_PAUSES = PauseRules()


class TextForm(Form, frozen=True):
    text: str = ""


class PausesForm(Form, frozen=True):
    other_speaker: Frames = _USUAL_PAUSES.other_speaker_frames
    same_speaker: Frames = _USUAL_PAUSES.same_speaker_frames
    lead_in: Frames = _USUAL_PAUSES.lead_in_frames
    paragraph: Frames = _USUAL_PAUSES.paragraph_frames
    scene: Frames = _USUAL_PAUSES.scene_frames


class DeliveryForm(Form, frozen=True):
    delivery: Delivery = AS_USUAL


class LoudnessForm(Form, frozen=True):
    lufs: Decibels
    true_peak_db: Decibels


class ExtrasForm(Form, frozen=True):
    extras: Extras = ()


TITLE, LANGUAGE, PAUSES, DELIVERY, LOUDNESS, EXTRAS = (
    f"document.{name}" for name in ("title", "language", "pauses", "delivery", "loudness", "extras")
)


def whole_rows(document: Document) -> Iterator[tuple[str, str]]:
    """(name, JSON) of each; a loudness nobody chose has no row."""
    pauses = document.pauses
    yield TITLE, to_json(TextForm(document.title))
    yield LANGUAGE, to_json(TextForm(document.language))
    yield DELIVERY, to_json(DeliveryForm(document.delivery))
    yield EXTRAS, to_json(ExtrasForm(document.extras))
    yield (
        PAUSES,
        to_json(
            PausesForm(
                pauses.other_speaker_frames,
                pauses.same_speaker_frames,
                pauses.lead_in_frames,
                pauses.paragraph_frames,
                pauses.scene_frames,
            )
        ),
    )
    if document.loudness is not None:
        loudness = document.loudness
        yield LOUDNESS, to_json(LoudnessForm(loudness.lufs, loudness.true_peak_db))


def with_whole(document: Document, rows: Mapping[str, str], losses: list[Loss]) -> Document:
    """`document` with what these rows say; what is missing stays as it is."""
    pauses = _read(PausesForm, rows, PAUSES, losses)
    loudness = None
    if LOUDNESS in rows:
        try:
            form = read_form(LoudnessForm, rows[LOUDNESS], "project", LOUDNESS, losses)
            loudness = LoudnessTarget(form.lufs, form.true_peak_db)
        except NotUnderstood:
            losses.append(Loss("project", LOUDNESS))
    return replace(
        document,
        title=_read(TextForm, rows, TITLE, losses).text,
        language=_read(TextForm, rows, LANGUAGE, losses).text or "en",
        pauses=PauseRules(
            pauses.other_speaker,
            pauses.same_speaker,
            pauses.lead_in,
            pauses.paragraph,
            pauses.scene,
        ),
        delivery=_read(DeliveryForm, rows, DELIVERY, losses).delivery,
        loudness=loudness,
        extras=_read(ExtrasForm, rows, EXTRAS, losses).extras,
    )


def _read(form: type[F], rows: Mapping[str, str], name: str, losses: list[Loss]) -> F:
    return read_form(form, rows.get(name, "{}"), "project", name, losses)
