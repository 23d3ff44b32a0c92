import type {Duration, Instant} from '../../core/time/clock.ts';
import {span, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDuration} from '../../ui/units.ts';

const warnBelowMs: Duration = 300_000;

/** Time until or since the expiry; empty if unknown. */
export function expiryText(
	expiresAt: Instant | null,
	now: Instant,
	long: boolean,
	appearance: Appearance,
): Span {
	const {output} = appearance.messages;

	if (expiresAt === null) {
		return span('');
	}

	const left = expiresAt - now;

	if (left <= 0) {
		const time = briefDuration(-left, appearance);
		return span(long ? output.expired(time) : output.expiredShort, 'bad');
	}

	// Round up: the last second still counts.
	const time = briefDuration(left + 999, appearance);
	return span(
		long ? output.expires(time) : output.expiresShort(time),
		left <= warnBelowMs ? 'warn' : 'muted',
	);
}
