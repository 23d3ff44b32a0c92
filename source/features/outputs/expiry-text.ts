import type {Duration, Instant} from '../../core/time/clock.ts';
import {span, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDuration} from '../../ui/units.ts';

const warnBelowMs: Duration = 300_000;

/** Formats the time until or since the expiry; empty if the expiry is unknown. */
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

	// Round up, so that an address in its last second does not show `0s`.
	const time = briefDuration(left + 999, appearance);
	return span(
		long ? output.expires(time) : output.expiresShort(time),
		left <= warnBelowMs ? 'warn' : 'muted',
	);
}
