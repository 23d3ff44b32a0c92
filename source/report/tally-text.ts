import type {RunCounts} from '../core/money/totals.ts';
import type {Messages} from '../i18n/index.ts';

/** Returns `2 succeeded, 1 failed, CNY 0.0312`, without zero counts. */
export function tallyText(tally: RunCounts, {report, screen}: Messages, cost: string): string {
	const counts = [
		[tally.succeeded, screen.phases.succeeded],
		[tally.failed, screen.phases.failed],
		[tally.canceled, screen.phases.canceled],
		[tally.unfinished, report.unfinished],
	] as const;
	return [
		...counts.filter(([count]) => count > 0).map(([count, word]) => report.counted(count, word)),
		cost,
	].join(report.separator);
}
