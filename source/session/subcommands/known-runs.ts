import {findKey} from '../../config/find-key.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {wholeHistory} from '../../core/history.ts';
import {findRuns} from '../../storage/history-queries.ts';
import {queryOr} from '../../storage/storage.ts';
import {openAccountStorage} from '../account.ts';

/** How many of the newest runs of the history the completion knows. */
const maxSuggested = 200;

/**
 * Returns the known runs whose id begins with `typed`, the watched ones first, then the newest: the id and, after a tab, the
 * title. None without a key, because each account has its own.
 */
export function knownRuns(
	{keyVariable, settings, options, messages}: SessionContext,
	typed: string,
): readonly string[] {
	const found = findKey(keyVariable, settings, messages);

	if (typeof found === 'string') {
		return [];
	}

	const storage = openAccountStorage(settings, {
		baseUrl: options.baseUrl,
		apiKey: found.key.reveal(),
		inMemory: false,
		onTrouble: () => undefined,
	});
	const query = {...wholeHistory, limit: maxSuggested};
	const {runs} = queryOr(storage, {runs: [], count: 0}, findRuns, query, storage.saved.labels);
	const titles = new Map(
		runs.map(({id, label, title}) => [id.exact, (label ?? title)?.safe ?? '']),
	);
	const all = [...new Set([...storage.saved.watched, ...titles.keys()])];
	storage.close(0);
	return all
		.filter(id => id.startsWith(typed) && !/\p{C}/u.test(id))
		.map(id => `${id}\t${titles.get(id) ?? ''}`.trimEnd());
}
