import {formatDuration} from '../core/time/duration.ts';
import {elapsedMs, type Phase, executionCost} from '../core/execution.ts';
import type {Run} from '../core/run.ts';
import type {SafeText} from '../core/text/text.ts';
import {countPhases} from '../core/money/totals.ts';
import type {Messages} from '../i18n/index.ts';
import type {State} from '../store/state.ts';
import {countRunStates} from '../features/runs/run-state-counts.ts';
import type {Notification} from '../terminal/notification.ts';
import {cleanName, cleanProse} from '../core/text/sanitize.ts';
import {runWord} from './run-texts.ts';

/** The symbol of each state. `waiting` is the state of a run that has no response yet. */
export type StateGlyphs = Readonly<Record<Phase | 'waiting', string>>;

/** The most urgent state is first, because terminals cut the end of a long title. */
const titleOrder = [
	'failed',
	'running',
	'queued',
	'waiting',
	'other',
	'canceled',
	'succeeded',
] as const;

const maxReason = 120;

export function titleText(
	{runs}: Pick<State, 'runs'>,
	glyphs: StateGlyphs,
	{numbers}: Pick<Messages, 'numbers'>,
): SafeText {
	const {counts, waiting} = countRunStates(runs);
	const parts = titleOrder.flatMap(state => {
		const count = state === 'waiting' ? waiting : counts[state];
		return count === 0 ? [] : [`${glyphs[state]}${numbers.count(count)}`];
	});
	return cleanName([...parts, 'chenyu-top'].join(' '));
}

export function endingText(runs: readonly Run[], messages: Messages): Notification {
	const {report, screen, numbers} = messages;
	const [run] = runs;
	const counts = countPhases(runs);
	const single = runs.length === 1 ? run : undefined;
	const title =
		single === undefined ? report.manyEnded(runs.length) : (single.title?.safe ?? single.label);
	const texts =
		single === undefined
			? (['failed', 'canceled', 'succeeded'] as const)
					.filter(phase => counts[phase] > 0)
					.map(phase => `${numbers.count(counts[phase])} ${screen.phases[phase]}`)
			: fieldTexts(single, messages);
	return {
		runId: run?.id ?? '',
		isUrgent: counts.failed > 0,
		title: cleanProse(`chenyu-top${report.colon}${title}`),
		body: cleanProse(texts.join(' · ')),
	};
}

function fieldTexts(run: Run, messages: Messages): readonly string[] {
	const {execution} = run;

	if (execution === null) {
		return [runWord(run, messages)];
	}

	const reason = (execution.error?.reason ?? execution.error?.detail)?.safe.slice(0, maxReason);
	const elapsed = elapsedMs(execution, execution.terminalAt ?? 0);
	const cost = executionCost(execution);
	return [
		runWord(run, messages) + (reason === undefined ? '' : `${messages.report.colon}${reason}`),
		...(elapsed === null ? [] : [formatDuration(elapsed)]),
		...(cost === null ? [] : [messages.numbers.price(cost, 'sign')]),
	];
}
