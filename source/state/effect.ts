import type {RunOrderId} from '../domain/run.ts';
import type {SafeText} from '../domain/text.ts';
import type {ReplayMove} from './command.ts';
import type {LogExcerpt} from './log-excerpt.ts';

/** Something to be done outside the state, as data. `effects` carries it out and reports back by an action. */
export type Effect =
	| {readonly type: 'watch'; readonly ids: readonly RunOrderId[]}
	| {readonly type: 'unwatch'; readonly id: RunOrderId}
	/** The run that the reader looks at; it is polled at the shortest interval. */
	| {readonly type: 'attend'; readonly id: RunOrderId | null}
	| {readonly type: 'poll-now'; readonly id: RunOrderId}
	/** Asks for the order and billing view of a run. */
	| {readonly type: 'look-up'; readonly id: RunOrderId}
	| {readonly type: 'pause'; readonly paused: boolean}
	| {readonly type: 'replay'; readonly move: ReplayMove}
	| {readonly type: 'open'; readonly address: URL; readonly what: SafeText}
	| {readonly type: 'copy'; readonly text: string; readonly what: SafeText}
	| {readonly type: 'copy-log'; readonly log: LogExcerpt}
	| {readonly type: 'page-log'; readonly log: LogExcerpt}
	| {readonly type: 'save-log'; readonly form: 'text' | 'json'; readonly log: LogExcerpt}
	/** Lets others have their turn, then goes on with a long log (`log-read-on`). */
	| {readonly type: 'read-on'}
	| {readonly type: 'leave'; readonly how: 'quit' | 'interrupt'}
	| {readonly type: 'suspend'}
	| {readonly type: 'redraw'};
