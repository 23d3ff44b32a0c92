import {entryKey, isSameEntry, type LogEntry} from './log-entry.ts';
import {logLength, newestOf, type RunLog} from './run-log.ts';

/** The oldest entries of a longer log are left out. */
export const maxEntries = 100_000;

/**
 * Adds the new entries of a response, which has the whole log or only its newest entries (a window). The API does not
 * say which, nor where an entry is in the log, so entries are compared by their content. Returns `log` itself if there
 * is nothing new.
 */
export function mergeLog(log: RunLog, response: readonly LogEntry[]): RunLog {
	const {entries, leftOut} = log;
	// The response may begin with entries that the log left out.
	const older =
		response.length >= logLength(log)
			? leftOut
			: Math.max(
					0,
					response.findIndex(entry => leftOut > 0 && isSameEntry(entry, entries[0])),
				);

	// Common case: the response is the whole log. It costs one comparison for each entry, and no memory.
	if (entries.every((entry, place) => isSameEntry(entry, response[older + place]))) {
		return response.length === entries.length
			? log
			: newestOf({...log, entries: response, leftOut: Math.max(0, leftOut - older)}, maxEntries);
	}

	const overlap = longestOverlap(entries, response);
	const added = continuesLog(entries, response, overlap)
		? response.slice(overlap)
		: unknownEntries(entries, response);
	const isUnrelated = added.length === response.length && !isStart(response[0]);
	return added.length === 0
		? log
		: newestOf(
				{
					entries: [...entries, ...added],
					leftOut,
					gaps: isUnrelated ? [...log.gaps, logLength(log)] : log.gaps,
				},
				maxEntries,
			);
}

function isStart(entry: LogEntry | undefined): boolean {
	return entry?.eventType?.exact === 'execution_start';
}

/**
 * Returns how many entries at the end of `known` are also the start of the response: the largest possible number. If
 * `known` contains the whole response at any place, returns the length of the response. Takes linear time
 * (Knuth–Morris–Pratt).
 */
function longestOverlap(known: readonly LogEntry[], response: readonly LogEntry[]): number {
	const borders = new Int32Array(response.length);
	const grow = (matched: number, entry: LogEntry | undefined): number => {
		let size = matched;

		while (size > 0 && !isSameEntry(response[size], entry)) {
			size = borders[size - 1] ?? 0;
		}

		return isSameEntry(response[size], entry) ? size + 1 : 0;
	};

	for (let index = 1; index < response.length; index++) {
		borders[index] = grow(borders[index - 1] ?? 0, response[index]);
	}

	let matched = 0;

	for (let index = 0; index < known.length && matched < response.length; index++) {
		matched = grow(matched, known[index]);
	}

	return matched;
}

/**
 * Reports whether the first `overlap` entries of the response are the end of the known log, so that all others are new. It
 * is false if the service has moved entries: if the response has all known entries in another order, or if at least
 * `overlap` of its other entries are known from before the overlap.
 */
function continuesLog(
	known: readonly LogEntry[],
	response: readonly LogEntry[],
	overlap: number,
): boolean {
	const hasAll = () =>
		known.length <= response.length && unknownEntries(response, known).length === 0;

	if (overlap === 0 || hasAll()) {
		return false;
	}

	const end = Math.max(0, known.length - overlap);
	const before = new Set(known.slice(Math.max(0, end - response.length), end).map(entryKey));
	const within = new Set(response.slice(0, overlap).map(entryKey));
	const after = new Set(response.slice(overlap).map(entryKey));
	const moved = [...after].filter(key => before.has(key) && !within.has(key));
	return overlap > moved.length;
}

/**
 * Returns the entries of the response that are not in the log. If the response has more entries with the same content
 * than the log, the last ones are new.
 */
function unknownEntries(
	known: readonly LogEntry[],
	response: readonly LogEntry[],
): readonly LogEntry[] {
	// Hot path: what the last response had too are the same objects, which need no key.
	const [before, now] = [new Set(known), new Set(response)];
	const counts = new Map<string, number>();

	for (const entry of known) {
		if (!now.has(entry)) {
			const key = entryKey(entry);
			counts.set(key, (counts.get(key) ?? 0) + 1);
		}
	}

	return response.filter(entry => {
		if (before.has(entry)) {
			return false;
		}

		const key = entryKey(entry);
		const left = counts.get(key) ?? 0;
		counts.set(key, left - 1);
		return left <= 0;
	});
}
