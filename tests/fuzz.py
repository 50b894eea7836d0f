"""Hand the readers many spoiled files: ``python -m tests.fuzz --count 20000``.

The suite does so a few times at each run (`tests/laws/test_readers.py`); this does it as often as asked.
"""

import argparse
import time
import traceback
from collections import Counter

from tests.laws.spoiled import READERS, case, read


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", default=READERS, help="which readers: plan, goal, figures, reports")
    parser.add_argument("--count", type=int, default=20_000, help="how many cases for each reader")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--case", type=int, help="show and read this one case only")
    asked = parser.parse_args()
    if asked.case is not None:
        for what in asked.readers:
            print(case(what, asked.case))  # noqa: T201 (a script)
            print(read(what, asked.case))  # noqa: T201
        return 0
    escaped = 0
    for what in asked.readers:
        began, counts, kinds = time.perf_counter(), Counter(), {}
        for number in range(asked.first, asked.first + asked.count):
            try:
                counts["read" if read(what, number) else "refused"] += 1
            except Exception as error:  # noqa: BLE001 (whatever escapes is what is looked for)
                counts["escaped"] += 1
                last = traceback.extract_tb(error.__traceback__)[-1]
                kinds.setdefault(f"{type(error).__name__} in {last.filename.split('/')[-1]}:{last.lineno}", []).append(
                    number
                )
        escaped += counts["escaped"]
        print(f"{what}: {asked.count} cases, {dict(counts)}, {time.perf_counter() - began:.0f} s")  # noqa: T201
        for kind, numbers in kinds.items():
            print(f"  {kind}: {len(numbers)} times, such as --case {numbers[0]}")  # noqa: T201
    return 1 if escaped else 0


if __name__ == "__main__":
    raise SystemExit(main())
