import {emptyRegistry} from '../../source/store/command-registry.ts';
import {PassThrough, type Writable} from 'node:stream';
import type {TestContext} from 'node:test';
import type {SystemAdapter} from '../../source/store/effects.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {noStatusLine, type StatusLine} from '../../source/report/status-line.ts';
import {headlessRules, reportHeadless, type MoreIds} from '../../source/session/report-headless.ts';
import {createWatch, type Watch} from '../../source/session/watch.ts';
import {assertEvent} from '../helpers/event-schema.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';
import {ScriptedClient, type Script} from '../polling/scripted-client.ts';

export type HeadlessSetUp = {
	readonly ids: readonly string[];
	readonly script: Script;
	readonly once?: boolean;
	readonly until?: 'all' | 'any' | 'first-failure';
	readonly timeout?: number | null;
	readonly interval?: number;
	readonly moreIds?: (watch: Watch) => MoreIds;
	readonly stdout?: Writable;
	readonly status?: StatusLine;
};

/** A watch without a screen on a scripted service and a fake clock. */
export type HeadlessWatch = {
	readonly clock: FakeClock;
	readonly client: ScriptedClient;
	readonly watch: Watch;
	/** Null before the end. */
	readonly exitCode: () => number | null;
	/** The events so far, checked against the schema (K4). */
	readonly events: () => ReadonlyArray<Readonly<Record<string, unknown>>>;
	/** Sends the signal with this exit code. */
	readonly signal: (exitCode: number) => void;
	/** The exit code of an exit before stdout was flushed; null otherwise. */
	readonly abandoned: () => number | null;
};

/** Stops with the test. */
export function watchHeadless(t: TestContext, setUp: HeadlessSetUp): HeadlessWatch {
	const {ids, script, once = false, until = 'all', timeout = null, interval = 2000} = setUp;
	const clock = new FakeClock();
	const client = new ScriptedClient(clock, script);
	const written: string[] = [];
	const stdout = setUp.stdout ?? new PassThrough();
	const watch = createWatch({
		client,
		clock,
		ids,
		...headlessRules({once, interval, concurrency: 8}),
		size: {columns: 0, rows: 0},
		commands: emptyRegistry,
		// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- not called without a screen
		system: {} as SystemAdapter,
		onBug(error) {
			throw error;
		},
	});
	let code: number | null = null;
	let abandonedWith: number | null = null;
	let listener: ((exitCode: number) => void) | null = null;

	if (stdout instanceof PassThrough) {
		stdout.setEncoding('utf8').on('data', (text: string) => written.push(text));
	}

	t.after(() => watch.stop());
	void reportHeadless({
		watch,
		clock,
		format: 'json',
		messages: messagesFor('en'),
		version: '1.2.3',
		ids,
		moreIds: setUp.moreIds?.(watch) ?? null,
		until: once ? 'once' : until,
		pollOnce: once,
		allowEmpty: true,
		timeout,
		stdout,
		stdoutFailed(error) {
			throw error;
		},
		status: setUp.status ?? noStatusLine,
		onSignal(callback) {
			listener = callback;
			return () => {
				listener = null;
			};
		},
		exitNow(exitCode) {
			abandonedWith = exitCode;
		},
	}).then(exitCode => {
		code = exitCode;
	});

	return {
		clock,
		client,
		watch,
		exitCode: () => code,
		events: () =>
			written
				.join('')
				.split('\n')
				.slice(0, -1)
				.map(line => {
					const event: unknown = JSON.parse(line);
					assertEvent(event);
					return event as Readonly<Record<string, unknown>>;
				}),
		signal(exitCode) {
			listener?.(exitCode);
		},
		abandoned: () => abandonedWith,
	};
}

/** Advances the clock until the watch ends. Returns its result. Throws after a limit. */
export async function toTheEnd(
	{clock, exitCode, events}: HeadlessWatch,
	longest = 3_600_000,
): Promise<{readonly code: number; readonly reason: unknown; readonly took: number}> {
	await settle();

	while (exitCode() === null && clock.monotonic() < longest) {
		await clock.advanceAsync(Math.max(1, clock.untilNext ?? longest));
	}

	const code = exitCode();

	if (code === null) {
		throw new Error(`it goes on: ${JSON.stringify(events().slice(-3))}`);
	}

	const end = events().at(-1);

	if (end?.['event'] !== 'end' || end['exit_code'] !== code) {
		throw new Error(`it ended with ${code}, and the last line says ${JSON.stringify(end)}`);
	}

	return {code, reason: end['reason'], took: clock.monotonic()};
}
