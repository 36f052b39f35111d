import { LearnerMachine, programs, type Surroundings } from '../../terminal/index.ts';
import { translate } from '../../i18n/index.ts';
import { useUi } from '../app/ui-state.ts';
import { homeOf, type Session } from '../store/index.ts';
import { editInEditor, openInEditor } from './edit.ts';

const machines = new WeakMap<Session, Promise<LearnerMachine>>();

/** The learner's machine in front of a cluster: made once, when the first command is typed or a script asks. */
export function machineOf(session: Session): Promise<LearnerMachine> {
  let machine = machines.get(session);
  if (!machine) machines.set(session, (machine = makeMachine(session)));
  return machine;
}

async function makeMachine(session: Session): Promise<LearnerMachine> {
  const files = await homeOf(session);
  const now = (): number => session.store.getState().epoch + session.player.edge;
  const surroundings: Surroundings = {
    transport: {
      fetch: (request) => session.fetch(request),
      connect: (request, told) => session.connect(request, told),
    },
    observe: (request) => session.connection.observe(request),
    names: (resource, namespace) =>
      session.mirror
        .live(resource)
        .filter(({ metadata }) => (metadata.namespace ?? '') === namespace)
        .map(({ metadata }) => metadata.name ?? ''),
    files,
    clock: { now, after: (micros, fire) => session.alarms.add(session.player.edge + micros, fire) },
    random: Math.random,
    words: () => (id, params) => translate(useUi.getState().language, id, params),
    openFile: openInEditor,
    edit: (name, text, io) => editInEditor(files, name, text, io),
    wake: () => wake(session),
  };
  return new LearnerMachine(surroundings, programs);
}

/** A command waits: time must pass, and it passes at the live edge. */
function wake({ player }: Session): string | undefined {
  const { following } = player;
  const { playing } = player.state;
  const { language } = useUi.getState();
  if (!following) player.seekLive();
  if (!playing) player.play();
  if (!playing) return translate(language, 'terminal.clock.started');
  return following ? undefined : translate(language, 'terminal.clock.live');
}
