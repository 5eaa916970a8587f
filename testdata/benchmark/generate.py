#!/usr/bin/env python3
"""Writes a Go module of as many lines as are asked for, in the shapes that large repositories have.

    python3 testdata/benchmark/generate.py FOLDER --lines 1000000

Packages import those of the layers below them. Half of them hold services with a New and a Close, some with goroutines (of
which Close does not always wait), handlers that call across packages, tables, and tests; the others are small. What costs
the analysis most is how many `go` statements there are in a thousand lines (--goroutines): 1 is the median of 22
repositories of twelve million lines in all; most of the larger ones have 0.4 to 1.2, some small servers 3 to 4. On
request there is also what is rare and hard: functions that all call each other (--recursive), one interface with very
many implementations (--implementers), and one very long function (--long). The same arguments always write the same
files. It needs no compiler to make, but compiles: `go vet ./...` in the folder says so.
"""

import argparse
import random
from pathlib import Path

MODULE = "bench.example/mono"
# `go` statements in a thousand lines.
GOROUTINES = 1.0
NOUNS = """account batch blob broker bucket cache catalog channel cluster codec cursor digest engine event feed frame
grant group index job journal lease ledger link log meter mirror node order page peer pipe plan pool probe queue quota
range relay replica route schema session shard signal slot snapshot stream table task ticket token trace tunnel view
volume watch window worker zone""".split()


def title(word):
    return word[0].upper() + word[1:]


class Budget:
    """How many `go` statements there may be by now."""

    def __init__(self, per_thousand):
        self.per_thousand = per_thousand
        self.lines = 0
        self.used = 0

    def allows(self, count):
        """Whether so many more may be written here; then they are."""
        allowed = self.used < self.per_thousand * self.lines / 1000
        self.used += count if allowed else 0
        return allowed


class Package:
    """A package: its import path, its name, and the service that it offers to others."""

    def __init__(self, number, layer, rng):
        self.number = number
        self.layer = layer
        self.noun = NOUNS[rng.randrange(len(NOUNS))]
        self.name = f"{self.noun}{number}"
        self.path = f"layer{layer}/{self.name}"
        self.service = title(self.noun) + "Service"


def running(name, noun, waits):
    """What a service with goroutines has: each part by its place in the file."""
    wait = "\ts.wg.Wait()\n" if waits else ""
    return {
        "state": (
            f"\tinput  chan *{noun}\n\tdone   chan struct{{}}\n\tcancel context.CancelFunc\n\twg     sync.WaitGroup\n"
            f"\tlast   *{noun}\n"
        ),
        "made_with": f", input: make(chan *{noun}, 16), done: make(chan struct{{}})",
        "started": f"""\tctx, cancel := context.WithCancel(context.Background())
\ts.cancel = cancel
\ts.wg.Add(2)
\tgo s.run(ctx)
\tgo func() {{
\t\tdefer s.wg.Done()
\t\tticker := time.NewTicker(time.Second)
\t\tdefer ticker.Stop()
\t\tfor {{
\t\t\tselect {{
\t\t\tcase <-s.done:
\t\t\t\treturn
\t\t\tcase now := <-ticker.C:
\t\t\t\ts.expire(now)
\t\t\t}}
\t\t}}
\t}}()
""",
        "goroutines": f"""
func (s *{name}) run(ctx context.Context) {{
\tdefer s.wg.Done()
\tfor {{
\t\tselect {{
\t\tcase <-ctx.Done():
\t\t\treturn
\t\tcase item := <-s.input:
\t\t\tif err := s.store(item); err != nil {{
\t\t\t\ts.fail(err)
\t\t\t\tcontinue
\t\t\t}}
\t\t\ts.last = item
\t\t}}
\t}}
}}
""",
        "refused": "",
        "put": f"""\tselect {{
\tcase s.input <- &{noun}{{Key: key, Value: value}}:
\t\treturn nil
\tcase <-ctx.Done():
\t\treturn ctx.Err()
\tcase <-s.done:
\t\treturn ErrClosed
\t}}
""",
        "first": f"\tclose(s.done)\n\ts.cancel()\n{wait}\ts.last = nil\n",
        "ended": "",
    }


def resting(noun):
    """The same of a service that does all on its callers' goroutines, under its lock."""
    return {
        "state": "\tclosed bool\n",
        "made_with": "",
        "started": "",
        "goroutines": "",
        "refused": "\tif s.closed {\n\t\treturn ErrClosed\n\t}\n",
        "put": f"""\tif err := ctx.Err(); err != nil {{
\t\treturn err
\t}}
\ts.expire(time.Now())
\tif err := s.store(&{noun}{{Key: key, Value: value}}); err != nil {{
\t\ts.fail(err)
\t\treturn err
\t}}
\treturn nil
""",
        "first": "",
        "ended": "\ts.closed = true\n",
    }


def service(package, uses, rng, budget):
    """A type with locks and a teardown, and with goroutines if the budget allows them."""
    name, noun = package.service, title(package.noun)
    runs = budget.allows(2)
    imports = "".join(f'\t"{MODULE}/{other.path}"\n' for other in uses)
    fields = "".join(f"\t{other.name} *{other.name}.{other.service}\n" for other in uses)
    waits = rng.random() < 0.8
    # Half of what it uses it makes, and closes; the other half it is given.
    made = [other for other in uses if rng.random() < 0.5]
    opened = "".join(f"\ts.{other.name} = {other.name}.New(name)\n" for other in made)
    given = "".join(
        f"""
// Use{title(other.name)} says where else to look.
func (s *{name}) Use{title(other.name)}(other *{other.name}.{other.service}) {{
\ts.mu.Lock()
\tdefer s.mu.Unlock()
\ts.{other.name} = other
}}
"""
        for other in uses if other not in made
    )
    asks = "".join(
        f"\t\tif v, ok := s.{other.name}.Lookup(key); ok {{\n\t\t\treturn v, true\n\t\t}}\n" for other in uses
    )
    closes = "".join(f"\t_ = s.{other.name}.Close()\n" for other in made)
    parts = running(name, noun, waits) if runs else resting(noun)
    return f"""// Package {package.name} keeps {package.noun}s.
package {package.name}

import (
\t"context"
\t"errors"
\t"sync"
\t"time"

{imports})

// ErrClosed is returned once the service is closed.
var ErrClosed = errors.New("{package.name}: closed")

// {noun} is what the service keeps.
type {noun} struct {{
\tKey     string
\tValue   []byte
\tUpdated time.Time
\tnext    *{noun}
}}

// stats counts what was done.
type stats struct {{
\tstored  int
\tsize    int
\texpired int
\tmisses  int
\tlastKey string
}}

// {name} keeps {package.noun}s and expires them.
type {name} struct {{
\tname   string
\tmu     sync.RWMutex
\titems  map[string]*{noun}
{parts["state"]}\tstats  stats
\terr    error
{fields}}}

// New makes a service and starts it.
func New(name string) *{name} {{
\ts := &{name}{{name: name, items: make(map[string]*{noun}){parts["made_with"]}}}
{opened}{parts["started"]}\treturn s
}}
{parts["goroutines"]}
func (s *{name}) store(item *{noun}) error {{
\tif item == nil || item.Key == "" {{
\t\treturn errors.New("no key")
\t}}
\ts.mu.Lock()
\tdefer s.mu.Unlock()
{parts["refused"]}\tif old, ok := s.items[item.Key]; ok {{
\t\titem.next = old
\t}}
\titem.Updated = time.Now()
\ts.items[item.Key] = item
\ts.stats.stored++
\ts.stats.size += len(item.Value)
\ts.stats.lastKey = item.Key
\treturn nil
}}

func (s *{name}) fail(err error) {{
\ts.mu.Lock()
\ts.err = err
\ts.mu.Unlock()
}}

func (s *{name}) expire(now time.Time) {{
\ts.mu.Lock()
\tdefer s.mu.Unlock()
\tfor key, item := range s.items {{
\t\tif now.Sub(item.Updated) > time.Minute {{
\t\t\tdelete(s.items, key)
\t\t\ts.stats.expired++
\t\t\ts.stats.size -= len(item.Value)
\t\t}}
\t}}
}}

// Put hands over a value.
func (s *{name}) Put(ctx context.Context, key string, value []byte) error {{
{parts["put"]}}}

// Lookup finds a value, here or further down.
func (s *{name}) Lookup(key string) ([]byte, bool) {{
\ts.mu.RLock()
\titem, ok := s.items[key]
\ts.mu.RUnlock()
\tif !ok {{
\t\ts.mu.Lock()
\t\ts.stats.misses++
\t\ts.mu.Unlock()
{asks}\t\treturn nil, false
\t}}
\treturn item.Value, true
}}

{given}
// Close ends it.
func (s *{name}) Close() error {{
{parts["first"]}{closes}\ts.mu.Lock()
\tdefer s.mu.Unlock()
{parts["ended"]}\ts.items = nil
\treturn s.err
}}
"""


def handlers(package, number, count, rng, budget):
    """Functions as most code has them: conditions, loops, calls of each other, errors."""
    name, noun = package.service, title(package.noun)
    parts = [f"package {package.name}\n\nimport (\n\t\"context\"\n\t\"fmt\"\n\t\"strings\"\n)\n"]
    for index in range(count):
        func = f"handle{number}x{index}"
        callee = f"handle{number}x{rng.randrange(index)}" if index else f"plain{number}"
        limit = rng.randrange(2, 60)
        # One of all shapes, or of those without a goroutine.
        shape = rng.randrange(4)
        if shape == 3 and not budget.allows(1):
            shape = rng.randrange(3)
        if shape == 0:
            parts.append(f"""
func {func}(ctx context.Context, s *{name}, keys []string) (int, error) {{
\tfound := 0
\tfor i, key := range keys {{
\t\tif i > {limit} {{
\t\t\tbreak
\t\t}}
\t\tkey = strings.TrimSpace(key)
\t\tif _, ok := s.Lookup(key); ok {{
\t\t\tfound++
\t\t\tcontinue
\t\t}}
\t\tif err := s.Put(ctx, key, []byte(key)); err != nil {{
\t\t\treturn found, fmt.Errorf("put %q: %w", key, err)
\t\t}}
\t}}
\tif found < {limit} && len(keys) > 1 {{
\t\tmore, err := {callee}(ctx, s, keys[1:])
\t\tif err != nil {{
\t\t\treturn found, err
\t\t}}
\t\tfound += more
\t}}
\treturn found, nil
}}
""")
        elif shape == 1:
            cases = "".join(
                f"\t\tcase \"{NOUNS[rng.randrange(len(NOUNS))]}{k}\":\n\t\t\ttotal += {rng.randrange(100)}\n\t\t\tb.WriteString(key[:1])\n"
                for k in range(rng.randrange(3, 9))
            )
            parts.append(f"""
func {func}(ctx context.Context, s *{name}, keys []string) (int, error) {{
\tvar b strings.Builder
\ttotal := 0
\tfor _, key := range keys {{
\t\tswitch key {{
{cases}\t\tdefault:
\t\t\tif ctx.Err() != nil {{
\t\t\t\treturn 0, ctx.Err()
\t\t\t}}
\t\t}}
\t}}
\tif b.Len() > {limit} {{
\t\treturn {callee}(ctx, s, strings.Split(b.String(), ","))
\t}}
\treturn total, nil
}}
""")
        elif shape == 2:
            parts.append(f"""
func {func}(ctx context.Context, s *{name}, keys []string) (int, error) {{
\titems := make([]*{noun}, 0, len(keys))
\ts.mu.RLock()
\tfor _, key := range keys {{
\t\tif item := s.items[key]; item != nil {{
\t\t\titems = append(items, item)
\t\t}}
\t}}
\ts.mu.RUnlock()
\tsum := 0
\tfor _, item := range items {{
\t\tfor at := item; at != nil; at = at.next {{
\t\t\tsum += len(at.Value)*{limit} + len(at.Key)
\t\t}}
\t}}
\tn, err := {callee}(ctx, s, nil)
\tif err != nil {{
\t\treturn 0, fmt.Errorf("{func}: %w", err)
\t}}
\treturn sum + n, nil
}}
""")
        else:
            parts.append(f"""
func {func}(ctx context.Context, s *{name}, keys []string) (int, error) {{
\tresults := make(chan int, len(keys))
\tfor _, key := range keys {{
\t\tgo func(key string) {{
\t\t\tvalue, _ := s.Lookup(key)
\t\t\tresults <- len(value)
\t\t}}(key)
\t}}
\tsum := 0
\tfor range keys {{
\t\tselect {{
\t\tcase n := <-results:
\t\t\tsum += n
\t\tcase <-ctx.Done():
\t\t\treturn sum, ctx.Err()
\t\t}}
\t}}
\tif sum > {limit} {{
\t\tn, err := {callee}(ctx, s, keys[:1])
\t\treturn sum + n, err
\t}}
\treturn sum, nil
}}
""")
    last = f"handle{number}x{count - 1}"
    parts.append(f"""
func plain{number}(ctx context.Context, s *{name}, keys []string) (int, error) {{
\tif s == nil {{
\t\treturn 0, fmt.Errorf("%s: no service", strings.Join(keys, ","))
\t}}
\treturn len(keys), ctx.Err()
}}

// Handle{number} does all of them.
func (s *{name}) Handle{number}(ctx context.Context, keys []string) (int, error) {{
\treturn {last}(ctx, s, keys)
}}
""")
    return "".join(parts)


def table(package, number, lines, rng):
    """Data, as generators write it."""
    rows = "".join(
        f"\t{{{rng.randrange(1 << 30)}, \"{NOUNS[rng.randrange(len(NOUNS))]}\", {rng.random():.6f}}},\n"
        for _ in range(lines)
    )
    return f"""package {package.name}

var table{number} = []struct {{
\tid   int
\tname string
\trate float64
}}{{
{rows}}}
"""


def tests(package, number, rng):
    """What a fifth of all lines are: tables of cases, and what is done with each."""
    noun = package.noun
    parts = [f"package {package.name}\n\nimport (\n\t\"context\"\n\t\"testing\"\n)\n"]
    for index in range(rng.randrange(2, 9)):
        cases = "".join(
            f"\t\t{{name: \"{noun}-{k}\", keys: []string{{\"a{k}\", \"b\"}}, want: {rng.randrange(9)}}},\n"
            for k in range(rng.randrange(3, 12))
        )
        parts.append(f"""
func TestHandle{number}x{index}(t *testing.T) {{
\ttests := []struct {{
\t\tname string
\t\tkeys []string
\t\twant int
\t}}{{
{cases}\t}}
\tfor _, tt := range tests {{
\t\tt.Run(tt.name, func(t *testing.T) {{
\t\t\ts := New(tt.name)
\t\t\tdefer s.Close()
\t\t\tgot, err := s.Handle{number}(context.Background(), tt.keys)
\t\t\tif err != nil {{
\t\t\t\tt.Fatal(err)
\t\t\t}}
\t\t\tif got < tt.want {{
\t\t\t\tt.Errorf("got %d, want %d", got, tt.want)
\t\t\t}}
\t\t}})
\t}}
}}
""")
    return "".join(parts)


def helpers(name, rng):
    """A small package, as half of them are: a type with a few values, and functions that need nothing else."""
    noun = NOUNS[rng.randrange(len(NOUNS))]
    kind = title(noun) + "Kind"
    values = [f"{title(noun)}{title(NOUNS[rng.randrange(len(NOUNS))])}{k}" for k in range(rng.randrange(3, 9))]
    constants = "".join(f"\t{value}{f' {kind} = iota' if not k else ''}\n" for k, value in enumerate(values))
    cases = "".join(f"\tcase {value}:\n\t\treturn \"{value.lower()}\"\n" for value in values)
    return f"""// Package {name} has what several others need.
package {name}

import "strings"

// {kind} says what it is.
type {kind} int

// What it may be.
const (
{constants})

func (k {kind}) String() string {{
\tswitch k {{
{cases}\t}}
\treturn "unknown"
}}

// Parse reads what String writes.
func Parse(text string) ({kind}, bool) {{
\ttext = strings.ToLower(strings.TrimSpace(text))
\tfor k := {values[0]}; k <= {values[-1]}; k++ {{
\t\tif k.String() == text {{
\t\t\treturn k, true
\t\t}}
\t}}
\treturn 0, false
}}
"""


def recursive(count, rng):
    """Functions and methods that all reach each other."""
    parts = ["package recursive\n\nimport \"sync\"\n\ntype tree struct {\n\tmu   sync.Mutex\n\tleft *tree\n\tn    int\n\tstop chan struct{}\n}\n"]
    for index in range(count):
        one, other = (index + 1) % count, rng.randrange(count)
        parts.append(f"""
func (t *tree) visit{index}(depth int) int {{
\tif depth == 0 || t.left == nil {{
\t\tt.mu.Lock()
\t\tdefer t.mu.Unlock()
\t\tt.n++
\t\treturn t.n
\t}}
\tif depth%{rng.randrange(2, 9)} == 0 {{
\t\tgo t.left.visit{other}(depth - 1)
\t}}
\treturn t.left.visit{one}(depth-1) + t.visit{other}(depth-2)
}}
""")
    parts.append("""
// Close stops it.
func (t *tree) Close() {
\tclose(t.stop)
\tt.left = nil
\tt.n = t.visit0(3)
}
""")
    return "".join(parts)


def implementers(count):
    """One interface, and what is behind it."""
    parts = ["""package plugins

// Plugin is something that runs.
type Plugin interface {
\tStart() error
\tProcess(in []byte) ([]byte, error)
\tClose() error
}

// Host runs plugins.
type Host struct {
\tplugins []Plugin
\tdone    chan struct{}
}

// Run runs them.
func (h *Host) Run(in []byte) error {
\tfor _, p := range h.plugins {
\t\tif err := p.Start(); err != nil {
\t\t\treturn err
\t\t}
\t\tgo func(p Plugin) {
\t\t\t_, _ = p.Process(in)
\t\t}(p)
\t}
\treturn nil
}

// Close closes them.
func (h *Host) Close() error {
\tclose(h.done)
\tfor _, p := range h.plugins {
\t\t_ = p.Close()
\t}
\th.plugins = nil
\treturn nil
}
"""]
    for index in range(count):
        parts.append(f"""
type plugin{index} struct {{
\tbuffer []byte
\tinner  Plugin
\tdone   chan struct{{}}
}}

func (p *plugin{index}) Start() error {{
\tp.done = make(chan struct{{}})
\tgo p.loop()
\treturn p.inner.Start()
}}

func (p *plugin{index}) loop() {{
\tfor {{
\t\tselect {{
\t\tcase <-p.done:
\t\t\treturn
\t\tdefault:
\t\t\t_, _ = p.inner.Process(p.buffer)
\t\t}}
\t}}
}}

func (p *plugin{index}) Process(in []byte) ([]byte, error) {{
\tp.buffer = append(p.buffer, in...)
\treturn p.inner.Process(p.buffer)
}}

func (p *plugin{index}) Close() error {{
\tclose(p.done)
\tp.buffer = nil
\treturn p.inner.Close()
}}
""")
    return "".join(parts)


def long_function(lines, rng):
    """One function, as generators of interpreters write it."""
    parts = ["package long\n\nimport \"sync\"\n\ntype machine struct {\n\tmu    sync.Mutex\n\tregs  [64]int\n\tstack []int\n\tstop  chan struct{}\n}\n\nfunc (m *machine) step(op int) int {\n\tx := op\n\tswitch op {\n"]
    written = 0
    while written < lines:
        kind = rng.randrange(3)
        if kind == 0:
            block = f"\tcase {written}:\n\t\tm.mu.Lock()\n\t\tm.regs[{written % 64}] = x + {written}\n\t\tm.stack = append(m.stack, x)\n\t\tm.mu.Unlock()\n"
        elif kind == 1:
            block = f"\tcase {written}:\n\t\tif x > {written % 97} {{\n\t\t\tx -= m.regs[{written % 64}]\n\t\t}} else if len(m.stack) > 0 {{\n\t\t\tx = m.stack[0]\n\t\t\tm.stack = m.stack[1:]\n\t\t}}\n"
        else:
            block = f"\tcase {written}:\n\t\tfor i := 0; i < x; i++ {{\n\t\t\tselect {{\n\t\t\tcase <-m.stop:\n\t\t\t\treturn x\n\t\t\tdefault:\n\t\t\t\tm.regs[i%64]++\n\t\t\t}}\n\t\t}}\n"
        parts.append(block)
        written += block.count("\n")
    parts.append("""\t}
\treturn x
}

func start() *machine {
\tm := &machine{stop: make(chan struct{})}
\tgo func() {
\t\tfor op := 0; ; op = m.step(op) {
\t\t}
\t}()
\treturn m
}

// Close stops it.
func (m *machine) Close() {
\tclose(m.stop)
\tm.stack = nil
}

var _ = start
""")
    return "".join(parts)


def write(folder, path, text):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return text.count("\n")


def generate(folder, lines, per_package=700, n_recursive=0, n_implementers=0, n_long=0, goroutines=GOROUTINES, seed=1):
    """Writes the module; how many lines and packages it has."""
    rng = random.Random(seed)
    budget = Budget(goroutines)
    written = write(folder, "go.mod", f"module {MODULE}\n\ngo 1.24\n")
    n_packages = 0
    if n_recursive:
        written += write(folder, "recursive/recursive.go", recursive(n_recursive, rng))
    if n_implementers:
        written += write(folder, "plugins/plugins.go", implementers(n_implementers))
    if n_long:
        written += write(folder, "long/long.go", long_function(n_long, rng))
    layers = [[]]
    while written < lines:
        # Few packages are at the bottom, most in the middle.
        if len(layers[-1]) >= 40 * len(layers):
            layers.append([])
        layer = len(layers) - 1
        package = Package(n_packages, layer, rng)
        below = [other for known in layers[max(0, layer - 2):layer] for other in known]
        uses = rng.sample(below, min(len(below), rng.randrange(4))) if below else []
        uses = sorted({other.name: other for other in uses}.values(), key=lambda other: other.name)
        budget.lines = written
        own = write(folder, f"{package.path}/service.go", service(package, uses, rng, budget))
        number = 0
        while own < per_package and written + own < lines:
            number += 1
            budget.lines = written + own
            kind = rng.random()
            if kind < 0.12:
                own += write(folder, f"{package.path}/table{number}.go", table(package, number, rng.randrange(40, 400), rng))
            else:
                own += write(folder, f"{package.path}/handle{number}.go", handlers(package, number, rng.randrange(2, 12), rng, budget))
                if rng.random() < 0.8:
                    own += write(folder, f"{package.path}/handle{number}_test.go", tests(package, number, rng))
        own += write(folder, f"common/helpers{n_packages}/helpers.go", helpers(f"helpers{n_packages}", rng))
        written += own
        n_packages += 2
        layers[-1].append(package)
    return written, n_packages


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--per-package", type=int, default=700, help="lines of a package, about")
    parser.add_argument("--recursive", type=int, default=0, metavar="N", help="functions that all call each other")
    parser.add_argument("--implementers", type=int, default=0, metavar="N", help="types behind one interface")
    parser.add_argument("--long", type=int, default=0, metavar="N", help="lines of one function")
    parser.add_argument("--goroutines", type=float, default=GOROUTINES, metavar="N", help="go statements in a thousand lines")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    lines, packages = generate(
        args.folder, args.lines, args.per_package, args.recursive, args.implementers, args.long, args.goroutines,
        args.seed,
    )
    print(f"{lines} lines in {packages} packages")


if __name__ == "__main__":
    main()
