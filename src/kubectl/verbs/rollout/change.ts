import { formatTime, getNested } from '../../../engine/apimachinery/index.ts';
import { CommandError, throwAggregate } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { fieldManagerFlag } from '../../flags/index.ts';
import { groupKind } from '../../polymorphichelpers/history.ts';
import { printFlags, toPrinter } from '../../printers/index.ts';
import { Helper } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import { groupResource, type Json } from '../../rest/types.ts';
import { typed } from '../../typed/index.ts';
import { requireTargets, targetFlags, targets, tellNothing } from './targets.ts';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
const ANNOTATIONS = ['spec', 'template', 'metadata', 'annotations', RESTARTED_AT];

/** The patch that makes the change, or why it cannot be made, in words that follow the object's name. */
type Change = (info: Info, now: number) => Json | string;

/** polymorphichelpers/objectpauser.go and objectresumer.go: an undone field is taken away. */
function pausing(pause: boolean): Change {
  return ({ mapping, object }) => {
    if (groupKind(mapping) !== 'Deployment.apps') return `${pause ? 'pausing' : 'resuming'} is not supported`;
    const paused = getNested(object, ['spec', 'paused']) === true;
    if (paused === pause) return pause ? 'is already paused' : 'is not paused';
    return { spec: { paused: pause ? true : null } };
  };
}

/** polymorphichelpers/objectrestarter.go: another annotation makes another template, and that makes other pods. */
const restarting: Change = ({ mapping, name, object }, now) => {
  const kind = groupKind(mapping);
  if (!['Deployment.apps', 'DaemonSet.apps', 'StatefulSet.apps'].includes(kind)) return 'restarting is not supported';
  if (kind === 'Deployment.apps' && getNested(object, ['spec', 'paused']) === true) {
    return "can't restart paused deployment (run rollout resume first)";
  }
  const at = formatTime(now);
  if (getNested(object, ANNOTATIONS) === at) {
    throw new CommandError(
      `failed to create patch for ${name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
    );
  }
  return { spec: { template: { metadata: { annotations: { [RESTARTED_AT]: at } } } } };
};

async function changed(invocation: Invocation, info: Info, change: Change): Promise<Json> {
  const patch = change(info, invocation.world.now());
  if (typeof patch === 'string') {
    throw new CommandError(`error: ${groupResource(info.mapping)} ${JSON.stringify(info.name)} ${patch}`);
  }
  const helper = new Helper(invocation.factory.rest, info.mapping, {
    fieldManager: invocation.flags.string('field-manager'),
  });
  try {
    return await helper.patch(info.namespace, info.name, 'strategic', patch);
  } catch (error) {
    throw new CommandError(`failed to patch: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function runWith(operation: string, change: Change): (invocation: Invocation) => Promise<void> {
  return async (invocation) => {
    const printer = await toPrinter(invocation, { operation, typed: true });
    requireTargets(invocation);
    const gathered = await (await targets(invocation)).gather();
    const errors = [...gathered.errors];
    for (const info of gathered.infos) {
      try {
        invocation.out(printer.print(typed(await changed(invocation, info, change))));
      } catch (error) {
        errors.push(error);
      }
    }
    if (gathered.infos.length === 0 && errors.length === 0) await tellNothing(invocation);
    throwAggregate(errors);
  };
}

const flags = [...targetFlags, ...printFlags, fieldManagerFlag('kubectl-rollout')];

/** kubectl/pkg/cmd/rollout/rollout_pause.go */
export const pause: Command = {
  name: 'pause',
  usage: 'RESOURCE',
  short: 'Mark the provided resource as paused',
  long:
    'No controller follows changes of what is paused, until "kubectl rollout resume". Only deployments can be paused; a rollout ' +
    'that has begun goes on as far as it was told to.',
  examples: '# Gather several changes into one rollout\nkubectl rollout pause deployment/nginx',
  flags,
  run: runWith('paused', pausing(true)),
};

/** kubectl/pkg/cmd/rollout/rollout_resume.go */
export const resume: Command = {
  name: 'resume',
  usage: 'RESOURCE',
  short: 'Resume a paused resource',
  long: 'The controller follows changes again. Only deployments can be paused, and so resumed.',
  examples: '# Roll out what was changed meanwhile\nkubectl rollout resume deployment/nginx',
  flags,
  run: runWith('resumed', pausing(false)),
};

/** kubectl/pkg/cmd/rollout/rollout_restart.go */
export const restart: Command = {
  name: 'restart',
  usage: 'RESOURCE',
  short: 'Restart a resource',
  long: 'Replaces the pods of a workload, as a rollout of a template that differs in nothing but the time of the restart.',
  examples: [
    '# Every deployment of a namespace',
    'kubectl rollout restart deployment -n test-namespace',
    '',
    '# One deployment',
    'kubectl rollout restart deployment/nginx',
    '',
    '# Deployments with a label',
    'kubectl rollout restart deployment --selector=app=nginx',
  ].join('\n'),
  flags,
  run: runWith('restarted', restarting),
};
