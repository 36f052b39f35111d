import {
  ProcessTable,
  SHELLS,
  TOOLS,
  type Machine,
  type Program,
  type System,
  type User,
} from '../../engine/shell/index.ts';
import { HOME, ShellFiles, type HomeFiles } from '../files/index.ts';
import { History } from '../line/history.ts';
import { Ports } from './ports.ts';
import { PromiseScheduler } from './promises.ts';
import type { Surroundings } from './surroundings.ts';
import { Waking } from './waking.ts';

export const HOSTNAME = 'orrery';
const USER: User = { name: 'user', uid: 1000, group: 'user', gid: 1000, home: HOME };
const SYSTEM: System = {
  kernel: 'Linux',
  release: '6.12.0-orrery',
  version: '#1 SMP PREEMPT_DYNAMIC',
  machine: 'x86_64',
};

/** The machine in front of the learner, shared by the tabs: its files, its processes, its ports and what was typed on it. */
export class LearnerMachine extends PromiseScheduler implements Machine {
  readonly files: ShellFiles;
  readonly processes = new ProcessTable();
  readonly hostname = HOSTNAME;
  readonly user = USER;
  readonly gnu = true;
  readonly system = SYSTEM;
  readonly home: HomeFiles;
  readonly history: History;
  readonly ports = new Ports();
  readonly surroundings: Surroundings;
  /** The way to the cluster, and the clock, for whatever runs here. */
  readonly waking: Waking;
  readonly #programs: ReadonlyMap<string, Program>;

  constructor(surroundings: Surroundings, programs: (machine: LearnerMachine) => ReadonlyMap<string, Program>) {
    const waking = new Waking(surroundings.transport, surroundings.clock);
    super(waking, surroundings.random, (name, error) => {
      throw new Error(`${name} failed`, { cause: error });
    });
    this.waking = waking;
    this.surroundings = surroundings;
    this.home = surroundings.files;
    this.files = new ShellFiles(surroundings.files);
    this.history = new History(surroundings.files);
    this.#programs = programs(this);
  }

  program(name: string): Program | undefined {
    return this.#programs.get(name) ?? TOOLS.get(name) ?? SHELLS.get(name);
  }

  /** What can be typed, sorted. */
  get programNames(): readonly string[] {
    return [...new Set([...TOOLS.keys(), ...SHELLS.keys(), ...this.#programs.keys()])].sort();
  }
}
