import type {Duration, Instant} from '../../core/time/clock.ts';
import {span, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDuration} from '../../ui/units.ts';

/** An address that ends within it is to be used now. */
const soon: Duration = 300_000;

/** How long an address is still good, or how long ago it ended; nothing where that is not known. */
export function expiryText(
	expiresAt: Instant | null,
	now: Instant,
	whole: boolean,
	appearance: Appearance,
): Span {
	const {output} = appearance.messages;

	if (expiresAt === null) {
		return span('');
	}

	const left = expiresAt - now;

	if (left <= 0) {
		const time = briefDuration(-left, appearance);
		return span(whole ? output.expired(time) : output.expiredShort, 'bad');
	}

	// The last second is a second, too.
	const time = briefDuration(left + 999, appearance);
	return span(
		whole ? output.expires(time) : output.expiresShort(time),
		left <= soon ? 'warn' : 'muted',
	);
}
