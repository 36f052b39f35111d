import type { Program } from '../machine.ts';
import { shellProgram } from '../main.ts';
import { awk } from './awk/index.ts';
import { cut, paste, sort, tr, uniq } from './columns.ts';
import { base64, hexdump, md5sum, sha256sum } from './digest.ts';
import { basename, chmod, chown, cp, dirname, ln, mkdir, mktemp, mv, readlink, rm, rmdir, touch } from './files.ts';
import { find } from './find.ts';
import { grepProgram } from './grep.ts';
import { ls } from './ls.ts';
import { env, printenv, runs, time, timeout, tool, which, xargs } from './run.ts';
import { sed } from './sed.ts';
import { asProgram, dd, expr, falsity, printf, stat, truth } from './small.ts';
import { arch, byName, clear, hostname, id, nproc, ps, sync, tty, uname, uptime, whoami } from './system.ts';
import { tarProgram } from './tar.ts';
import { cat, head, rev, seq, tac, tail, tee, wc, yes } from './text.ts';
import { date, sleep } from './time.ts';

/** The programs that people expect on any machine, by name. Add the file, then its line here. */
export const TOOLS: ReadonlyMap<string, Program> = new Map<string, Program>(
  (
    [
      ['[', asProgram('test')],
      ['arch', arch],
      ['awk', awk],
      ['base64', base64],
      ['basename', basename],
      ['cat', cat],
      ['chgrp', chown],
      ['chmod', chmod],
      ['chown', chown],
      ['clear', clear],
      ['cp', cp],
      ['cut', cut],
      ['date', date],
      ['dd', dd],
      ['dirname', dirname],
      ['echo', asProgram('echo')],
      ['egrep', grepProgram('egrep')],
      ['env', env],
      ['expr', expr],
      ['false', falsity],
      ['fgrep', grepProgram('fgrep')],
      ['find', find],
      ['grep', grepProgram('grep')],
      ['head', head],
      ['hexdump', hexdump],
      ['hostname', hostname],
      ['id', id],
      ['kill', asProgram('kill')],
      ['killall', byName],
      ['ln', ln],
      ['ls', ls],
      ['md5sum', md5sum],
      ['mkdir', mkdir],
      ['mktemp', mktemp],
      ['mv', mv],
      ['nice', runs],
      ['nohup', runs],
      ['nproc', nproc],
      ['paste', paste],
      ['pgrep', byName],
      ['pidof', byName],
      ['pkill', byName],
      ['printenv', printenv],
      ['printf', printf],
      ['ps', ps],
      ['pwd', asProgram('pwd')],
      ['readlink', readlink],
      ['realpath', readlink],
      ['rev', rev],
      ['rm', rm],
      ['rmdir', rmdir],
      ['sed', sed],
      ['seq', seq],
      ['setsid', runs],
      ['sha256sum', sha256sum],
      ['sleep', sleep],
      ['sort', sort],
      ['stat', stat],
      ['stdbuf', runs],
      ['sync', sync],
      ['tac', tac],
      ['tail', tail],
      ['tar', tarProgram],
      ['tee', tee],
      ['test', asProgram('test')],
      ['time', time],
      ['timeout', timeout],
      ['touch', touch],
      ['tr', tr],
      ['true', truth],
      ['tty', tty],
      ['uname', uname],
      ['uniq', uniq],
      ['uptime', uptime],
      ['wc', wc],
      ['which', which],
      ['whoami', whoami],
      ['xargs', xargs],
      ['xxd', hexdump],
      ['yes', yes],
    ] satisfies [string, Program][]
  ).map(([name, program]) => [name, tool(program)] as const),
);

/** The shells, which are programs like others. */
export const SHELLS: ReadonlyMap<string, Program> = new Map([
  ['sh', shellProgram('ash')],
  ['ash', shellProgram('ash')],
  ['dash', shellProgram('dash')],
  ['bash', shellProgram('bash')],
]);
