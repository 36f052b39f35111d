import { describe, expect, it } from 'vitest';
import { bytesOf, textOf } from '../apimachinery/index.ts';
import { Host, Process as SimProcess, SECOND, Sim, Waiter } from '../sim/index.ts';
import {
  Gathered,
  Process,
  ProcessTable,
  SHELLS,
  TOOLS,
  TreeFiles,
  directory,
  runProcess,
  type Machine,
} from './index.ts';

interface Ran {
  out: string;
  err: string;
  code: number | undefined;
  /** Virtual seconds. */
  took: number;
}

/** A machine on the virtual clock with an empty disk. */
class Bench {
  readonly sim = new Sim({ seed: 1 });
  readonly #owner = new SimProcess(this.sim, 'test', new Host('host'));
  readonly files = new TreeFiles(() => this.sim.wallClock(), directory());
  readonly machine: Machine;

  constructor() {
    const { sim } = this;
    const owner = this.#owner;
    const random = sim.random('test');
    for (const folder of ['/tmp', '/etc', '/root']) this.files.mkdir(folder);
    this.machine = {
      files: this.files,
      processes: new ProcessTable(),
      hostname: 'web-0',
      user: { name: 'root', uid: 0, group: 'root', gid: 0, home: '/tmp' },
      gnu: true,
      system: { kernel: 'Linux', release: '6.1.0', version: '#1 SMP', machine: 'x86_64' },
      program: (name) => SHELLS.get(name) ?? TOOLS.get(name),
      now: () => sim.wallClock(),
      after: (micros, fire) => {
        const timer = sim.after(micros, () => fire(), undefined);
        return () => timer.cancel();
      },
      waiter: () => new Waiter<void>(sim),
      go: (name, run) => owner.go(name, run as Generator<undefined, void, undefined>),
      random: () => random.int(1000) / 1000,
    };
  }

  /** Runs a script, for a day at the most. */
  run(script: string, shell = 'bash', ...args: string[]): Ran {
    const [out, err] = [new Gathered(), new Gathered()];
    const pid = this.machine.processes.nextPid()!;
    const process = new Process(this.machine, pid, {
      args: [shell, '-c', bytesOf(script), ...(args.length > 0 ? [shell, ...args] : [])],
      env: new Map([['HOME', '/tmp']]),
      cwd: '/root',
      stdout: out,
      stderr: err,
    });
    const began = this.sim.now;
    let code: number | undefined;
    let took = 0;
    const { sim } = this;
    this.machine.go(
      'test',
      (function* () {
        code = yield* runProcess(process, SHELLS.get(shell)!);
        took = (sim.now - began) / SECOND;
      })(),
    );
    this.sim.runUntil(began + 86_400 * SECOND, 2_000_000);
    return { out: textOf(out.bytes), err: textOf(err.bytes), code, took };
  }
}

const run = (script: string, shell?: string, ...args: string[]) => new Bench().run(script, shell, ...args);

describe('words', () => {
  it.each([
    [`echo "a  b" 'c $x' d\\ e`, 'a  b c $x d e\n'],
    ['x=1; echo $x "${x}2" \'$x\' ${y:-no} ${x:+yes} [$y]', '1 12 $x no yes []\n'],
    ['x="a b"; printf "<%s>" $x "$x"', '<a><b><a b>'],
    ['set -- a "b c"; printf "<%s>" "$@" "$*" $#', '<a><b c><a b c><2>'],
    [
      'x=/usr/lib/a.tar.gz; echo ${x##*/} ${x%%.*} ${x%.gz} ${x#/usr} ${#x} ${x/lib/LIB} ${x//a/A}',
      'a.tar.gz /usr/lib/a /usr/lib/a.tar /lib/a.tar.gz 17 /usr/LIB/a.tar.gz /usr/lib/A.tAr.gz\n',
    ],
    ['x=hello; echo ${x:1:3} ${x^^} ${x: -2}', 'ell HELLO lo\n'],
    ['echo $((1 + 2 * 3)) $(( (1+2)*3 )) $((7/2)) $((2**10)) $((5>3?1:0))', '7 9 3 1024 1\n'],
    ['i=1; ((i++)); echo $i; let i+=5; echo $i', '2\n7\n'],
    ['echo a{b,c}d {1..4} {a..c}', 'abd acd 1 2 3 4 a b c\n'],
    ['echo "$(echo inner "$(echo deep)")" `echo old`', 'inner deep old\n'],
    ['cd /tmp; touch a.txt b.txt c.log; echo *.txt "*.txt" /tmp/*.log', 'a.txt b.txt *.txt /tmp/c.log\n'],
    ["echo $'a\\tb'", 'a\tb\n'],
    ['echo ~ ~/x', '/tmp /tmp/x\n'],
    ['echo 한글 | wc -c', '7\n'],
    ["printf 'read x\\nhello\\necho got $x\\n' | sh", 'got hello\n'],
    ["printf 'for i in 1 2\\ndo echo $i\\ndone\\n' | sh", '1\n2\n'],
  ])('%s', (script, out) => {
    expect(run(script)).toMatchObject({ out, err: '', code: 0 });
  });
});

describe('commands', () => {
  it.each([
    ['for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done', '1\n3\n'],
    ['f() { local x=in; echo "$x $1"; return 3; }; x=out; f a; echo $? $x', 'in a\n3 out\n'],
    ['case abc in a*) echo yes;; *) echo no;; esac', 'yes\n'],
    ['cat <<EOF\n$((1+1)) $(echo sub)\nEOF', '2 sub\n'],
    ["cat <<'EOF'\n$HOME\nEOF", '$HOME\n'],
    ['printf "b\\na\\nb\\n" | sort | uniq -c | sort -rn | head -1', '      2 b\n'],
    ['while read a b; do echo "$b-$a"; done < <(printf "1 2\\n3 4\\n")', '2-1\n4-3\n'],
    ['echo one > f; echo two >> f; { cat f; ls nope; } > g 2>&1; wc -l < g', '3\n'],
    ['(exit 7) & wait $!; echo $?', '7\n'],
    ['false | true; echo $?; set -o pipefail; false | true; echo $?', '0\n1\n'],
    ['printf "a:1\\nb:2\\n" | sed -n "s/^\\(.*\\):2/\\1/p"', 'b\n'],
    ["printf 'NAME READY\\nweb 1/2\\n' | awk 'NR>1 {split($2,p,\"/\"); print $1, p[1]+p[2]}'", 'web 3\n'],
    ["printf 'a:1\\nb:2\\n' | awk -F: '{s+=$2; c[$1]++} END {print s, NR, (\"a\" in c)}'", '3 2 1\n'],
    ['awk \'BEGIN {for (i=0;i<2;i++) printf "%02d ", i; x="foo"; gsub(/o/,"0",x); print x}\'', '00 01 f00\n'],
    ['trap "echo bye" EXIT; echo hi', 'hi\nbye\n'],
    ['[[ abc =~ ^a(b)c$ && 2 -gt 1 ]] && echo both', 'both\n'],
  ])('%s', (script, out) => {
    expect(run(script)).toMatchObject({ out, code: 0 });
  });

  it.each([
    ['echo "open', 'bash: -c: line 1: unexpected EOF while looking for matching `"\'\n', 2],
    ['echo )', "bash: -c: line 1: syntax error near unexpected token `)'\nbash: -c: line 1: `echo )'\n", 2],
    ['nosuch', 'bash: line 1: nosuch: command not found\n', 127],
    ['set -u; echo $nope', 'bash: line 1: nope: unbound variable\n', 127],
    ['cat nope', 'cat: nope: No such file or directory\n', 1],
  ])('complain as bash does: %s', (script, err, code) => {
    expect(run(script)).toMatchObject({ err, code });
  });
});

describe('time', () => {
  it('passes while something sleeps, and stages of a pipeline run at once', () => {
    expect(run('sleep 2 | sleep 3').took).toBeCloseTo(3);
    expect(run('yes | head -2')).toMatchObject({ out: 'y\ny\n', code: 0 });
    expect(run('(for i in 1 2 3; do echo $i; sleep 1; done) | while read n; do echo $n at $SECONDS; done').out).toBe(
      '1 at 0\n2 at 1\n3 at 2\n',
    );
  });

  it('goes on under a script that never waits', () => {
    const { code, took } = run('i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done; echo $i');
    expect(code).toBe(0);
    expect(took).toBeGreaterThan(1);
  });

  it('ends what takes too long', () => {
    expect(run('timeout 5 sleep 100; echo $?')).toMatchObject({ out: '124\n' });
    expect(run('trap "echo caught; exit 3" TERM; (sleep 1; kill -TERM $$) & wait')).toMatchObject({
      out: 'caught\n',
      code: 3,
    });
  });
});

it('has an end to what a script may take', () => {
  expect(run('f() { f; }; f').code).not.toBe(0);
  expect(run(':(){ :|:& };:').code).toBeDefined();
  expect(run('echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | grep -E "^(a+)+$"; echo $?').out).toBe('1\n');
});
