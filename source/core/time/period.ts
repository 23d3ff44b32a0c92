import {splitComparison} from '../text/filter-terms.ts';
import {localDay} from './calendar.ts';
import type {Instant} from './clock.ts';
import {parseDuration} from './duration.ts';

/** A time range. `until` is excluded. Null: without a limit. */
type Period = {readonly from: Instant | null; readonly until: Instant | null};

/**
 * Parses the value of a term like `ended:<24h` (within the last 24 hours) or `created:>=2026-05-08` (a local day). Returns
 * null for any other value.
 */
export function parsePeriod(value: string, now: Instant): Period | null {
	const {sign, text} = splitComparison(value);
	const day = localDay(text);

	if (day !== null) {
		const {from, until} = day;
		return {
			'<': {from: null, until: from},
			'<=': {from: null, until},
			'=': {from, until},
			'>=': {from, until: null},
			'>': {from: until, until: null},
		}[sign];
	}

	const age = parseDuration(text);

	if (age === null) {
		return null;
	}

	return sign.startsWith('>') ? {from: null, until: now - age} : {from: now - age, until: null};
}
