/**
 * inspector: the right drawer, about whatever is selected: an object, a component, a message or any other record. Why tells
 * the chain of causes in sentences, from a person's act or the cluster's own clock to what is shown; State, Events, YAML and
 * History tell what it is and how it came to be so.
 *
 * Promises: everything is as of the playhead and follows it; nothing is told that is not in the trace or in the mirrored
 * objects; what objects contain is shown as text. A click on a cause or a version moves the playhead there.
 *
 * It differs from the trace in this: the trace has no record of what did not happen. Where a component acted on silence, the
 * last act on what fell silent is found and named, and it is said that no message connects the two.
 */
export { Inspector } from './inspector.tsx';
