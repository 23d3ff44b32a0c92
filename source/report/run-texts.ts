import {countPhases, totalCost, type RunCounts} from '../core/money/totals.ts';
import type {Run} from '../core/run.ts';
import type {Messages} from '../i18n/index.ts';
import type {State} from '../store/state.ts';

const countOrder = [
	'running',
	'queued',
	'waiting',
	'succeeded',
	'failed',
	'canceled',
	'unfinished',
] as const;

/** Returns the state of a run in one word. Returns an unknown status unchanged. */
export function runWord({execution, polling}: Run, {screen}: Messages): string {
	if (execution === null) {
		return polling.gaveUp === null ? screen.phases.waiting : screen.gaveUp[polling.gaveUp].word;
	}

	return execution.phase === 'other' ? execution.status.safe : screen.phases[execution.phase];
}

/** Returns one text per count, such as `2 succeeded`. Omits zero counts. */
export function countTexts(
	counts: {readonly [Name in (typeof countOrder)[number]]?: number},
	{report, screen}: Messages,
): readonly string[] {
	const words = {...screen.phases, unfinished: report.unfinished};
	return countOrder.flatMap(name => {
		const count = counts[name] ?? 0;
		return count === 0 ? [] : [report.counted(count, words[name])];
	});
}

/** Returns a text such as `2 succeeded, 1 failed, CNY 0.0312`. Omits zero counts. */
export function tallyText(
	{succeeded, failed, canceled, unfinished}: RunCounts,
	messages: Messages,
	cost: string,
): string {
	const counts = countTexts({succeeded, failed, canceled, unfinished}, messages);
	return [...counts, cost].join(messages.report.separator);
}

/** Returns a text such as `3 running · 1 queued · 2 succeeded · CNY 0.03`. Omits zero counts. */
export function progressText({runs}: State, messages: Messages): string {
	const {other, ...counts} = countPhases(runs.values());
	const cost = messages.report.cost(totalCost(runs.values()));
	return [...countTexts({...counts, unfinished: other}, messages), cost].join(' · ');
}
