import {elapsedMs, executionCost} from '../core/execution.ts';
import {errorLine} from '../core/failure-card.ts';
import {allDone} from '../core/forecast/forecast.ts';
import {countPhases, type RunCounts} from '../core/money/totals.ts';
import {phasesByUrgency} from '../core/run-state.ts';
import type {Run} from '../core/run.ts';
import {cleanName, cleanProse, type SafeText} from '../core/text/sanitize.ts';
import {dayAndMinute} from '../core/time/calendar.ts';
import type {Messages} from '../i18n/messages.ts';
import type {State} from '../store/state.ts';
import type {Notification} from '../terminal/status-sequences.ts';
import {truncate} from '../terminal/width.ts';
import type {Glyphs} from '../ui/theme/glyphs.ts';

const countOrder = [
	'running',
	'queued',
	'waiting',
	'succeeded',
	'failed',
	'canceled',
	'unfinished',
] as const;

/** Returns the state of a run in one word, in the user's language. An unknown status is returned unchanged. */
export function runWord({execution, polling}: Run, {states, run: words}: Messages): string {
	if (execution === null) {
		return polling.gaveUp === null ? states.waiting : words.gaveUp[polling.gaveUp].word;
	}

	return execution.phase === 'other' ? execution.status.safe : states[execution.phase];
}

/** Returns one text per count that is not zero, such as `2 succeeded`. */
export function countTexts(
	counts: {readonly [Name in (typeof countOrder)[number]]?: number},
	{events, states}: Messages,
): readonly string[] {
	const words = {...states, unfinished: events.unfinished};
	return countOrder.flatMap(name => {
		const count = counts[name] ?? 0;
		return count === 0 ? [] : [events.counted(count, words[name])];
	});
}

/** Returns a text such as `2 succeeded, 1 failed, CNY 0.0312`. Omits counts that are zero. */
export function tallyText(
	{succeeded, failed, canceled, unfinished}: RunCounts,
	messages: Messages,
	cost: string,
): string {
	const counts = countTexts({succeeded, failed, canceled, unfinished}, messages);
	return [...counts, cost].join(messages.events.separator);
}

const maxReasonCells = 160;

export function titleText(
	{runs, now}: Pick<State, 'runs' | 'now'>,
	glyphs: Glyphs['phases'],
	{numbers, needsMe}: Pick<Messages, 'numbers' | 'needsMe'>,
): SafeText {
	const counts = countPhases(runs.values());
	const end = allDone(runs, now);
	const outlook =
		end === null ? [] : [needsMe.allDone(dayAndMinute(end.at, now), end.unknown), '-'];
	// Terminals cut the end of a long title.
	const parts = phasesByUrgency
		.filter(state => counts[state] > 0)
		.map(state => `${glyphs[state]}${numbers.count(counts[state])}`);
	return cleanName([...parts, ...outlook, 'chenyu-top'].join(' '));
}

/** Returns the notification about runs that have just ended. */
export function endingText(runs: readonly Run[], messages: Messages): Notification {
	const {events, states, numbers} = messages;
	const [run] = runs;
	const counts = countPhases(runs);
	const single = runs.length === 1 ? run : undefined;
	const title =
		single === undefined ? events.manyEnded(runs.length) : (single.title?.safe ?? single.safeId);
	const texts =
		single === undefined
			? (['failed', 'canceled', 'succeeded'] as const)
					.filter(phase => counts[phase] > 0)
					.map(phase => `${numbers.count(counts[phase])} ${states[phase]}`)
			: runFieldTexts(single, messages);
	return {
		title: cleanProse(`chenyu-top${events.colon}${title}`),
		body: cleanProse(texts.join(' · ')),
	};
}

/** Returns state and reason, duration and cost of a run that has ended. */
export function runFieldTexts(run: Run, messages: Messages): readonly string[] {
	const {execution} = run;

	if (execution === null) {
		return [runWord(run, messages)];
	}

	const reason = execution.error === null ? null : errorLine(execution.error);
	const elapsed = elapsedMs(execution, execution.terminalAt ?? 0);
	const cost = executionCost(execution);
	return [
		runWord(run, messages) +
			(reason === null ? '' : messages.events.colon + truncate(reason.safe, maxReasonCells)),
		...(elapsed === null ? [] : [messages.numbers.shortTime(elapsed)]),
		...(cost === null ? [] : [messages.numbers.price(cost, 'sign')]),
	];
}

/** Returns a report of a bug, with the stack of its error. */
export function bugText(error: unknown, {usage}: Messages): string {
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return [usage.bug, ...text.split('\n').map(line => cleanProse(line))].join('\n');
}
