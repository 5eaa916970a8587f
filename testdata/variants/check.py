#!/usr/bin/env python3
"""Rewrites the idioms in ways that change nothing, and holds closerace to the same answer.

`tool` makes the variants: other names, methods in another file, types in another package, bodies in helpers, methods in the
place of closures, fields in an embedded struct, objects in an outer struct, type parameters, goroutines started through a
wrapper. Each compiles. The answer to a variant is right if it is that of verdicts.tsv: a finding on two marked lines, or none.
Idioms with a module inside and those to which the answer is known to be wrong are left out, and a wrong answer to a variant is one that known.tsv lists.

--sample N also asks the race detector about every so many-th variant, N in all.

Exit status: 0 when all is as expected, 1 when not, 2 when this cannot run here.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTDATA = HERE.parent
ROOT = TESTDATA.parent
sys.path.insert(0, str(TESTDATA))
import oracle  # noqa: E402


def answer(closerace, folder, races):
    """What is wrong with the answer to a module; None if nothing is."""
    done = subprocess.run(
        [closerace, "check", ".", "--tests", "--enable", "all", "--format", "json", "--threads", "1"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60,
    )
    if done.returncode not in (0, 1):
        return f"closerace exits with {done.returncode}: {done.stderr.strip()}"
    found = []
    for finding in json.loads(done.stdout)["findings"]:
        steps = [finding[side]["trace"][-1] for side in ("teardown", "goroutine")]
        found.append([(step["path"], step["line"]) for step in steps])
    shown = "; ".join(f"{oracle.places([left])} against {oracle.places([right])}" for left, right in found) or "none"
    if not races:
        return f"nothing races here, but there are findings: {shown}" if found else None
    writes, reads = oracle.marks_of(folder)
    return None if any(hits(sides, writes, writes | reads) for sides in found) else f"no finding is on two marked lines, but: {shown}"


def hits(sides, writes, marked):
    """Whether a finding is on two marked lines, one of them a write's. A single mark races with itself or its line."""
    if len(marked) == 1:
        return any(side in marked for side in sides)
    return sides[0] != sides[1] and all(side in marked for side in sides) and any(side in writes for side in sides)


def build_closerace():
    """The path of closerace, as the tests build it."""
    done = subprocess.run(
        ["cargo", "build", "--quiet", "-p", "closerace", "--message-format", "json-render-diagnostics"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )
    if done.returncode != 0:
        oracle.give_up("cargo cannot build closerace")
    built = re.findall(r'"executable":"([^"]+)"', done.stdout)
    return built[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    oracle.add_go_options(parser)
    parser.add_argument("--closerace", metavar="FILE", help="the program to ask; otherwise cargo builds it")
    parser.add_argument("--only", metavar="TEXT", help="only variants with TEXT in their name")
    parser.add_argument("--sample", metavar="N", type=int, default=0, help="ask the race detector about N of the variants too")
    parser.add_argument("--keep", metavar="DIR", type=Path, help="write the variants there, and leave them")
    options = parser.parse_args()
    cache, go, environment = oracle.set_up(options)
    closerace = os.path.abspath(options.closerace) if options.closerace else build_closerace()

    verdicts = {row["name"]: row["verdict"] == "RACE" for row in oracle.rows_of(TESTDATA / "idioms" / "verdicts.tsv")}
    wrong_anyway = {row["name"].split("_", 1)[1] for row in oracle.rows_of(TESTDATA / "idioms" / "known.tsv")}
    known = {row["name"] for row in oracle.rows_of(HERE / "known.tsv")}
    tool = oracle.build_tool(go, environment, HERE / "tool", cache / "variants")
    with tempfile.TemporaryDirectory(prefix="variants-", dir=cache) as work, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        work = Path(options.keep or work).resolve()
        goroot = subprocess.run([go, "env", "GOROOT"], env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        made = subprocess.run(
            [tool, "same", TESTDATA / "idioms", work], env=environment | {"CGO_ENABLED": "0", "GOROOT": goroot},
            check=True, stdout=subprocess.PIPE, text=True,
        )
        variants = []
        for line in made.stdout.splitlines():
            transformation, idiom, state = line.split("\t")
            name = f"{transformation}/{idiom}"
            if state.startswith("does not compile"):
                print(f"note: {name} {state}")
            elif state == "written" and idiom not in wrong_anyway and (options.only or "") in name:
                variants.append((name, verdicts[idiom]))
        answers = pool.map(lambda variant: answer(closerace, work / variant[0], variant[1]), variants)
        failures, right = [], collections.Counter()
        for (name, races), why in zip(variants, answers):
            listed = f"{'FN' if races else 'FP'}_{name}"
            if why and listed not in known:
                failures.append(f"{name}: {why}")
            elif not why and listed in known:
                failures.append(f"{name}: the answer is right now; remove it from known.tsv")
            right[name.split("/")[0], not why] += 1
        sampled = variants[:: max(1, len(variants) // options.sample)][: options.sample] if options.sample else []
        checker = oracle.Checker(go, work / "tests", environment, None)
        modules = [oracle.Module(work / name, races, None, False, name) for name, races in sampled]
        failures += [f"{module.name}: {why}" for module, why in zip(modules, pool.map(checker.check, modules)) if why]

    for failure in failures:
        print(f"FAIL {failure}")
    for transformation in sorted({name for name, _ in right}):
        same, other = right[transformation, True], right[transformation, False]
        print(f"{transformation}: {same + other} variants, {other} of which are not answered as the idiom is")
    answered = sum(n for (_, same), n in right.items() if same)
    print(f"{answered} of {len(variants)} variants are answered as the idioms are, {len(sampled)} were shown to the race detector, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
