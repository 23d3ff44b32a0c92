import type {RunClient} from '../../source/api/http-client.ts';
import type {Clock} from '../../source/core/time/clock.ts';
import {headlessRules} from '../../source/session/report-headless.ts';
import {createWatch} from '../../source/session/watch.ts';
import {readEvents} from '../e2e/events.ts';
import {headlessParts, reportJson} from '../session/watch-headless.ts';
import {assertAllowed} from './terminal-grammar.ts';

export type WatchResult = Awaited<ReturnType<typeof watchRun>>;

type WatchOptions = {
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
}: WatchOptions) {
	const bug = Promise.withResolvers<never>();
	const watch = createWatch({
		client,
		clock,
		ids,
		discover: discoverOnce ? {workflowId: null, status: null} : null,
		...headlessRules({once: discoverOnce, interval: 2000, concurrency: 8}),
		...headlessParts,
		onBug: bug.reject,
	});

	const report = reportJson({
		watch,
		clock,
		ids,
		until: discoverOnce ? 'once' : 'all',
		pollOnce: discoverOnce,
		timeout,
		warn: sentence => {
			bug.reject(new Error(sentence));
		},
		exitNow() {
			bug.reject(new Error('the process exited before all was reported'));
		},
	});

	try {
		const code = await Promise.race([bug.promise, report.code]);
		const text = report.text();
		assertAllowed(text);
		return {code, stdout: text, events: readEvents(text), state: watch.store.getState()};
	} finally {
		await watch.stop();
	}
}
