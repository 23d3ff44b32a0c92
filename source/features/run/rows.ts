import type {Instant} from '../../core/time/clock.ts';
import {isDone, type Run} from '../../core/run.ts';
import {fieldRows, idRows} from './detail-fields.ts';
import {feedFacts} from './freshness-rows.ts';
import {failureHintRows} from './failure-hint-rows.ts';
import {failureRows} from '../failure/rows.ts';
import {span, styleLine, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {progressRows} from './progress-rows.ts';
import {stallRows} from './stall-rows.ts';
import {troubleRows} from './problem-rows.ts';

/** Everything that is known of a run, in rows of about `width` cells; what matters most now comes first. */
export function detailRows(
	run: Run,
	now: Instant,
	width: number,
	appearance: Appearance,
	paused = false,
): readonly Line[] {
	const {execution, polling} = run;
	const stale = polling.problem !== null && !isDone(run);
	const trouble = troubleRows(run, now, width, appearance);

	if (execution === null) {
		const waiting =
			trouble.length === 0 ? [[span(appearance.messages.run.firstAnswer, 'muted')]] : [];
		return [...trouble, ...waiting, ...idRows(run, null, width, appearance)];
	}

	const rows = [
		...stallRows(run, now, width, appearance),
		...(execution.phase === 'queued' ? [] : progressRows(run, execution, now, width, appearance)),
		...fieldRows(run, execution, now, width, appearance, feedFacts(run, paused, now, appearance)),
		...idRows(run, execution, width, appearance),
	];
	const hint = failureHintRows(run, width, appearance);
	return [
		...trouble,
		...(execution.error === null ? hint : failureRows(execution.error, width, appearance, hint)),
		// Old data is greyed, not withdrawn.
		...(stale ? rows.map(row => styleLine(row, 'muted')) : rows),
	];
}
