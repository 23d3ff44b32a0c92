import type {LogEntry} from '../../core/log/log-entry.ts';
import {entryAt, logLength, type RunLog} from '../../core/log/run-log.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {isSameStep} from '../../core/step-counter.ts';

/** How two logs compare. The first `same` entries say the same. */
export type LogComparison = {
	readonly same: number;
	/** `missing`: a log has no entries after those that are the same, because they were never read. */
	readonly state: 'differ' | 'same' | 'missing';
};

/** Ids, times, durations and speeds, which differ in every run. */
const incidental = new RegExp(
	[
		String.raw`\b(?:wfrun|task|prompt)_\w+`,
		String.raw`\b(?=[a-f]*\d)[\da-f]{8,}(?:-[\da-f]{4,})*\b`,
		String.raw`\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::[\d.]+)?(?:Z|[+-]\d\d:?\d\d)?`,
		String.raw`\b\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\b`,
		String.raw`\b\d+(?:\.\d+)?\s*(?:(?:ms|s|secs?|seconds?|it/s|s/it)\b|毫秒|秒)`,
	].join('|'),
	'gi',
);

/** Memoized, because the overlay draws the same comparison for each key. */
export const compareLogs = memoizeByObject((a: RunLog, b: RunLog): LogComparison => {
	// After a gap, it is not known which entries belong together.
	const length = Math.min(...[a, b].map(log => log.gaps[0] ?? logLength(log)));
	let same = Math.min(length, Math.max(a.leftOut, b.leftOut));

	while (same < length && saysSame(entryAt(a, same), entryAt(b, same))) {
		same++;
	}

	const [one, other] = [logLength(a), logLength(b)];
	const isCut = same === length && (same === 0 || same < Math.min(one, other));
	const isSame = same === one && same === other;
	return {same, state: isCut ? 'missing' : isSame ? 'same' : 'differ'};
});

/** Progress in percent depends on times too, so it is not compared. */
function saysSame(a: LogEntry | undefined, b: LogEntry | undefined): boolean {
	const [one = '', other = ''] = [a?.message.exact, b?.message.exact];
	return (
		a?.level?.exact === b?.level?.exact &&
		a?.eventType?.exact === b?.eventType?.exact &&
		a?.nodeId?.exact === b?.nodeId?.exact &&
		isSameStep(a?.step ?? null, b?.step ?? null) &&
		(one === other || one.replaceAll(incidental, '#') === other.replaceAll(incidental, '#'))
	);
}
