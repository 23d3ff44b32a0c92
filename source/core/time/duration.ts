import type {Duration, Instant} from './clock.ts';
import {isFinal, type Execution} from '../run.ts';

const second: Duration = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * For people: `00:08`, `12:41`, `1:02:03`, `26:00:00`; whole seconds, and zero where it is negative. A clock face, the
 * same in every language, so that what stands behind a running time does not move.
 */
export function formatDuration(duration: Duration): string {
	const clamped = Math.max(0, duration);
	const hours = Math.floor(clamped / hour);
	const minutes = twoDigits(Math.floor((clamped % hour) / minute));
	const seconds = twoDigits(Math.floor((clamped % minute) / second));
	return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${minutes}:${seconds}`;
}

/** Reads `90s`, `10m`, `1h30m`, `2h` or `1.5h`: hours, minutes and seconds in this order. Anything else is null. */
export function parseDuration(text: string): Duration | null {
	const parts = /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/i.exec(text);

	if (parts === null || text === '') {
		return null;
	}

	const [, hours = '0', minutes = '0', seconds = '0'] = parts;
	return Math.round(Number(hours) * hour + Number(minutes) * minute + Number(seconds) * second);
}

/**
 * How long a run has been running, or ran in all: what the service measured, else the time between its start and its
 * end (now, while it goes on). Null while it has not started. Never negative, since the clocks of here and there differ.
 */
export function elapsedMs(execution: Execution, now: Instant): Duration | null {
	const {actualDurationSec, phase, startedAt, terminalAt} = execution;

	if (isFinal(phase) && actualDurationSec !== null) {
		return Math.max(0, actualDurationSec * second);
	}

	const end = isFinal(phase) ? terminalAt : now;
	return startedAt === null || end === null ? null : Math.max(0, end - startedAt);
}

/** `07`, as clocks and dates have it. */
export function twoDigits(count: number): string {
	return String(count).padStart(2, '0');
}
