import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ClusterConnection } from '../../client/index.ts';
import type { ActAgain, BootOptions, RecordedInput } from '../../protocol/index.ts';
import { Session } from '../store/index.ts';
import { Duet } from './duet.ts';

/** How many histories may be open beside the first one: each has an engine, a trace and a copy of every object of its own. */
export const MOST_OPEN = 3;

/** One history: the first one, or one that left another at some moment. */
export interface Branch {
  readonly id: number;
  /** What a person calls it; undefined: it goes by its number. */
  readonly name: string | undefined;
  readonly parent: number | undefined;
  /** When it left its parent, in virtual time. */
  readonly at: number;
  /** The parent's acts after that moment that are not done again here. */
  readonly without: readonly ActAgain[];
  readonly session: Session | undefined;
  /** What is needed to open it again after it was closed. */
  readonly recipe: { readonly boot: BootOptions; readonly to: number } | undefined;
  /** It is being computed up to where it begins. */
  readonly opening: boolean;
}

export interface BranchesState {
  /** In the order in which they were made; the first one first. */
  readonly all: readonly Branch[];
  /** Which one the page goes back to when only one is shown. */
  readonly main: number;
  /** One, or two side by side. */
  readonly shown: readonly [number] | readonly [number, number];
  /** Which of those shown the clock, the hands and the drawers belong to. */
  readonly focused: number;
}

/** Where another history begins and how it goes on. */
export interface Parting {
  /** Everything up to and including this moment is as it was. */
  readonly at: number;
  /** Acts that came later and are done again. */
  readonly again: readonly ActAgain[];
  /** Acts that came later and are not. */
  readonly without: readonly ActAgain[];
  readonly name?: string;
}

/**
 * The histories of one page. Each is a session of its own, with its own engine: the same seed and the same inputs up to where
 * they part. The first goes on untouched whatever becomes of the others; a closed one keeps its inputs, and opens again from them.
 */
export class Branches {
  readonly store: StoreApi<BranchesState>;
  #next = 2;
  #duet: Duet | undefined;

  constructor(
    first: ClusterConnection,
    readonly connect: () => ClusterConnection,
  ) {
    const root: Branch = {
      id: 1,
      name: undefined,
      parent: undefined,
      at: 0,
      without: [],
      session: new Session(first),
      recipe: undefined,
      opening: false,
    };
    this.store = createStore<BranchesState>(() => ({ all: [root], main: 1, shown: [1], focused: 1 }));
    this.#watch(root.session!);
  }

  get focused(): Session {
    const session = this.get(this.store.getState().focused)?.session;
    if (!session) throw new Error('the history that is looked at is not open');
    return session;
  }

  get(id: number | undefined): Branch | undefined {
    return this.store.getState().all.find((branch) => branch.id === id);
  }

  /** Whether one more may be opened. */
  get full(): boolean {
    return this.store.getState().all.filter(({ session }) => session).length > MOST_OPEN;
  }

  /** Parts from the history that is looked at, and shows both side by side. Its id, or undefined when there are too many. */
  async part({ at, again, without, name }: Parting): Promise<number | undefined> {
    const parent = this.store.getState().focused;
    const { focused, full } = this;
    const { boot } = focused.store.getState();
    if (full || !boot) return undefined;
    focused.player.pause();
    const inputs = (await focused.connection.inputs()).filter((input) => input.at <= at);
    const options: BootOptions = { ...boot, inputs, again: afterAll(inputs, again) };
    const id = this.#next++;
    const branch = { id, name, parent, at, without, session: undefined, recipe: undefined, opening: false };
    this.#set({ all: [...this.store.getState().all, branch] });
    await this.#open(id, options, at);
    return id;
  }

  /** Computes a closed one again, and shows it beside the main one. */
  async reopen(id: number): Promise<void> {
    const recipe = this.get(id)?.recipe;
    if (recipe && !this.full) await this.#open(id, recipe.boot, recipe.to);
  }

  /** Shows two side by side; the one that was looked at stays so when it is one of them. */
  compare(left: number, right: number): void {
    if (left === right || !this.get(left)?.session || !this.get(right)?.session) return;
    const { focused } = this.store.getState();
    this.#show([left, right], focused === left ? left : right);
  }

  /** Shows one alone. */
  alone(id: number): void {
    if (this.get(id)?.session) this.#show([id], id);
  }

  /** From now on the clock, the hands and the drawers belong to this one of those shown. */
  focus(id: number): void {
    const { shown, focused } = this.store.getState();
    if (focused !== id && shown.some((one) => one === id)) this.#show(shown, id);
  }

  rename(id: number, name: string): void {
    this.#change(id, { name: name.trim() === '' ? undefined : name.trim() });
  }

  /** Makes one the main one, and shows it alone. */
  promote(id: number): void {
    if (!this.get(id)?.session) return;
    this.#set({ main: id });
    this.alone(id);
  }

  /** Frees what it takes and keeps how it came about. The main one stays open. */
  async close(id: number): Promise<void> {
    const { main } = this.store.getState();
    const session = this.get(id)?.session;
    const boot = session?.store.getState().boot;
    if (!session || !boot || id === main) return;
    const inputs = await session.connection.inputs();
    const to = session.player.edge;
    const again = (boot.again ?? []).filter((act) => act.at > to);
    this.#leave(id);
    this.#change(id, { session: undefined, recipe: { boot: { ...boot, inputs, again }, to } });
    session.close();
  }

  /** Forgets it for good. Those that left it stay, as they have all that they need. */
  drop(id: number): void {
    const { main, all } = this.store.getState();
    if (id === main) return;
    const gone = this.get(id);
    this.#leave(id);
    this.#set({
      all: all
        .filter((branch) => branch.id !== id)
        .map((branch) => (branch.parent === id ? { ...branch, parent: gone?.parent } : branch)),
    });
    gone?.session?.close();
  }

  async #open(id: number, boot: BootOptions, to: number): Promise<void> {
    const session = new Session(this.connect());
    this.#watch(session);
    this.#change(id, { session, opening: true, recipe: undefined });
    const { main, focused } = this.store.getState();
    const other = focused === id ? main : focused;
    this.#show([other, id], other);
    await session.boot(boot, to);
    this.#change(id, { opening: false });
    const now = this.store.getState();
    if (now.shown.some((one) => one === id)) this.#show(now.shown, id);
  }

  /** One that begins anew has nothing in common with what stands beside it. */
  #watch(session: Session): void {
    session.store.subscribe(({ phase }, before) => {
      const { all, shown, focused } = this.store.getState();
      const branch = all.find((one) => one.session === session);
      if (phase !== 'booting' || before.phase === 'booting' || !branch || branch.opening) return;
      if (shown.length === 2 && shown.some((id) => id === branch.id)) this.alone(focused);
    });
  }

  /** What is shown no longer holds it. */
  #leave(id: number): void {
    const { shown, main } = this.store.getState();
    if (!shown.some((one) => one === id)) return;
    this.alone(shown.find((one) => one !== id) ?? main);
  }

  #show(shown: BranchesState['shown'], focused: number): void {
    const before = this.focused;
    this.#duet?.end();
    this.#duet = undefined;
    const lead = this.get(focused)?.session;
    const second = this.get(shown.find((id) => id !== focused));
    if (!lead) return;
    if (lead !== before) {
      lead.player.takeOver(before.player);
      before.player.pause();
    }
    this.#set({ shown, focused });
    if (second?.session && !second.opening) this.#duet = new Duet(lead, second.session, this.#partedAt(shown));
  }

  /** Up to when both have the same history. */
  #partedAt([left, right]: BranchesState['shown']): number {
    const path = (id: number | undefined): Branch[] => {
      const branch = this.get(id);
      return branch ? [branch, ...path(branch.parent)] : [];
    };
    const mine = path(left);
    const theirs = path(right);
    const common = mine.find(({ id }) => theirs.some((branch) => branch.id === id))?.id;
    const apart = [...mine, ...theirs].filter(({ parent }) => parent === common && common !== undefined);
    return Math.min(...apart.map(({ at }) => at));
  }

  #change(id: number, change: Partial<Branch>): void {
    const { all } = this.store.getState();
    this.#set({ all: all.map((branch) => (branch.id === id ? { ...branch, ...change } : branch)) });
  }

  #set(change: Partial<BranchesState>): void {
    this.store.setState(change);
  }
}

/** The acts in order of time, none before the last input that is played again. */
function afterAll(inputs: readonly RecordedInput[], again: readonly ActAgain[]): readonly ActAgain[] {
  const last = inputs[inputs.length - 1]?.at ?? 0;
  return again.filter(({ at }) => at >= last).sort((a, b) => a.at - b.at);
}
