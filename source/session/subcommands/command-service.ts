import {ApiError} from '../../api/errors.ts';
import {createHttpClient} from '../../api/http-client.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import type {Problem} from '../../core/problem.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {createPoller} from '../../polling/poller.ts';
import {readNewestRuns, type NewestRunsQuery} from '../../polling/run-list.ts';
import {HistoryError} from '../../storage/storage.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import {apiKeyOf, startDemo, warnOfEnvironment} from '../account.ts';
import {exitCodes} from '../refusal.ts';

/** The service of a command that sends some requests and exits. */
export type CommandService = Connection & {
	/** Aborts when the command ends. */
	readonly signal: AbortSignal;
	/** Sends a request as soon as the service allows it, and again a few times if it fails: see `Poller.send`. */
	readonly send: <Response>(request: () => Promise<Response>) => Promise<Response>;
	readonly warn: (sentence: string) => void;
	readonly readRuns: (options: NewestRunsQuery) => ReturnType<typeof readNewestRuns>;
};

export type Connection = Awaited<ReturnType<typeof connect>>;

/** From this time on, in milliseconds, a wait is reported. */
const longWaitMs = 2000;
/** The shortest pause after a failed request, and the time after which a service that refuses every request is given up. */
const retryInterval: Duration = 1000;
const maxRefusedMs: Duration = 120_000;
/** How many requests for details are in flight at once. */
const maxDetailRequests = 4;

/** Calls `work` with the service of the account, like `reportFailure`. Throws a `Refusal` without a key. */
export async function withService(
	context: SessionContext,
	work: (service: CommandService) => Promise<number>,
): Promise<number> {
	const {messages, options} = context;
	const connection = await connect(context);
	const {client, demo} = connection;
	const stop = new AbortController();
	const {signal} = stop;
	const failed = Promise.withResolvers<never>();
	// Nothing may wait for it when it rejects.
	failed.promise.catch(() => undefined);
	const poller = createPoller({
		client,
		clock,
		random: Math.random,
		interval: retryInterval,
		concurrency: options.concurrency,
		giveUpAfter: maxRefusedMs,
		dispatch(action) {
			if (action.type === 'denied') {
				failed.reject(new ApiError('auth', action.problem));
			}
		},
		onRetry: retryWarning(messages),
		onBug: failed.reject,
	});
	const send: CommandService['send'] = async request =>
		Promise.race([poller.send(request, signal), failed.promise]);

	try {
		return await reportFailure(messages, async () =>
			work({
				...connection,
				signal,
				send,
				warn,
				readRuns: async query =>
					readNewestRuns(async page => send(async () => client.list(page, signal)), query),
			}),
		);
	} finally {
		stop.abort();
		await poller.stop();
		await client.close();
		await demo?.close();
	}
}

/** Connects to the service of the account. Warns on stderr. Throws a `Refusal` without a key. */
export async function connect(context: SessionContext) {
	const {options, messages} = context;
	const {concurrency, proxy} = options;
	warnOfEnvironment(notice => warn(messages.notice(notice, paletteName)));
	const apiKey = options.demo ? 'demo' : apiKeyOf(context);
	const demo = options.demo ? await startDemo() : null;
	const baseUrl = demo?.origin ?? options.baseUrl;
	const client = createHttpClient({baseUrl, apiKey, concurrency, clock, proxy});
	return {baseUrl, apiKey, demo, client};
}

/** Resolves to the exit code of `work`, or to another one after a sentence on stderr if service or history fail. */
export async function reportFailure(
	messages: SessionContext['messages'],
	work: () => Promise<number>,
): Promise<number> {
	try {
		return await work();
	} catch (error) {
		warn(failureText(error, messages));
		return exitCodes.gaveUp;
	}
}

/** Returns a sentence. Throws an error that is neither of the service nor of the history. */
export function failureText(
	error: unknown,
	{problem: problems, listing, historyCommand}: SessionContext['messages'],
): string {
	if (error instanceof HistoryError) {
		return historyCommand.unusable(historyCommand.cause(error.problem));
	}

	if (!(error instanceof ApiError)) {
		throw error;
	}

	const problem = error.toProblem(clock.now());
	return problem.kind === 'rate-limit'
		? listing.limited(problem.retryAfter)
		: problems.ofList(problem);
}

export function warn(sentence: string): void {
	process.stderr.write(`chenyu-top: ${sentence}\n`);
}

/** Reports long waits on a terminal, and a wait that several requests share only once. */
function retryWarning({problem: texts, listing}: SessionContext['messages']) {
	let reportedUntil: Instant = 0;
	return (problem: Problem, wait: number) => {
		const until = problem.at + wait;

		if (process.stderr.isTTY && wait >= longWaitMs && until > reportedUntil + longWaitMs) {
			reportedUntil = until;
			warn(listing.retry(texts.brief(problem), wait));
		}
	};
}

/** Returns the failure of a request for one run. Throws an error that means that other requests would fail too. */
export function failureOfRun(error: unknown): ApiError {
	if (!(error instanceof ApiError) || isOfWholeService(error)) {
		throw error;
	}

	return error;
}

/** Returns whether other requests would fail too. */
function isOfWholeService({kind, httpStatus}: ApiError): boolean {
	return kind === 'http'
		? (httpStatus ?? 0) >= 500
		: !['not-found', 'forbidden', 'engine', 'malformed', 'too-large'].includes(kind);
}

/** Calls `map` for a few items at the same time, at most `concurrency`. The results are in the order of the items. */
export async function mapInParallel<Item, Result>(
	items: readonly Item[],
	concurrency: number,
	map: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
	const results = new Map<Item, Result>();
	const waiting = items.values();
	await Promise.all(
		Array.from({length: Math.min(maxDetailRequests, concurrency)}, async () => {
			for (const item of waiting) {
				results.set(item, await map(item));
			}
		}),
	);
	return items.flatMap(item => results.get(item) ?? []);
}
