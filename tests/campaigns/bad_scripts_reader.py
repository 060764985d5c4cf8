"""Reads script files in a process of its own that may take little, and says what became of each.

`python bad_scripts_reader.py FILE…` prints one JSON object per file: `seconds` of processor time, and
`lines` or `message` or, for anything that should never happen, `fault`.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from studio.document.validity import faults
from studio.errors import InputError
from studio.opening import review_file
from studio.scripts.json_lines.writing import write_json_lines
from studio.scripts.report import review_rows
from studio.scripts.review import accept, every_name

MOST_BYTES = 300 * 1024 * 1024


def outcome(path: Path) -> dict[str, object]:
    began = time.process_time()
    try:
        review = review_file(path)
        document = accept(review, every_name(review))
        found: dict[str, object] = {"lines": len(document.lines)}
    except InputError as error:
        return {"message": str(error), "seconds": time.process_time() - began}
    except MemoryError:
        return {"fault": "out of memory", "seconds": 0}
    except Exception as error:
        return {"fault": f"{type(error).__name__}: {error}"[:300], "seconds": 0}
    found["seconds"] = time.process_time() - began
    wrong = next(faults(document), None)
    if wrong is not None:
        found["fault"] = wrong
    if any(not row.isprintable() for row in review_rows(review)):
        found["fault"] = "the report shows what cannot be seen"
    write_json_lines(document).encode("utf-8")
    return found


def main() -> None:
    import openpyxl  # noqa: F401  # what is loaded once is not the file's doing

    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MOST_BYTES, used + MOST_BYTES))
    for name in sys.argv[1:]:
        print(json.dumps({"file": name, **outcome(Path(name))}), flush=True)


if __name__ == "__main__":
    main()
