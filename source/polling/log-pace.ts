import type {Duration} from '../core/time/clock.ts';
import {isSameEntry, type LogEntry} from '../core/log/log-entry.ts';

/** How fast the log of a run grows, and whether the service sends only its newest entries. */
export type LogPace = {
	readonly first: LogEntry | null;
	readonly count: number;
	/** The highest number of new entries in a second between two responses, at least 1; null before the second response. */
	readonly perSec: number | null;
	/** Whether a response lacked the first entry of an earlier one. Then a late poll may miss entries. */
	readonly slides: boolean;
};

/** Logs may become this many times as fast as they were. */
const maxSpeedUp = 4;

export const noLog: LogPace = {first: null, count: 0, perSec: null, slides: false};

/** `passed`: the time since the last response; null for the first one. */
export function afterLog(
	pace: LogPace,
	logs: readonly LogEntry[],
	passed: Duration | null,
): LogPace {
	const slides = pace.slides || (pace.first !== null && !isSameEntry(pace.first, logs[0]));
	const fresh = logs.length - pace.count;
	return {
		first: logs[0] ?? null,
		count: logs.length,
		slides,
		perSec:
			passed === null
				? null
				: Math.max(1, pace.perSec ?? 0, (fresh * 1000) / Math.max(1000, passed)),
	};
}

/**
 * Returns the longest time between two polls in which no entry is lost, even if the service sends only the newest
 * entries of a log. It sends at least `longest` entries: it has sent so many of one log.
 */
export function safeInterval({slides, perSec}: LogPace, longest: number): Duration {
	return slides || perSec === null ? 0 : (longest * 1000) / (maxSpeedUp * perSec);
}
