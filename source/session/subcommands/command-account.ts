import {withDeadline} from '../../api/deadline.ts';
import {ApiError, apiErrorOf} from '../../api/errors.ts';
import {canDraw} from '../../config/environment.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import type {Problem} from '../../core/problem.ts';
import type {RunListQuery} from '../../core/run-order.ts';
import {
	systemClock as clock,
	type Clock,
	type Duration,
	type Instant,
} from '../../core/time/clock.ts';
import {orderRecord} from '../../features/history/records.ts';
import {createPoller} from '../../polling/poller.ts';
import {readNewestRuns, type NewestRunsQuery} from '../../polling/run-list.ts';
import {recordRun} from '../../storage/history-records.ts';
import {readVisit} from '../../storage/history-upkeep.ts';
import {HistoryError, patientTimeoutMs, type Storage} from '../../storage/storage.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import {onExitSignal} from '../../terminal/guard.ts';
import {exitNow} from '../../terminal/platform.ts';
import {openAccountStorage, openService, type Service} from '../account.ts';
import {exitCodes} from '../refusal.ts';
import {showStatus} from './status-line.ts';

/** The account of a command that sends some requests and exits, or of a call of an agent. */
export type CommandAccount = ReturnType<
	Awaited<ReturnType<typeof openCommandAccount>>['accountFor']
>;

/** Shows how many of the runs about which more is requested are done. */
type ShowProgress = (done: number, total: number) => void;

/** Without a terminal, the progress is printed after this many runs. */
const portion = 50;
/** From this time on, in milliseconds, a wait is reported. */
const longWaitMs = 2000;
/** From this time on, in milliseconds, a request without a response is reported. */
const slowMs: Duration = 5000;
/** The shortest pause after a failed request, and the time after which a service that refuses every request is given up. */
const retryInterval: Duration = 1000;
const maxRefusedMs: Duration = 120_000;

/**
 * Calls `work` with the account, and closes it. Resolves to the exit code of `work`, of `reportFailure`, or of a signal, which
 * aborts `work`. Throws a `Refusal` without a key.
 */
export async function withAccount(
	context: SessionContext,
	work: (account: CommandAccount) => Promise<number>,
): Promise<number> {
	const stop = new AbortController();
	const opened = await openCommandAccount(context);
	const ended: {bySignal: number | null} = {bySignal: null};
	const stopSignals = onExitSignal(exitCode => {
		// The second one does not wait.
		if (stop.signal.aborted) {
			exitNow(exitCode);
		}

		ended.bySignal = exitCode;
		stop.abort();
	});

	try {
		return await reportFailure(context.messages, async () =>
			work(opened.accountFor(stop.signal, warn, commandProgress(context.messages))),
		);
	} catch (error) {
		if (ended.bySignal === null) {
			throw error;
		}

		return ended.bySignal;
	} finally {
		stopSignals();
		stop.abort();
		await opened.close();
	}
}

/**
 * Warns on stderr. Throws a `Refusal` without a key. `giveUpAfter`: how long all requests of the account may fail until each
 * new failure is final.
 */
export async function openCommandAccount(context: SessionContext, giveUpAfter = maxRefusedMs) {
	const {options, messages} = context;
	const {baseUrl, apiKey, demo, client} = await openService(context, notice =>
		warn(messages.notice(notice, paletteName)),
	);
	const failed = Promise.withResolvers<never>();
	// Nothing may wait for it when it rejects.
	failed.promise.catch(() => undefined);
	const poller = createPoller({
		client,
		clock,
		random: Math.random,
		interval: retryInterval,
		concurrency: options.concurrency,
		giveUpAfter,
		dispatch(action) {
			if (action.type === 'denied') {
				failed.reject(new ApiError('auth', action.problem));
			}
		},
		onRetry: retryWarning(messages),
		onBug: failed.reject,
	});
	const storage = await openCommandStorage(context, {baseUrl, apiKey, demo});
	let isSlow = false;
	const reportSlow = () => {
		if (process.stderr.isTTY && !isSlow) {
			isSlow = true;
			warn(messages.listing.slow(new URL(baseUrl).host));
		}
	};

	/** `signal` aborts when the command or the call ends. `limit`: how long one request may take; null if that is open. */
	function accountFor(
		signal: AbortSignal,
		onWarning: (sentence: string) => void,
		showProgress: ShowProgress,
		limit: Duration | null = null,
	) {
		let failure: ApiError | null = null;

		function throwFailure(): void {
			if (failure !== null) {
				throw failure;
			}
		}

		/**
		 * Sends a request as soon as the service allows it, and again a few times if it fails: see `Poller.send`. Sends none
		 * any more after a failure of the whole service.
		 */
		async function send<Response>(request: () => Promise<Response>): Promise<Response> {
			throwFailure();
			const watched = async () => whenSlow(request, clock, reportSlow);
			const ask = async (until: AbortSignal) =>
				Promise.race([poller.send(watched, until), failed.promise]);

			try {
				return await (limit === null ? ask(signal) : withDeadline(ask, {clock, limit, signal}));
			} catch (error) {
				if (error instanceof ApiError && isOfWholeService(error)) {
					failure = error;
				}

				throw error;
			}
		}

		return {
			baseUrl,
			apiKey,
			client,
			storage,
			signal,
			warn: onWarning,
			showProgress,
			send,
			/** Returns why the whole service did not respond; null if it did. */
			failure: () => failure,
			throwFailure,
		};
	}

	return {
		storage,
		/** Rejects when the service refuses the key. Then no request is sent any more. */
		failed: failed.promise,
		accountFor,
		close: async (): Promise<void> => {
			storage.close(patientTimeoutMs);
			await poller.stop();
			await client.close();
			await demo?.close();
		},
	};
}

/**
 * Opens the storage of an account. If its file cannot be used, a command that can do without says what is missing, and has
 * a storage in memory. The others fail when they query it.
 */
export async function openCommandStorage(
	{options, settings, messages}: SessionContext,
	{baseUrl, apiKey, demo}: Pick<Service, 'baseUrl' | 'apiKey' | 'demo'>,
): Promise<Storage> {
	const open = (inMemory: boolean) =>
		openAccountStorage(settings, {
			baseUrl,
			apiKey,
			inMemory,
			busyTimeout: patientTimeoutMs,
			onTrouble(problem) {
				if (problem.kind === 'moved-aside') {
					warn(messages.notice({kind: 'storage', problem}, paletteName));
				}
			},
		});
	const storage = open(options.demo);

	if (demo !== null) {
		const {fillDemoHistory} = await import('../demo-history.ts');
		await fillDemoHistory(demo, storage, new AbortController().signal);
	}

	if (options.history !== null || options.list?.onlyFromHistory === true) {
		return storage;
	}

	try {
		storage.query(readVisit);
		return storage;
	} catch (error) {
		if (!(error instanceof HistoryError)) {
			throw error;
		}

		const {missing, cause} = messages.historyCommand;
		warn(missing(cause(error.problem)));
		return open(true);
	}
}

/** Reads the newest runs of the list (see `readNewestRuns`), and adds them to the history. */
export async function readList(
	{client, send, signal, storage}: CommandAccount,
	query: Partial<NewestRunsQuery>,
): ReturnType<typeof readNewestRuns> {
	const readPage = async (page: RunListQuery) => {
		const response = await send(async () => client.list(page, signal));
		response.orders.forEach(order => storage.write(recordRun, orderRecord(order), clock.now()));
		return response;
	};
	return readNewestRuns(readPage, {
		workflowId: null,
		status: null,
		since: null,
		limit: null,
		...query,
	});
}

/** Throws a `HistoryError` if the waiting changes cannot be written. */
export function flushStorage(storage: Storage): void {
	const problem = storage.flush(patientTimeoutMs);

	if (problem !== null) {
		throw new HistoryError(problem);
	}
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

/** Describes a failure of the service or the history in a sentence. Throws any other error. */
export function failureText(
	error: unknown,
	{problem: problems, listing, historyCommand}: SessionContext['messages'],
): string {
	if (error instanceof HistoryError) {
		return historyCommand.unusable(historyCommand.cause(error.problem));
	}

	const problem = apiErrorOf(error).toProblem(clock.now());
	return problem.kind === 'rate-limit'
		? listing.limited(problem.retryAfter)
		: problems.ofList(problem);
}

/** Writes a sentence to stderr, in place of the status. */
export function warn(sentence: string): void {
	showStatus('');
	process.stderr.write(`chenyu-top: ${sentence}\n`);
}

/** Shows the progress on stderr: in the last line of a terminal, or else in some lines. */
function commandProgress({listing}: SessionContext['messages']): ShowProgress {
	const hasStatus = process.stderr.isTTY && canDraw(process.env);
	return (done, total) => {
		if (hasStatus) {
			showStatus(listing.progress(done, total));
		} else if (done > 0 && done % portion === 0) {
			warn(listing.progress(done, total));
		}
	};
}

/** Sends a request, and calls `report` if it takes long: a service that accepts and never responds is silent. */
export async function whenSlow<Response>(
	request: () => Promise<Response>,
	timer: Pick<Clock, 'after'>,
	report: () => void,
): Promise<Response> {
	const cancel = timer.after(slowMs, report);

	try {
		return await request();
	} finally {
		cancel();
	}
}

/** Returns a function that reports long waits on a terminal. Reports a wait that several requests share only once. */
function retryWarning({problem: texts, listing}: SessionContext['messages']) {
	let reportedUntil: Instant = 0;
	return (problem: Problem, wait: Duration) => {
		const until = problem.at + wait;

		if (process.stderr.isTTY && wait >= longWaitMs && until > reportedUntil + longWaitMs) {
			reportedUntil = until;
			warn(listing.retry(texts.brief(problem), wait));
		}
	};
}

/** Returns whether other requests would fail too. */
function isOfWholeService({problem: {kind, httpStatus}}: ApiError): boolean {
	return kind === 'http'
		? (httpStatus ?? 0) >= 500
		: !['not-found', 'forbidden', 'engine', 'malformed', 'too-large'].includes(kind);
}
