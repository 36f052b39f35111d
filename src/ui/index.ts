/**
 * ui: the page. It is a client of the cluster like any other: it knows what watches and the trace tell, and draws that.
 * Nothing moves on screen that is not a function of the trace, the mirrored objects and the playhead.
 *
 * The store's contract, for every room of the page (import from '../store/index.ts', inside a SessionContext):
 *
 *   useSession()            the Session: connection, trace, mirror, world, player; `fetch` and `fault` are acts, flagged
 *                           on the timeline (GET is not); `select`
 *   useAt('pods')           every object of a resource at the playhead; the array is the same until something changes.
 *                           Resources are group-qualified plurals: 'pods', 'nodes', 'deployments.apps'
 *   useObject(ref)          one object at the playhead; ref = { resource, namespace, name }, namespace '' for none
 *   usePodsOn(node)         the pods bound to a node at the playhead; '' for those not placed yet
 *   useSelection()          [what is singled out, set it]: an object, a component (process id) or a trace record
 *   usePlayer()             { player, state }: state is what it does (playing, pace, speed, live); player.seek, play, pause…
 *                           It does not re-render as time passes
 *   usePlayhead(hertz)      the playhead, re-rendering at most so often; player.onFrame(listener) for drawing without React
 *   useTrace()              { trace, next }: `trace` answers the questions of engine/trace (why, effectsOf, packetsAt …)
 *   useSessionState(f)      acts (flags on the timeline), boot options, epoch, crash
 *   useFacts(process, part) what a program knew at the playhead that no object says, row by row: useFacts('kube-proxy@worker-1', 'rules');
 *                           the parts and their rows are in engine/trace/facts.ts
 *   useSample(process, metric, labels), useRate(…), useSeries(metric)
 *                           numbers as /metrics has them: useSample('kubelet@worker-1', 'node_memory_working_set_bytes')
 *   session.mirror          every version of every object: .at(resource, key, time), .log(resource).historyOf(key)
 *
 * Acts on what is selected are in app/actions.ts (deletePod, killNode, cordon, scale …), the words in src/i18n (useText).
 *
 * Slots: src/ui/timeline, inspector, editor, terminal and start each export one component from their index.ts
 * (Timeline, Inspector, EditorDrawer, TerminalDrawer, StartScreen) without props; app/app.tsx places them. Messages of a slot live in
 * src/i18n/en/<slot>.ts and src/i18n/ko/<slot>.ts.
 */
export { App } from './app/app.tsx';
export { openingOf } from './app/share/index.ts';
