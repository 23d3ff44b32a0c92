import {PassThrough, type Readable, type Writable} from 'node:stream';
import type {TestContext} from 'node:test';
import type {Until} from '../../source/events/outcome.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import {createWatch} from '../../source/session/watch.ts';
import {
	headlessRules,
	writeEvents,
	type HeadlessOptions,
} from '../../source/session/write-events.ts';
import {readEvents} from '../e2e/events.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';
import {ScriptedClient, type Script} from '../polling/scripted-client.ts';

/** The options of `createWatch` and `createReplayWatch` for tests without a screen. */
export const headlessParts = {
	size: {columns: 0, rows: 0},
	onBug(error: unknown) {
		throw error;
	},
};

type Headless = HeadlessOptions['options'];

export type ReportSetUp = Partial<Omit<HeadlessOptions, 'options'>> &
	Partial<Omit<Headless, 'until'>> & {readonly until?: Until};

/** Reports a watch like `--json`. Throws on a warning or an early exit, unless `given` has `warn` or `exitNow`. */
export function reportJson({
	mode = 'json',
	until = 'all',
	once = until === 'once',
	allowEmpty = true,
	timeout = null,
	...given
}: ReportSetUp & Pick<HeadlessOptions, 'watch' | 'clock' | 'ids'>) {
	const written: string[] = [];
	const stdout = new PassThrough({encoding: 'utf8'});
	stdout.on('data', (text: string) => written.push(text));
	const code = writeEvents({
		messages: messagesFor('en'),
		version: '1.2.3',
		options: {
			mode,
			once,
			allowEmpty,
			timeout,
			quiet: false,
			until: until === 'once' ? 'all' : until,
		},
		polledOnce: false,
		idInput: null,
		stdout,
		warn(sentence) {
			throw new Error(sentence);
		},
		onSignal: () => () => undefined,
		exitNow() {
			throw new Error('exited before all was reported');
		},
		...given,
	});
	return {code, text: () => written.join('')};
}

export type HeadlessSetUp = Pick<ReportSetUp, 'once' | 'timeout' | 'mode' | 'allowEmpty'> & {
	readonly ids: readonly string[];
	readonly script: Script;
	readonly until?: Headless['until'];
	readonly interval?: number;
	readonly initial?: Parameters<typeof createWatch>[0]['initial'];
	readonly tracksBalance?: boolean;
	readonly reportsOrders?: boolean;
	readonly idInput?: Readable;
	readonly stdout?: Writable;
};

export type HeadlessWatch = ReturnType<typeof watchHeadless>;

/** Starts a watch without a screen on a scripted service and a fake clock. It stops with the test. */
export function watchHeadless(
	t: TestContext,
	{
		ids,
		script,
		once = false,
		until = 'all',
		interval = 2000,
		initial,
		tracksBalance = false,
		reportsOrders = false,
		...others
	}: HeadlessSetUp,
) {
	const clock = new FakeClock();
	const client = new ScriptedClient(clock, script);
	const warnings: string[] = [];
	const watch = createWatch({
		client,
		clock,
		ids,
		tracksBalance,
		initial: {reportsOrders, ...initial},
		...headlessRules({once, until, interval, concurrency: 8}),
		...headlessParts,
	});
	let code: number | null = null;
	let abandonedWith: number | null = null;
	let listener: ((exitCode: number) => void) | null = null;
	t.after(() => watch.stop());
	const report = reportJson({
		watch,
		clock,
		ids,
		until,
		once,
		...others,
		warn: sentence => warnings.push(sentence),
		onSignal(callback) {
			listener = callback;
			return () => {
				listener = null;
			};
		},
		exitNow(exitCode) {
			abandonedWith = exitCode;
		},
	});
	void report.code.then(exitCode => {
		code = exitCode;
	});

	return {
		clock,
		client,
		watch,
		warnings,
		/** Null before the end. */
		exitCode: () => code,
		text: report.text,
		/** The events so far, checked against the schema. */
		events: () => readEvents(report.text()),
		/** Simulates a signal. `exitCode` is the exit code of the signal, such as 143 for SIGTERM. */
		signal(exitCode: number) {
			listener?.(exitCode);
		},
		/** The exit code of an exit before stdout was flushed; null otherwise. */
		abandoned: () => abandonedWith,
	};
}

/**
 * Advances the clock until the watch ends, and returns how it ended. Throws if the watch has not ended after an hour
 * of the fake clock.
 */
export async function toTheEnd({clock, exitCode, events}: HeadlessWatch) {
	const longest = 3_600_000;
	await settle();

	while (exitCode() === null && clock.monotonic() < longest) {
		await clock.advanceAsync(Math.max(1, clock.untilNext ?? longest));
	}

	const code = exitCode();

	if (code === null) {
		throw new Error(`it has not ended: ${JSON.stringify(events().slice(-3))}`);
	}

	const end = events().at(-1);

	if (end?.['event'] !== 'end' || end['exit_code'] !== code) {
		throw new Error(`it ended with ${code}, and the last line says ${JSON.stringify(end)}`);
	}

	return {code, reason: end['reason'], took: clock.monotonic()};
}
