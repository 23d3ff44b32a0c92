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
import {assertAllowed} from './terminal-grammar.ts';

export type JsonEvent = Readonly<Record<string, unknown>>;

/** The result of a watch without a screen. */
export type WatchResult = {
	readonly code: number;
	readonly events: readonly JsonEvent[];
	readonly stdout: string;
	readonly state: State;
};

export type WatchOptions = {
	readonly client: RunClient;
	readonly clock: Clock;
	readonly ids: readonly string[];
	/** Polls once, and discovers the account's runs. */
	readonly discoverOnce?: boolean;
	readonly timeout?: number | null;
};

/** Watches runs to their end like `--json`. Rejects after a bug and for an invalid event. */
export async function watchRun({
	client,
	clock,
	ids,
	discoverOnce = false,
	timeout = null,
}: WatchOptions): Promise<WatchResult> {
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
		// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- unused without a screen
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
					bug.reject(new Error('the process exited before all was reported'));
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
	assertAllowed(line);
	const event: unknown = JSON.parse(line);
	assertEvent(event);
	return event as JsonEvent;
}
