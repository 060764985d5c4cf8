"""One export in a process of its own: `FOLDER all|mix|ENCODING` in, one JSON line out."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from studio.audio.encoding import FLAC_16, WAV_16, encoding_named
from studio.export.carrying_out import carry_out
from studio.export.job import CaptionFile, Job, Loudness, MixFile, Sound, StemFiles
from studio.export.material import Material
from studio.frames import PROJECT_RATE
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from studio.timeline.master import Master, ceiling_db
from studio.timeline.mixer import Mixer, no_sounds
from tests.benchmarks._mixdown_run import HEADER_BYTES, scene


def main() -> None:
    folder, what = Path(sys.argv[1]), sys.argv[2]
    script = json.loads((folder / "script.json").read_text())
    document, timeline = scene(script)
    files = [folder / f"{line['file']}.wav" for line in script]

    def take(key: TakeKey) -> Take:
        return Take(key, np.fromfile(files[int(key)], np.int16, offset=HEADER_BYTES))

    material = Material(document, timeline, take, no_sounds, {}, datetime.now(UTC))
    begun = time.perf_counter()
    if what == "mix":
        mixer = Mixer(document, timeline, take)
        master = Master(mixer, ceiling_db(document))
        for start in range(0, master.end_frame, PROJECT_RATE):
            mixer.prepare(start, PROJECT_RATE)
            master.mix(start, min(PROJECT_RATE, master.end_frame - start))
        frames = master.end_frame
    else:
        frames = round(carry_out(material, _job(folder, what)).seconds * PROJECT_RATE)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - begun,
                "peak_mb": used.ru_maxrss / 1024,
                "frames": frames,
            }
        )
    )


def _job(folder: Path, what: str) -> Job:
    if what == "all":
        return Job(
            mixes=(MixFile(folder / "plain.wav", Sound(WAV_16)),),
            stems=StemFiles(folder / "stems", Sound(FLAC_16), "{no}"),
            captions=(CaptionFile(folder / "ours.srt"),),
            loudness=Loudness(-16.0),
        )
    form = encoding_named(what)
    return Job(mixes=(MixFile(folder / f"ours{form.ending}", Sound(form)),))


if __name__ == "__main__":
    main()
