"""What each field of a file name says for a Line, a Lane or the whole."""

from __future__ import annotations

from studio.export.job import Job
from studio.export.material import Material, SpokenLine, clock
from studio.export.name_template import Values


def fields_of_line(material: Material, job: Job, spoken: SpokenLine) -> Values:
    line, recipe = spoken.line, spoken.recipe
    delivery = material.document.delivery_of(line)
    return {
        **fields_of_piece(material, job),
        "scene": spoken.scene.text if spoken.scene else "",
        "scene_no": spoken.scene_number,
        "no": spoken.number,
        "id": spoken.id,
        "speaker": spoken.speaker.name,
        "speaker_code": spoken.speaker_code,
        "lang": delivery.language or material.document.language,
        "take": spoken.take_number,
        "status": line.status.value,
        "engine": recipe.service.split()[0] if recipe else "",
        "text": line.text,
        "start": clock(spoken.clip.start_frame, "-") if spoken.clip else "",
    }


def fields_of_lane(material: Material, job: Job, name: str, code: str, number: int) -> Values:
    return {
        **fields_of_piece(material, job),
        "speaker": name,
        "speaker_code": code,
        "id": name,
        "no": number,
    }


def fields_of_piece(material: Material, job: Job) -> Values:
    return {
        "project": material.title,
        "episode": job.episode,
        "lang": material.document.language,
        "date": material.now.date().isoformat(),
        "rev": material.revision,
    }
