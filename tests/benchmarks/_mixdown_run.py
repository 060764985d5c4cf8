"""One mixdown in a process of its own, so that its memory and time are its own: `FOLDER` in, one
JSON line out. The Takes are read from their files when the Mix asks for them, as from a project."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from studio.audio.encoding import WAV_16
from studio.document.cues import Over
from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId
from studio.export.carrying_out import carry_out
from studio.export.job import Job, MixFile, Sound
from studio.export.material import Material
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from studio.timeline.layout import layout
from studio.timeline.mixer import no_sounds
from studio.timeline.values import Length, Timeline

HEADER_BYTES = 44


def main() -> None:
    folder = Path(sys.argv[1])
    script = json.loads((folder / "script.json").read_text())
    document, timeline = scene(script)
    files = [folder / f"{line['file']}.wav" for line in script]

    def take(key: TakeKey) -> Take:
        samples = np.fromfile(files[int(key)], np.int16, offset=HEADER_BYTES)
        return Take(key, samples)

    begun, cpu = time.perf_counter(), time.process_time()
    material = Material(document, timeline, take, no_sounds, {}, datetime.now(UTC))
    report = carry_out(material, Job(mixes=(MixFile(folder / "ours.wav", Sound(WAV_16)),)))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - begun,
                "cpu": time.process_time() - cpu,
                "peak_mb": used.ru_maxrss / 1024,
                "frames": round(report.seconds * PROJECT_RATE),
            }
        )
    )


def scene(script: list[dict[str, int]]) -> tuple[Document, Timeline]:
    """Twenty Speakers in turn by the pause rules; every tenth Line talks over the one before."""
    cast = tuple(Speaker(SpeakerId(str(lane)), f"SPEAKER {lane}", lane) for lane in range(20))
    lines, lengths = [], {}
    for at, said in enumerate(script):
        line = Line(LineId(str(at)), SpeakerId(str(said["lane"])), "x")
        if at % 10 == 9:
            line = Line(line.id, line.speaker, "x", cue=Over(PROJECT_RATE // 4))
        lines.append(line)
        frames = said["samples"] * PROJECT_RATE // TAKE_RATE
        lengths[line.id] = Length(frames, TakeKey(str(at)))
    document = Document(cast=cast, script=Script(lines))
    return document, layout(document, lengths)


if __name__ == "__main__":
    main()
