import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** A file in the editor. */
export interface Draft {
  readonly id: number;
  readonly name: string;
  readonly text: string;
}

interface Drafts {
  readonly drafts: readonly Draft[];
  readonly active: number;
  readonly nextId: number;
}

const LARGEST = 512 * 1024;
const MOST = 12;

const FIRST = `# Ctrl + Enter applies what stands here, like kubectl apply -f.
apiVersion: v1
kind: Pod
metadata:
  name: k8s-nodejs
  labels:
    app: hi-nodejs
spec:
  containers:
    - name: gpu-test
      image: 1985ck/gpu-test:1.0
      ports:
        - containerPort: 8000
`;

/** Files survive a reload: what somebody wrote is not lost by a slip of the hand. */
export const useDrafts = create<Drafts>()(
  persist((): Drafts => ({ drafts: [{ id: 1, name: 'manifest.yaml', text: FIRST }], active: 1, nextId: 2 }), {
    name: 'orrery-drafts',
    version: 1,
  }),
);

export function setText(id: number, text: string): void {
  useDrafts.setState(({ drafts }) => ({
    drafts: drafts.map((draft) => (draft.id === id ? { ...draft, text } : draft)),
  }));
}

export function activate(id: number): void {
  useDrafts.setState({ active: id });
}

/** Opens a file beside the others; one of the same name and text is only brought forward. */
export function open(name: string, text: string): void {
  useDrafts.setState((state) => {
    const same = state.drafts.find((draft) => draft.name === name && draft.text === text);
    if (same) return { active: same.id };
    const drafts = [
      ...state.drafts,
      { id: state.nextId, name: freeName(name, state.drafts), text: text.slice(0, LARGEST) },
    ];
    return { drafts: drafts.slice(-MOST), active: state.nextId, nextId: state.nextId + 1 };
  });
}

export function close(id: number): void {
  useDrafts.setState((state) => {
    const left = state.drafts.filter((draft) => draft.id !== id);
    const drafts = left.length > 0 ? left : [{ id: state.nextId, name: 'manifest.yaml', text: '' }];
    const index = state.drafts.findIndex((draft) => draft.id === id);
    const neighbour = drafts[Math.min(index, drafts.length - 1)]!.id;
    return { drafts, active: state.active === id ? neighbour : state.active, nextId: state.nextId + 1 };
  });
}

function freeName(name: string, drafts: readonly Draft[]): string {
  const taken = new Set(drafts.map((draft) => draft.name));
  if (!taken.has(name)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let number = 2;
  while (taken.has(`${stem}-${number}${ending}`)) number++;
  return `${stem}-${number}${ending}`;
}
