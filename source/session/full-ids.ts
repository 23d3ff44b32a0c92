import type {RunClient} from '../api/http-client.ts';
import {quoteInput} from '../config/quote-input.ts';
import type {RunOrderId} from '../core/run.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Duration} from '../core/time/clock.ts';
import type {Messages} from '../i18n/index.ts';
import type {Storage} from '../storage/storage.ts';
import {Refusal} from './refusal.ts';

/** Ids of the service have 20 hexadecimal digits. Other words are never shortened ids. */
const shortId = /^(?:wfrun_)?([\da-f]{4,19})$/i;
/** The maximum number of candidates in the error for an ambiguous id. */
const maxCandidates = 5;

/** How long the start waits for the run list to complete a shortened id. */
const listTimeoutMs: Duration = 5000;

/** Returns the ids of runs that are known. `digits`: the digits with which they should begin or end. */
type Known = (digits: string) => Promise<readonly RunOrderId[]> | readonly RunOrderId[];

/**
 * Replaces ids that are shortened to a beginning or an end of one known run. The sources are asked in turn, until one
 * knows such a run. An id that none knows stays as it is. Throws a `Refusal` if several runs match.
 */
export async function fullIds(
	typed: readonly RunOrderId[],
	sources: readonly Known[],
	{usage}: Messages,
): Promise<readonly RunOrderId[]> {
	return Promise.all(
		typed.map(async id => {
			const digits = shortId.exec(id)?.[1]?.toLowerCase();

			for (const source of digits === undefined ? [] : sources) {
				const matching = matchesOf(id, digits ?? '', await source(digits ?? ''));
				const [only] = matching;

				if (matching.length > 1) {
					const some = matching.slice(0, maxCandidates).map(cleanName);
					throw new Refusal(usage.errors.ambiguousId(quoteInput(id), some, matching.length));
				}

				if (only !== undefined) {
					return only;
				}
			}

			return id;
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
		: [...new Set(known)].filter(
				one => one.startsWith(digits) || one.startsWith(`wfrun_${digits}`) || one.endsWith(digits),
			);
}

/** The runs of the watch list, of the history, and of the newest page of the run list. */
export function knownIds({saved, history}: Pick<Storage, 'saved' | 'history'>, client: RunClient) {
	// What cannot be read knows no run: the watch then reports why.
	return [
		async (digits: string) => [
			...saved.watched,
			...saved.dropped.keys(),
			...(await history('idsLike', digits).catch(() => [])),
		],
		async () =>
			client.list({page: 1}, AbortSignal.timeout(listTimeoutMs)).then(
				({orders}) => orders.map(({id}) => id.exact),
				() => [],
			),
	];
}
