import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BINARY, playOurs, playReal, versionOf } from './parity/play.ts';
import { readSession, writeStep, type Session } from './parity/session.ts';

const FOLDER = new URL('../kubectl/parity/', import.meta.url);

const TOPICS = readdirSync(FOLDER, { encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -'.txt'.length));

function sessionOf(topic: string): Session {
  return readSession(readFileSync(new URL(`${topic}.txt`, FOLDER), 'utf8'));
}

/** One version of kubectl wrote the recordings; another one would print other texts. */
const comparable = BINARY !== undefined && versionOf(BINARY).startsWith('v1.33.');

describe('our kubectl', () => {
  it.each(TOPICS)('prints what the real one was recorded to print: %s', async (topic) => {
    const { steps, at } = sessionOf(topic);
    const played = await playOurs(
      steps.map(({ command }) => command),
      at,
    );
    expect(played.map(writeStep).join('')).toBe(steps.map(writeStep).join(''));
  });
});

describe.skipIf(!comparable)('the real kubectl 1.33', () => {
  it.concurrent.each(TOPICS)('prints what our server was recorded to make it print: %s', async (topic) => {
    const { steps } = sessionOf(topic);
    const commands = steps.map(({ command }) => command);
    const [played, ours] = [await playReal(commands, BINARY!), await playOurs(commands, Date.now() * 1000)];
    expect(ours.map(writeStep).join('')).toBe(played.map(writeStep).join(''));
  });
});
