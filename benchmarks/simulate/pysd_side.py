"""PySD's side, run by the Python that has PySD: load an XMILE model, run it a few times, print seconds and results as JSON."""

from __future__ import annotations

import json
import sys
import time
import warnings


def main() -> None:
    """Arguments: the model, how many timed runs, names of the results."""
    warnings.simplefilter("ignore")
    import pysd

    path, number, names = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    start = time.process_time()
    model = pysd.read_xmile(path)
    loaded = time.process_time() - start
    columns = [f"shown_{name}" for name in names]
    found = model.run(return_columns=columns)
    seconds = []
    for _ in range(number):
        start = time.process_time()
        model.run(return_columns=columns)
        seconds.append(time.process_time() - start)
    results = {name: found[column].tolist() for name, column in zip(names, columns, strict=True)}
    print(json.dumps({"version": pysd.__version__, "load_s": loaded, "run_s": seconds, "results": results}))


if __name__ == "__main__":
    main()
