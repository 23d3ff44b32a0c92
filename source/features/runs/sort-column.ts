import type {Instant} from '../../core/time/clock.ts';
import {formatDuration} from '../../core/time/duration.ts';
import {elapsedMs, isFinal, executionCost} from '../../core/execution.ts';
import {forecast, likelySeconds} from '../../core/forecast/forecast.ts';
import type {SortKey} from '../../core/saved-state.ts';
import {isDone, type Run} from '../../core/run.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {amount, briefDuration} from '../../ui/units.ts';

/** Returns the value by which the list is sorted. Empty if another column already shows this value. */
export function sortColumnText(run: Run, key: SortKey, now: Instant, appearance: Appearance): Line {
	const {execution} = run;

	if (execution === null) {
		return [];
	}

	switch (key) {
		case 'cost': {
			const cost = executionCost(execution);
			return cost === null ? [] : [span(amount(cost, appearance))];
		}

		case 'created': {
			const {createdAt} = execution;
			return createdAt === null ? [] : [span(dayAndTime(createdAt, now, appearance.timeZone))];
		}

		case 'duration': {
			const elapsed = isFinal(execution.phase) ? null : elapsedMs(execution, now);
			return elapsed === null ? [] : [span(formatDuration(elapsed))];
		}

		case 'left': {
			const left = isDone(run) ? null : likelySeconds(forecast(run, now));
			return left === null ? [] : [span(`~${briefDuration(left * 1000, appearance)}`)];
		}

		case 'added':
		case 'status':
		case 'title':
		case 'progress': {
			return [];
		}
	}
}
