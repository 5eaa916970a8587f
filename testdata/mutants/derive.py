#!/usr/bin/env python3
"""Derives mutants.tsv anew: every ORDERED idiom without one piece of its synchronisation, if that makes it race.

The pieces are those that `variants cut` finds: the locks and unlocks of one mutex in one function, a wait, a drain, a send. A
mutant is kept if the race detector reports a race in each of three runs.
"""

import argparse
import concurrent.futures
import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTDATA = HERE.parent
ROOT = TESTDATA.parent
sys.path.insert(0, str(TESTDATA))
import oracle  # noqa: E402

RUNS = 3
COLUMNS = ["name", "kind", "cut", "text", "races"]


def side(lines):
    """The lines of one access; `*` if the detector does not name any of the module."""
    return ",".join(f"{file}:{line}" for file, line in sorted(lines)) or "*"


def races(checker, folder):
    """The pairs that are reported, if every run reports one; otherwise None."""
    module = oracle.Module(folder, True, None, False, folder.name)
    binaries = checker.build(module)
    pairs = set()
    for _ in range(RUNS):
        try:
            reports, _ = checker.run(module, binaries)
        except subprocess.TimeoutExpired:
            return None
        found = {"|".join(sorted(side(lines) for lines in sides)) for sides in reports if len(sides) == 2}
        if not found:
            return None
        pairs |= found
    return sorted(pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    oracle.add_go_options(parser)
    options = parser.parse_args()
    cache, go, environment = oracle.set_up(options)
    oracle.RUN_TIMEOUT = 10  # What waits in vain need not be waited for.
    verdicts = {row["name"]: row["verdict"] for row in oracle.rows_of(TESTDATA / "idioms" / "verdicts.tsv")}
    tool = oracle.build_tool(go, environment, TESTDATA / "variants" / "tool", cache / "variants")
    listed = subprocess.run([tool, "cut", TESTDATA / "idioms"], env=environment | {"CGO_ENABLED": "0"}, check=True, stdout=subprocess.PIPE, text=True)
    cuts = [line.split("\t") for line in listed.stdout.splitlines()]
    cuts = [cut for cut in cuts if verdicts[cut[0]] == "ORDERED"]

    def judge(numbered):
        number, (idiom, kind, cut, text) = numbered
        with tempfile.TemporaryDirectory(prefix="mutant-", dir=cache) as work:
            work = Path(work).resolve()
            folder = work / f"{idiom}-{number}"
            shutil.copytree(TESTDATA / "idioms" / idiom, folder)
            oracle.cut_out(folder, cut)
            oracle.linger(folder)
            return races(oracle.Checker(go, work / "out", environment, None), folder)

    rows = []
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for (idiom, kind, cut, text), found in zip(cuts, pool.map(judge, enumerate(cuts))):
            print(f"{'race' if found else '-':5} {idiom} {kind} {cut} {text}", flush=True)
            if found:
                first = oracle.CUT.match(cut.split(" ")[0])
                rows.append([f"{idiom}/{first[1]}:{first[2]}", kind, cut, text, ";".join(found)])
    with open(HERE / "mutants.tsv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writerows([COLUMNS, *sorted(rows)])
    print(f"{len(cuts)} cuts, {len(rows)} of which race in {RUNS} of {RUNS} runs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
