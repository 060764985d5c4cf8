"""From a script file's bytes to its review, whatever its format."""

from __future__ import annotations

from dataclasses import replace

from studio.scripts.file_habits import habits_of_file
from studio.scripts.formats import format_named
from studio.scripts.reading import AS_FOUND, ReadingOptions
from studio.scripts.review import Review, review_reading
from studio.scripts.sniffing import sniffed
from studio.scripts.source import Source


def review_script(path: str, content: bytes, options: ReadingOptions = AS_FOUND) -> Review:
    """What is in the file. Raises InputError, one sentence, when it cannot be read at all."""
    return review_source(Source(path, content, options.encoding), options)


def review_source(source: Source, options: ReadingOptions) -> Review:
    """The same, of a file that was read already."""
    format = format_named(options.format or sniffed(source))
    reading = format.read(source, options)
    encoding = ""
    if format.is_text:
        encoding = source.decoded.encoding
        frame, habits = reading.frame, habits_of_file(source, format.id)
        frame = replace(frame, extras=(*frame.extras, *habits)) if habits else frame
        remarks = (*source.decoded.remarks, *reading.remarks)
        reading = replace(reading, frame=frame, remarks=remarks)
    return review_reading(source.path, format.id, encoding, options, reading)
