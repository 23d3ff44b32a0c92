import {dayAndMinute, dayAndTime} from '../../core/time/calendar.ts';
import type {Duration} from '../../core/time/clock.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefCountdown} from '../../ui/units.ts';
import {joinFields} from '../../ui/widgets/fields.ts';
import type {HeaderModel} from '../screen-model.ts';

/** Shorter holds are not shown: they are over before the user has read about them. */
const minHoldMs: Duration = 5000;

type ServiceHeader = Pick<HeaderModel, 'service' | 'now'>;

/** Returns why no response arrives: the service is unreachable, or requests are held. Empty if responses arrive. */
export function serviceAlarm(
	{service, now}: ServiceHeader,
	isBrief: boolean,
	appearance: Appearance,
): Line {
	const {service: words, run} = appearance.messages;
	const {unreachableSince = null, heldUntil = null, nextRequestAt = null} = service ?? {};

	if (unreachableSince !== null) {
		const wait = (nextRequestAt ?? now) - now;
		const retry = wait <= 0 ? words.retryingNow : run.retryIn(briefCountdown(wait, appearance));
		// With `calm`, there are no seconds that change all the time.
		const isRetryShown = nextRequestAt !== null && !appearance.calm;
		return isBrief
			? [span(words.unreachable, 'bad')]
			: joinFields(
					[
						[span(words.unreachableSince(dayAndMinute(unreachableSince, now)), 'bad')],
						isRetryShown ? [span(retry, 'bad')] : [],
					],
					appearance,
				);
	}

	if (heldUntil === null || heldUntil - now < minHoldMs) {
		return [];
	}

	const time = dayAndTime(heldUntil, now);
	return [span(isBrief ? words.waitingBrief(time) : words.waiting(time), 'warn')];
}

/** Returns how many requests the service allows, while runs are polled less often because of it; otherwise empty. */
export function limitLine({service}: ServiceHeader, {messages}: Appearance): Line {
	const {isLimited = false, ratePerSec = null, unreachableSince = null} = service ?? {};

	if (!isLimited || ratePerSec === null || unreachableSince !== null) {
		return [];
	}

	const rate = messages.numbers.count(Number(ratePerSec.toPrecision(2)));
	return [span(messages.service.limited(rate), 'warn')];
}
