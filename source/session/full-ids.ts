import {timeoutAfter} from '../api/deadline.ts';
import {ApiError} from '../api/errors.ts';
import type {RunClient} from '../api/http-client.ts';
import {quoteInput} from '../config/quote-input.ts';
import {looksLikeId} from '../core/run-ids.ts';
import type {RunOrderId} from '../core/run.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Duration} from '../core/time/clock.ts';
import {systemClock as clock} from '../core/time/system-clock.ts';
import type {Messages} from '../i18n/index.ts';
import {idsLike} from '../storage/history-queries.ts';
import {askOr, type Storage} from '../storage/storage.ts';
import {exitCodes, Refusal} from './refusal.ts';

/** Ids of the service have 20 hexadecimal digits. */
const shortId = /^(?:wfrun_)?[\da-f]{4,19}$/i;
/** Shorter words are no beginnings and ends of ids: too many ids have them. */
const minLength = 4;
/** The maximum number of candidates in the error for an ambiguous id. */
const maxCandidates = 5;

/** How long the start waits for the run list to check what the user typed. */
export const listTimeoutMs: Duration = 5000;

/** Returns the ids of runs that are known. `digits`: the digits with which they should begin or end. */
type Known = (digits: string) => Promise<readonly RunOrderId[]>;

/**
 * Replaces ids that are shortened to a beginning or an end of one known run. The sources are asked in turn, until one
 * knows such a run. An id that none knows stays as it is if it looks like a whole one, or is one of `certain`. Throws a
 * `Refusal` for another word that none knows, and if several runs match.
 */
export async function fullIds(
	typed: readonly RunOrderId[],
	sources: readonly Known[],
	messages: Messages,
	certain: ReadonlySet<RunOrderId> = new Set(),
): Promise<readonly RunOrderId[]> {
	const {errors} = messages.usage;
	return Promise.all(
		typed.map(async id => {
			const isWhole = looksLikeId(id);
			const digits = shortId.test(id) ? id.replace(/^wfrun_/i, '').toLowerCase() : id;
			const failures: ApiError[] = [];

			for (const source of isWhole && !shortId.test(id) ? [] : sources) {
				const known = await source(digits).catch((error: unknown) => {
					// It can only have been aborted after the time limit.
					failures.push(error instanceof ApiError ? error : timeoutAfter(listTimeoutMs));
					return [];
				});
				const matching = matchesOf(id, digits, known);
				const [only] = matching;

				if (matching.length > 1) {
					const some = matching.slice(0, maxCandidates).map(cleanName);
					throw new Refusal(errors.ambiguousId(quoteInput(id), some, matching.length));
				}

				if (only !== undefined) {
					return only;
				}
			}

			if (isWhole || certain.has(id)) {
				return id;
			}

			const [failure] = failures;

			if (failure === undefined) {
				throw new Refusal(errors.unknownRun(quoteInput(id)));
			}

			const why = messages.problem.ofList(failure.toProblem(clock.now()));
			throw new Refusal(errors.uncheckedRun(quoteInput(id), why), exitCodes.gaveUp);
		}),
	);
}

/** Only the run itself if one has exactly this id. */
function matchesOf(
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
export function knownIds(
	storage: Pick<Storage, 'saved' | 'ask'>,
	client: Pick<RunClient, 'list'>,
): readonly Known[] {
	let newest: Promise<readonly RunOrderId[]> | null = null;
	return [
		async digits => [
			...storage.saved.watched,
			...storage.saved.dropped.keys(),
			...askOr(storage, [], idsLike, digits),
		],
		async () => {
			newest ??= client
				.list({page: 1}, AbortSignal.timeout(listTimeoutMs))
				.then(({orders}) => orders.map(({id}) => id.exact));
			return newest;
		},
	];
}
