import type {Instant} from '../../core/time/clock.ts';
import {isSettled, type Run} from '../../core/run.ts';
import {factRows, nameRows} from '../../ui/detail-fields.ts';
import {feedFacts} from './freshness-rows.ts';
import {failureHintRows} from './failure-hint-rows.ts';
import {failureRows} from '../failure/rows.ts';
import {span, toneLine, type Line} from '../../ui/line.ts';
import type {Look} from '../../ui/theme/appearance.ts';
import {progressRows} from './progress-rows.ts';
import {stallRows} from './stall-rows.ts';
import {troubleRows} from './problem-rows.ts';

/** Everything that is known of a run, in rows of about `width` cells; what matters most now comes first. */
export function detailRows(
	run: Run,
	now: Instant,
	width: number,
	look: Look,
	paused = false,
): readonly Line[] {
	const {execution, feed} = run;
	const stale = feed.problem !== null && !isSettled(run);
	const trouble = troubleRows(run, now, width, look);

	if (execution === null) {
		const waiting = trouble.length === 0 ? [[span(look.messages.screen.firstAnswer, 'muted')]] : [];
		return [...trouble, ...waiting, ...nameRows(run, null, width, look)];
	}

	const rows = [
		...stallRows(run, now, width, look),
		...(execution.phase === 'queued' ? [] : progressRows(run, execution, now, width, look)),
		...factRows(run, execution, now, width, look, feedFacts(run, paused, now, look)),
		...nameRows(run, execution, width, look),
	];
	const hint = failureHintRows(run, width, look);
	return [
		...trouble,
		...(execution.error === null ? hint : failureRows(execution.error, width, look, hint)),
		// Old data is greyed, not withdrawn.
		...(stale ? rows.map(row => toneLine(row, 'muted')) : rows),
	];
}
