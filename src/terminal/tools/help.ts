import { bytesOf } from '../../engine/apimachinery/index.ts';
import type { Program } from '../../engine/shell/index.ts';
import type { MessageId } from '../../i18n/index.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import { ScreenSink } from '../screen/screen-sink.ts';
import { wrap } from '../screen/width.ts';

/** What can be typed, by what it is for. A tool that the machine does not have is left out. */
const GROUPS: readonly (readonly [MessageId, readonly string[]])[] = [
  ['terminal.help.kubectl', ['kubectl']],
  ['terminal.help.editor', ['edit', 'vi', 'vim', 'nano', 'code']],
  ['terminal.help.watch', ['watch', 'sleep', 'timeout', 'seq', 'xargs']],
  ['terminal.help.network', ['curl']],
  [
    'terminal.help.files',
    [
      'ls',
      'cat',
      'cp',
      'mv',
      'rm',
      'mkdir',
      'touch',
      'find',
      'tree',
      'diff',
      'stat',
      'chmod',
      'base64',
      'sha256sum',
      'tee',
    ],
  ],
  [
    'terminal.help.text',
    [
      'grep',
      'awk',
      'sed',
      'jq',
      'head',
      'tail',
      'wc',
      'sort',
      'uniq',
      'cut',
      'tr',
      'column',
      'nl',
      'rev',
      'paste',
      'join',
      'comm',
    ],
  ],
];
/** The shell knows these itself. */
const SHELL = ['cd', 'pwd', 'echo', 'export', 'alias', 'history', 'exit'];

export function helpProgram(machine: LearnerMachine): Program {
  return function* help(process) {
    const say = machine.surroundings.words();
    const columns = process.stdout instanceof ScreenSink ? process.stdout.screen.columns : 80;
    const there = (names: readonly string[]): readonly string[] => names.filter((name) => machine.program(name));
    const known = GROUPS.filter(([, names]) => there(names).length > 0);
    const parts = known.map(([id, names]) => part(there(names), say(id), columns));
    parts.push(part([...SHELL], say('terminal.help.shell'), columns));
    parts.push(part([say('terminal.help.keys')], say('terminal.help.keys.text'), columns));
    yield* process.print(bytesOf(`${parts.join('')}\n${wrap(say('terminal.help.missing'), columns).join('\n')}\n`));
    return 0;
  };
}

/** The names on lines of their own, what they are for indented below. */
function part(names: readonly string[], what: string, columns: number): string {
  const head = wrap(names.join('  '), columns).map((line) => `\x1b[1m${line}\x1b[0m\n`);
  const body = wrap(what, columns - 4).map((line) => `    ${line}\n`);
  return head.join('') + body.join('');
}
