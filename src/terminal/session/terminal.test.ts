import { beforeEach, describe, expect, it } from 'vitest';
import { Seat } from '../testing/seat.ts';

let seat: Seat;
beforeEach(async () => {
  seat = await Seat.take();
});

describe('a prompt', () => {
  it('stands at home, runs what is typed, and comes back', async () => {
    expect(seat.screen.text).toBe('user@orrery:~$');
    expect(await seat.line('echo hello $((6 * 7)); pwd')).toBe('hello 42\n/home/user');
    await seat.line('cd /etc');
    expect(seat.screen.lines.at(-1)).toBe('user@orrery:/etc$');
  });

  it('remembers variables, functions and aliases between lines', async () => {
    await seat.line('x=파드; hi() { echo "hi $1"; }; alias up="tr a-z A-Z"');
    expect(await seat.line('hi $x; echo abc | up')).toBe('hi 파드\nABC');
  });

  it('pipes, redirects and loops', async () => {
    expect(await seat.line('for i in 3 1 2; do echo $i; done | sort | tee ~/n | wc -l')).toBe('3');
    expect(await seat.line('cat < ~/n; grep -c 1 n')).toBe('1\n2\n3\n1');
  });

  it('goes on below when a line is not whole', async () => {
    seat.type("cat <<'E'\ra $x\rE\r");
    await seat.terminal.settled();
    expect(seat.screen.lines).toEqual(["user@orrery:~$ cat <<'E'", '> a $x', '> E', 'a $x', 'user@orrery:~$']);
    expect(seat.machine.history.entries.at(-1)).toBe("cat <<'E'\na $x\nE");
    seat.type('echo "open\r\x03');
    await seat.terminal.settled();
    expect(await seat.line('echo fine')).toBe('fine');
  });

  it('begins on a line of its own', async () => {
    await seat.line('printf abc');
    expect(seat.screen.lines.slice(-2)).toEqual(['abc', 'user@orrery:~$']);
  });

  it('says what bash says of what it cannot do', async () => {
    expect(await seat.line('foo')).toBe('bash: foo: command not found');
    expect(await seat.line('cat nothing')).toBe('cat: nothing: No such file or directory');
    expect(await seat.line('echo x > /etc/passwd')).toBe('bash: /etc/passwd: Permission denied');
    expect(await seat.line('echo $?')).toBe('1');
    expect(await seat.line('fi')).toBe("bash: syntax error near unexpected token `fi'");
  });

  it('names what to use instead of a tool that is not there, and fails', async () => {
    expect(await seat.line('helm install x; echo $?')).toMatch(
      /^helm is not here\. Charts .*kubectl apply -f[^]*\n127$/,
    );
  });

  it('opens files in the editor', async () => {
    await seat.line('mkdir -p a; vi a/b.yaml');
    expect(seat.opened).toEqual(['/home/user/a/b.yaml']);
    expect(seat.machine.home.readNow('/home/user/a/b.yaml')).toBe('');
    expect(await seat.line('edit /etc/none')).toBe('edit: /etc/none: Permission denied');
  });

  it('ends with exit', async () => {
    seat.type('exit\r');
    await seat.terminal.settled();
    expect(seat.exits).toBe(1);
  });
});

describe('what runs', () => {
  it('sleeps on the cluster’s clock', async () => {
    seat.type('sleep 3; echo awake\r');
    await seat.quiet();
    expect(seat.terminal.running).toBe(true);
    seat.clock.pass(2_999_999);
    await seat.quiet();
    expect(seat.terminal.running).toBe(true);
    seat.clock.pass(1);
    await seat.terminal.settled();
    expect(seat.screen.text).toContain('\nawake\n');
  });

  it('is ended by Ctrl-C, with all that it started', async () => {
    seat.type('while true; do sleep 100 | cat; done\r');
    await seat.quiet();
    seat.type('\x03');
    await seat.terminal.settled();
    expect(await seat.line('echo $?')).toBe('130');
    expect(seat.clock.waiting).toBe(false);
    expect(seat.machine.processes.list()).toHaveLength(1);
  });

  it('reads what is typed to it, edited and ended by Ctrl-D', async () => {
    seat.type('cat > f\r');
    await seat.quiet();
    seat.type('ax\x7fb\r파드\r\x04');
    await seat.terminal.settled();
    expect(await seat.line('cat f')).toBe('ab\n파드');
  });

  it('leaves what was typed ahead to the prompt', async () => {
    seat.type('sleep 1\r');
    await seat.quiet();
    seat.type('echo ahead\r');
    seat.clock.pass(1_000_000);
    await seat.terminal.settled();
    expect(seat.screen.lines.slice(-2)).toEqual(['ahead', 'user@orrery:~$']);
  });

  it('speaks above the line that is being typed when it runs in the background', async () => {
    await seat.line('(sleep 2; echo ready; printf half) &');
    seat.type('echo typ');
    await seat.quiet();
    seat.clock.pass(2_000_000);
    await seat.quiet();
    await seat.quiet();
    expect(seat.screen.lines.slice(-3)).toEqual(['ready', 'half', 'user@orrery:~$ echo typ']);
    seat.type('ed\r');
    await seat.terminal.settled();
    expect(seat.screen.text).toMatch(/echo typed\n(\[1\].*\n)?typed\n/);
  });

  it('cannot command the terminal', async () => {
    seat.machine.home.writeNow('/home/user/log', '\x1b]0;owned\x07\x1b[2J\x1b[Hharmless\x1b[6n \x1b[31mred\x1b[0m\n');
    expect(await seat.line('cat log')).toBe('harmless red');
  });

  it('is watched again and again', async () => {
    seat.type('watch -n 5 "echo tick; cat n"\r');
    await seat.quiet();
    await seat.quiet();
    expect(seat.screen.text).toMatch(
      /^Every 5\.0s: echo tick; cat n +orrery: 2026-01-01 00:00:00\n\ntick\ncat: n: No such/,
    );
    seat.machine.home.writeNow('/home/user/n', 'now\n');
    seat.clock.pass(5_000_000);
    for (let i = 0; i < 10; i++) await seat.quiet();
    expect(seat.screen.text).toMatch(/00:00:05\n\ntick\nnow$/);
    seat.type('\x03');
    await seat.terminal.settled();
    expect(await seat.line('echo $?')).toBe('130');
  });
});

describe('the borrowed tools', () => {
  it('read the pipe, and the files at home', async () => {
    seat.machine.home.writeNow('/home/user/pods.json', '{"items":[{"name":"web"},{"name":"db"}]}');
    expect(await seat.line(`cat pods.json | jq -r '.items[].name' | sort`)).toBe('db\nweb');
    expect(await seat.line(`jq '.items | length' pods.json`)).toBe('2');
    expect(await seat.line(`printf 'a b\\nccc d\\n' | column -t`)).toBe('a    b\nccc  d');
    expect(await seat.line(`jq . none.json; echo $?`)).toContain('No such file');
  });
});

describe('completion', () => {
  it('knows programs, aliases, files and variables', async () => {
    await seat.line('mkdir "my files"; touch "my files/a b" notes.txt');
    const complete = async (text: string): Promise<string> => {
      seat.type(`\x15${text}\t`);
      await seat.terminal.settled();
      return seat.screen.lines.at(-1)!.replace('user@orrery:~$ ', '');
    };
    expect(await complete('kubec')).toBe('kubectl');
    expect(await complete('cat no')).toBe('cat notes.txt');
    expect(await complete('cat my')).toBe('cat my\\ files/');
    expect(await complete('cat "my files/a')).toBe('cat "my files/a b"');
    expect(await complete('cd no')).toBe('cd no');
    expect(await complete('echo $HOSTN')).toBe('echo $HOSTNAME');
    expect(await complete('echo x > not')).toBe('echo x > notes.txt');
    expect(await complete('watch seq')).toBe('watch seq');
  });
});

describe('a reload', () => {
  it('keeps files and history', async () => {
    await seat.line('echo kept > f');
    await seat.machine.home.saved();
    const again = await Seat.take({}, 80, seat.disk);
    expect(await again.line('cat f')).toBe('kept');
    again.type('\x1b[A\x1b[A');
    await again.terminal.settled();
    expect(again.screen.lines.at(-1)).toBe('user@orrery:~$ echo kept > f');
  });
});
