import { translate } from '../../i18n/index.ts';
import type { Transport } from '../../kubectl/world.ts';
import { HomeFiles, MemoryDisk, systemFiles } from '../files/index.ts';
import { LearnerMachine } from '../machine/learner-machine.ts';
import type { Surroundings } from '../machine/surroundings.ts';
import { Terminal } from '../session/terminal.ts';
import { programs } from '../tools/index.ts';
import { Screen } from './screen.ts';

/** A clock that a test turns by hand. Microseconds since the epoch. */
export class HandClock {
  time = 1_767_225_600_000_000;
  #alarms: { readonly at: number; readonly fire: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(micros: number, fire: () => void): () => void {
    const alarm = { at: this.time + micros, fire };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  get waiting(): boolean {
    return this.#alarms.length > 0;
  }

  pass(micros: number): void {
    this.time += micros;
    const due = this.#alarms.filter(({ at }) => at <= this.time);
    this.#alarms = this.#alarms.filter(({ at }) => at > this.time);
    for (const { fire } of due) fire();
  }
}

const NOWHERE: Transport = {
  fetch: () => Promise.reject(new Error('there is no cluster here')),
  connect: () => {
    throw new Error('there is no cluster here');
  },
};

/** A seat before a terminal, for tests: types keys, reads the screen. */
export class Seat {
  readonly clock = new HandClock();
  readonly disk: MemoryDisk;
  readonly screen: Screen;
  readonly opened: string[] = [];
  machine!: LearnerMachine;
  terminal!: Terminal;
  exits = 0;

  private constructor(columns: number, disk: MemoryDisk) {
    this.disk = disk;
    this.screen = new Screen(columns);
  }

  static async take(around: Partial<Surroundings> = {}, columns = 80, disk = new MemoryDisk()): Promise<Seat> {
    const seat = new Seat(columns, disk);
    const files = await HomeFiles.open({ disk, now: () => seat.clock.now(), system: systemFiles() });
    const surroundings: Surroundings = {
      transport: NOWHERE,
      observe: () => Promise.reject(new Error('there is no cluster here')),
      files,
      clock: seat.clock,
      random: () => 0.5,
      words: () => (id, params) => translate('en', id, params),
      openFile: (path) => seat.opened.push(path),
      ...around,
    };
    seat.machine = new LearnerMachine(surroundings, programs);
    const { screen } = seat;
    seat.terminal = new Terminal(
      seat.machine,
      { write: (text) => screen.write(text), columns, rows: 24, onResize: () => () => undefined },
      { onExit: () => seat.exits++ },
    );
    await seat.terminal.start();
    return seat;
  }

  /** Types a line and waits until it is done. Answers what came on the screen since, without the prompts. */
  async line(text: string): Promise<string> {
    const from = this.screen.cursor[0];
    this.type(`${text}\r`);
    await this.terminal.settled();
    return this.screen.lines.slice(from + 1, -1).join('\n');
  }

  type(data: string): void {
    this.terminal.type(data);
  }

  /** Lets what has been promised come about, without any virtual time. */
  async quiet(): Promise<void> {
    for (let i = 0; i < 50; i++) await Promise.resolve();
  }
}
