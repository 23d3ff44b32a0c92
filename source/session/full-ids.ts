import {timeoutAfter} from '../api/deadline.ts';
import {ApiError} from '../api/errors.ts';
import type {RunClient} from '../api/http-client.ts';
import {phaseOf} from '../api/wire/responses.ts';
import type {Options} from '../config/options.ts';
import {closestName, quoteInput} from '../config/usage-error.ts';
import {knownPhases} from '../core/execution.ts';
import {wholeHistory} from '../core/history.ts';
import type {RunOrder} from '../core/run-order.ts';
import {looksLikeId, type RunOrderId} from '../core/run.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {systemClock as clock, type Duration} from '../core/time/clock.ts';
import type {Messages} from '../i18n/messages.ts';
import {findRuns, idsLike} from '../storage/history-queries.ts';
import {queryOr, type Storage} from '../storage/storage.ts';
import {exitCodes, Refusal} from './refusal.ts';

/** A shortened id: 4 to 19 of the 20 hexadecimal digits, at the start or the end. Fewer would match too many ids. */
const shortId = /^(?:wfrun_)?[\da-f]{4,19}$/i;
const minLength = 4;
/** The maximum number of candidates in the error for an ambiguous id. */
const maxCandidates = 5;

/** How long the start waits for the run list to check what the user typed. */
export const listTimeoutMs: Duration = 5000;

type Context<Name extends keyof Options> = {
	readonly messages: Messages;
	readonly options: Pick<Options, Name>;
};

/** Returns known run ids. They may include ids that do not begin or end with `digits`. */
type Known = (digits: string) => Promise<readonly RunOrderId[]>;

/**
 * Replaces ids that are shortened to a beginning or an end of one known run. The sources are asked in turn, until one
 * knows such a run. An id that no source knows stays as it is if it looks like a whole one or is certain. Throws a
 * `Refusal` for another word that none knows, and if several runs match.
 */
export async function fullIds(
	typed: readonly RunOrderId[],
	sources: readonly Known[],
	context: Context<'certainIds'>,
): Promise<readonly RunOrderId[]> {
	return Promise.all(typed.map(async id => fullId(id, sources, context)));
}

async function fullId(
	id: RunOrderId,
	sources: readonly Known[],
	{messages: {usage, problem}, options: {certainIds}}: Context<'certainIds'>,
): Promise<RunOrderId> {
	const {errors} = usage;
	const isWhole = looksLikeId(id);
	const isShort = shortId.test(id);

	if (isWhole && !isShort) {
		return id;
	}

	const digits = isShort ? id.replace(/^wfrun_/i, '').toLowerCase() : id;
	let refusal = new Refusal(errors.unknownRun(quoteInput(id)));

	for (const source of sources) {
		const known = await source(digits).catch((error: unknown) => {
			// It can only have been aborted after the time limit.
			const failure = error instanceof ApiError ? error : timeoutAfter(listTimeoutMs);
			const why = problem.ofList(failure.toProblem(clock.now()));
			refusal = new Refusal(errors.uncheckedRun(quoteInput(id), why), exitCodes.gaveUp);
			return [];
		});
		const [only, ...others] = matchingIds(id, digits, known);

		if (only !== undefined && others.length > 0) {
			const some = [only, ...others].slice(0, maxCandidates).map(cleanName);
			throw new Refusal(errors.ambiguousId(quoteInput(id), some, others.length + 1));
		}

		if (only !== undefined) {
			return only;
		}
	}

	if (isWhole || certainIds.has(id)) {
		return id;
	}

	throw refusal;
}

/** Returns the ids that begin or end with the digits; only `id` itself if it is a known id. */
function matchingIds(
	id: RunOrderId,
	digits: string,
	known: readonly RunOrderId[],
): readonly RunOrderId[] {
	return known.includes(id)
		? [id]
		: [...new Set(digits.length < minLength ? [] : known)].filter(
				one => one.startsWith(digits) || one.startsWith(`wfrun_${digits}`) || one.endsWith(digits),
			);
}

/** The runs of the watch list, of the history, and of the newest page of the run list, which is read at most once. */
export function knownIds({
	storage,
	client,
}: {
	readonly storage: Storage;
	readonly client: RunClient;
}): readonly Known[] {
	let newest: Promise<readonly RunOrderId[]> | null = null;
	return [
		async digits => [
			...storage.saved.watched,
			...storage.saved.dropped.keys(),
			...queryOr(storage, [], idsLike, digits),
		],
		async () => {
			newest ??= client
				.list({page: 1}, AbortSignal.timeout(listTimeoutMs))
				.then(({orders}) => orders.map(({id}) => id.exact));
			return newest;
		},
	];
}

/**
 * Throws a `Refusal` for a status that this program does not know and that no run of the account has. `list` returns the
 * newest runs with this status. If it fails, the next request says why.
 */
export async function checkStatus(
	{messages, options: {status}}: Context<'status'>,
	storage: Storage,
	list: (status: string) => Promise<readonly RunOrder[]>,
): Promise<void> {
	if (status === null || phaseOf(status) !== 'other') {
		return;
	}

	const orders = await list(status).catch(() => null);
	const query = {...wholeHistory, status, limit: 1};
	const kept = queryOr(storage, {count: 0}, findRuns, query, new Map());
	const isKnown = orders === null || orders.some(order => order.status?.exact === status);

	if (!isKnown && kept.count === 0) {
		const meant = closestName(status.toLowerCase(), knownPhases);
		const {errors} = messages.usage;
		throw new Refusal(errors.unknownValue('--status', quoteInput(status), meant, knownPhases));
	}
}
