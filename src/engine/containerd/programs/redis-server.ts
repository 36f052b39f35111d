/** The keys that a server keeps until it ends, and the bytes in them. */
const MOST_KEYS = 10_000;

function wordsOf(line: string): string[] {
  return (line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []).map((word) =>
    word.startsWith('"') ? word.slice(1, -1).replaceAll('\\"', '"') : word,
  );
}

/** What redis says to a command of its first lessons, as redis-cli shows it at a terminal. */
export function answerRedis(line: string, memory: Map<string, string>): string {
  const [command = '', ...args] = wordsOf(line);
  const [key = '', value = ''] = args;
  const show = (text: string | undefined) => (text === undefined ? '(nil)\n' : `"${text}"\n`);
  switch (command.toUpperCase()) {
    case 'PING':
      return args.length > 0 ? show(key) : 'PONG\n';
    case 'ECHO':
      return show(key);
    case 'SET':
      if (memory.size >= MOST_KEYS && !memory.has(key))
        return "(error) OOM command not allowed when used memory > 'maxmemory'.\n";
      memory.set(key, value);
      return 'OK\n';
    case 'GET':
      return show(memory.get(key));
    case 'DEL':
      return `(integer) ${args.filter((one) => memory.delete(one)).length}\n`;
    case 'EXISTS':
      return `(integer) ${args.filter((one) => memory.has(one)).length}\n`;
    case 'INCR':
    case 'DECR':
    case 'INCRBY': {
      const by = command.toUpperCase() === 'DECR' ? -1 : command.toUpperCase() === 'INCRBY' ? Number(value) : 1;
      const next = Number(memory.get(key) ?? '0') + by;
      if (!Number.isInteger(next)) return '(error) ERR value is not an integer or out of range\n';
      memory.set(key, String(next));
      return `(integer) ${next}\n`;
    }
    case 'KEYS':
      return memory.size === 0
        ? '(empty array)\n'
        : [...memory.keys()].map((name, i) => `${i + 1}) "${name}"\n`).join('');
    case 'DBSIZE':
      return `(integer) ${memory.size}\n`;
    case 'FLUSHALL':
    case 'FLUSHDB':
      memory.clear();
      return 'OK\n';
    case 'INFO':
      return '# Replication\nrole:master\nconnected_slaves:0\n';
    default:
      return `(error) ERR unknown command '${command}', with args beginning with: ${args.map((arg) => `'${arg}' `).join('')}\n`;
  }
}
