import {isSameEntry, type LogEntry} from '../core/log/log-entry.ts';
import type {Duration} from '../core/time/clock.ts';

/** What the responses of a run show about its log. */
export type LogWindow = {
	readonly first: LogEntry | null;
	readonly count: number;
	/** Whether a response lacked the first entry of an earlier one. Then a late poll may miss entries. */
	readonly slides: boolean;
};

/** What the responses of all runs show: how fast a log can grow, and how much of it the service sends. */
export type LogPace = {
	/** The most entries that a response has had without leaving out older ones. No log is cut to fewer entries. */
	readonly longest: number;
	/** The highest number of new entries in a second between two responses; null if no run has responded twice. */
	readonly perSec: number | null;
};

/** Logs may become this many times as fast as any was. */
const maxSpeedUp = 2;

export const noLog: LogWindow = {first: null, count: 0, slides: false};
export const unknownPace: LogPace = {longest: 0, perSec: null};

export function afterLog(window: LogWindow, logs: readonly LogEntry[]): LogWindow {
	const slides = window.slides || (window.first !== null && !isSameEntry(window.first, logs[0]));
	return {first: logs[0] ?? null, count: logs.length, slides};
}

/** `passed`: the time since the response with the log `before`; null if `after` is of the first response. */
export function withLog(
	{longest, perSec}: LogPace,
	before: LogWindow,
	{count, slides}: LogWindow,
	passed: Duration | null,
): LogPace {
	// If the window has slid, all of its entries may be new.
	const fresh = slides ? count : count - before.count;
	return {
		longest: slides ? longest : Math.max(longest, count),
		perSec:
			passed === null ? perSec : Math.max(perSec ?? 0, (fresh * 1000) / Math.max(1000, passed)),
	};
}

/**
 * Returns the longest time between two polls of a run in which no entry is lost, even if the service sends only the
 * newest entries of a log.
 */
export function safeInterval({slides}: LogWindow, {longest, perSec}: LogPace): Duration {
	return slides || perSec === null ? 0 : (longest * 1000) / Math.max(1, maxSpeedUp * perSec);
}
