import {emptyRegistry} from '../../source/store/command-registry.ts';
import {PassThrough} from 'node:stream';
import type {Clock} from '../../source/core/time/clock.ts';
import type {RunClient} from '../../source/api/http-client.ts';
import type {SystemAdapter} from '../../source/store/effects.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {noStatusLine} from '../../source/report/status-line.ts';
import {headlessRules, reportHeadless} from '../../source/session/report-headless.ts';
import {createWatch} from '../../source/session/watch.ts';
import type {State} from '../../source/store/state.ts';
import {assertEvent} from '../helpers/event-schema.ts';
import {assertListed} from './terminal-grammar.ts';

export type JsonEvent = Readonly<Record<string, unknown>>;

/** A watch without a screen that came to its end. */
export type Watched = {
	readonly code: number;
	readonly events: readonly JsonEvent[];
	readonly stdout: string;
	readonly state: State;
};

export type WatchRun = {
	readonly client: RunClient;
	readonly clock: Clock;
	readonly ids: readonly string[];
	/** Asks once, and looks for runs of the account besides. */
	readonly discoverOnce?: boolean;
	/** When to give up; null, or nothing, is never. */
	readonly timeout?: number | null;
};

/** Watches runs to their end, as `--json` does. Rejects on a bug, and on a line that is no event. */
export async function watchRun({
	client,
	clock,
	ids,
	discoverOnce = false,
	timeout = null,
}: WatchRun): Promise<Watched> {
	const bug = Promise.withResolvers<never>();
	const stdout = new PassThrough();
	const written: string[] = [];
	stdout.setEncoding('utf8').on('data', (text: string) => written.push(text));
	const watch = createWatch({
		client,
		clock,
		ids,
		discover: discoverOnce ? {workflowId: null, status: null} : null,
		...headlessRules({once: discoverOnce, interval: 2000, concurrency: 8}),
		size: {columns: 120, rows: 40},
		commands: emptyRegistry,
		// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no hand is ever asked for without a screen
		system: {} as SystemAdapter,
		onBug: bug.reject,
	});

	try {
		const code = await Promise.race([
			bug.promise,
			reportHeadless({
				watch,
				clock,
				format: 'json',
				messages: messagesFor('en'),
				version: '1.2.3',
				ids,
				moreIds: null,
				until: discoverOnce ? 'once' : 'all',
				pollOnce: discoverOnce,
				allowEmpty: true,
				timeout,
				stdout,
				stdoutFailed: bug.reject,
				status: noStatusLine,
				onSignal: () => () => undefined,
				exitNow() {
					bug.reject(new Error('it was left before everything was told'));
				},
			}),
		]);
		const text = written.join('');
		return {
			code,
			stdout: text,
			events: text.split('\n').slice(0, -1).map(readEvent),
			state: watch.store.getState(),
		};
	} finally {
		await watch.stop();
	}
}

function readEvent(line: string): JsonEvent {
	assertListed(line);
	const event: unknown = JSON.parse(line);
	assertEvent(event);
	return event as JsonEvent;
}
