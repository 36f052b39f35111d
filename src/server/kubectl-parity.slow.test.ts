import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alike } from './parity/masks.ts';
import { BINARY, playOurs, playReal, versionOf } from './parity/play.ts';
import { readSession, writeStep, type Session, type Step } from './parity/session.ts';

const FOLDER = new URL('../kubectl/parity/', import.meta.url);

function topicsOf(folder: URL): readonly string[] {
  return readdirSync(folder, { encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -'.txt'.length));
}

const TOPICS = topicsOf(FOLDER);
/** Lines of books and tutorials that nobody looked at while writing a verb. */
const HELD_OUT = topicsOf(new URL('held-out/', FOLDER)).map((name) => `held-out/${name}`);
const HELD_OUT_ALIKE = 0.95;

function sessionOf(topic: string): Session {
  return readSession(readFileSync(new URL(`${topic}.txt`, FOLDER), 'utf8'));
}

/** One version of kubectl wrote the recordings; another one would print other texts. */
const comparable = BINARY !== undefined && versionOf(BINARY).startsWith('v1.33.');

/** What `ours` printed, with the words of `wanted` wherever the two are alike: what is left differs. */
function against(wanted: readonly Step[], ours: readonly Step[]): string {
  return ours.map((step, i) => writeStep(alike(step, wanted[i]!) ? wanted[i]! : step)).join('');
}

const commandsOf = ({ steps }: Session) => steps.map(({ command }) => command);

describe('our kubectl', () => {
  it.each(TOPICS)('prints what the real one was recorded to print: %s', async (topic) => {
    const session = sessionOf(topic);
    const ours = await playOurs(commandsOf(session), session.at);
    expect(against(session.steps, ours)).toBe(session.steps.map(writeStep).join(''));
  });

  it('prints the same for 95 of 100 lines that it was not tuned for', async () => {
    let [same, lines] = [0, 0];
    for (const topic of HELD_OUT) {
      const session = sessionOf(topic);
      const ours = await playOurs(commandsOf(session), session.at);
      lines += ours.length;
      same += ours.filter((step, i) => alike(step, session.steps[i]!)).length;
    }
    expect(same / lines).toBeGreaterThanOrEqual(HELD_OUT_ALIKE);
  });
});

describe.skipIf(!comparable)('the real kubectl 1.33', () => {
  it.concurrent.each(TOPICS)('prints what ours prints: %s', async (topic) => {
    const commands = commandsOf(sessionOf(topic));
    const [real, ours] = [await playReal(commands, BINARY!), await playOurs(commands, Date.now() * 1000)];
    expect(against(real, ours)).toBe(real.map(writeStep).join(''));
  });
});
