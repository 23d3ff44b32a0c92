import type {Instant} from '../../core/time/clock.ts';
import {isDone, type Run} from '../../core/run.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDuration} from '../../ui/units.ts';

/** How fresh what is shown is, and when it will be fresher; nothing of a run that is not asked for any more. */
export function feedFacts(
	run: Run,
	paused: boolean,
	now: Instant,
	appearance: Appearance,
): readonly Line[] {
	const {respondedAt, nextPollAt, problem} = run.polling;
	const {run: words, screen} = appearance.messages;

	// What is old says so by itself, above everything else.
	if (isDone(run) || problem !== null || respondedAt === null) {
		return [];
	}

	const wait = nextPollAt === null ? null : nextPollAt - now;
	return [
		[span(words.asked(briefDuration(now - respondedAt, appearance)))],
		paused
			? [span(screen.paused, 'warn')]
			: wait === null
				? []
				: [span(wait <= 0 ? words.due : words.next(briefDuration(wait, appearance)))],
	].filter(field => field.length > 0);
}
