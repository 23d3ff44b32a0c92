import {createHttpClient} from '../api/http-client.ts';
import type {Options} from '../config/options.ts';
import {readKey, takeKeyVariable} from '../config/read-key.ts';
import type {RunOrderId} from '../domain/run.ts';
import {messagesFor, type Messages} from '../messages/index.ts';
import {systemClock} from '../poll/system-clock.ts';
import {watchWithoutScreen} from './without-screen.ts';

/** Where the runs are, and which. */
type Target = {
	readonly baseUrl: URL;
	readonly apiKey: string;
	readonly ids: readonly RunOrderId[];
	/** Ends what was started for it. */
	close(): Promise<void>;
};

/** Watches the runs that the options name, with or without a screen; gives the exit code. */
export async function run(options: Options, version: string): Promise<number> {
	const messages = messagesFor(options.language);
	const target = options.demo ? await startDemo(options) : findService(options, messages);

	if (typeof target === 'string') {
		process.stderr.write(`chenyu-top: ${target}\n`);
		return 3;
	}

	try {
		return options.mode === 'screen'
			? await onScreen(options, messages, target)
			: await watchWithoutScreen({
					options,
					messages,
					client: clientFor(options, target),
					ids: target.ids,
					version,
				});
	} finally {
		await target.close();
	}
}

async function onScreen(options: Options, messages: Messages, target: Target): Promise<number> {
	// Loading Ink takes longer than everything else together: only who wants a screen waits for it.
	const {showScreen} = await import('./on-screen.tsx');
	return showScreen({options, messages, client: clientFor(options, target), ids: target.ids});
}

function clientFor({concurrency}: Options, {baseUrl, apiKey}: Target) {
	return createHttpClient({baseUrl, apiKey, concurrency, clock: systemClock});
}

/** The service that the options name, or the sentence that says why it cannot be asked. */
function findService(options: Options, messages: Messages): Target | string {
	const found = readKey(process.env, options.apiKeyFile, messages);

	if (found.kind === 'wrong') {
		return found.message;
	}

	if (found.warning !== null) {
		process.stderr.write(`chenyu-top: ${found.warning}\n`);
	}

	return {
		baseUrl: options.baseUrl,
		apiKey: found.key.reveal(),
		ids: options.ids,
		async close() {
			// Nothing was started for it.
		},
	};
}

async function startDemo(options: Options): Promise<Target> {
	takeKeyVariable(process.env);
	const {startDemoService} = await import('../demo/index.ts');
	const service = await startDemoService({clock: systemClock});
	return {
		baseUrl: service.origin,
		apiKey: 'demo',
		ids: options.ids.length > 0 || options.idsFromInput ? options.ids : service.runOrderIds,
		close: async () => service.close(),
	};
}
