import type {Instant} from '../core/time/clock.ts';

const beijingOffset = 8 * 3_600_000;

/** RFC 3339 in whole seconds, as executions write times: `2026-05-08T10:00:00Z`. */
export function utcText(instant: Instant): string {
	return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** `2026-05-08 18:00:00`, in UTC+8 without an offset, like the times of run orders. */
export function beijingText(instant: Instant): string {
	return new Date(instant + beijingOffset).toISOString().slice(0, 19).replace('T', ' ');
}
