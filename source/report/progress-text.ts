import {countPhases, totalCost} from '../core/money/totals.ts';
import type {Messages} from '../i18n/index.ts';
import type {State} from '../store/state.ts';

const order = ['running', 'queued', 'waiting', 'succeeded', 'failed', 'canceled'] as const;

/** Returns `3 running · 1 queued · 2 succeeded · CNY 0.03`, without zero counts. */
export function progressText({runs}: State, {report, screen}: Messages): string {
	const counts = countPhases(runs.values());
	return [
		...order
			.filter(phase => counts[phase] > 0)
			.map(phase => report.counted(counts[phase], screen.phases[phase])),
		...(counts.other > 0 ? [report.counted(counts.other, report.unfinished)] : []),
		report.cost(totalCost(runs.values())),
	].join(' · ');
}
