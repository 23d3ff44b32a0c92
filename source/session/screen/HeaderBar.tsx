import {isOverBudget} from '../../core/money/session-cost.ts';
import type {RunState} from '../../core/run-state.ts';
import {clockTime, dayAndMinute} from '../../core/time/calendar.ts';
import {timePosition} from '../../core/time/duration.ts';
import {stateGlyph, stateStyles} from '../../features/runs/state-style.ts';
import type {HeaderModel, ReplayModel} from '../../features/screen-model.ts';
import {limitLine, serviceAlarm} from '../../features/service/header-line.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {
	blank,
	cutLine,
	fitParts,
	joinLines,
	lineWidth,
	padLine,
	span,
	type Line,
	type RowPart,
	type Span,
} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefAmount, roundedAmount} from '../../ui/units.ts';
import {EdgeRow} from './EdgeRow.tsx';

/** The order of the run counts in the header, after the failures: the most urgent state first. */
const urgentStates = ['stalled', 'late', 'running', 'queued', 'waiting'] as const;
const states: readonly RunState[] = [...urgentStates, 'other', 'canceled', 'succeeded'];

/**
 * The importance of each text of the header: the least important ones are left out first. The count of a run state has
 * the sum of `counts` and its position from the end.
 */
const importance = {
	name: 0,
	clock: 1,
	spentWord: 2,
	words: 4,
	countGaps: 5,
	balance: 6,
	unknownRuns: 7,
	long: 8,
	failedWord: 9,
	allDoneWord: 10,
	spent: 11,
	counts: 12,
	/** Between the queued and the running runs. */
	allDone: 17.5,
	outage: 22,
	service: 25,
	replay: 30,
	failed: 50,
	alarm: 60,
} as const;

/** Smaller amounts have up to four decimals. */
const minForTwoDecimals = 0.01;

/** Stands between the two ends of the header. */
const middle = span('');

type HeaderBarProps = {
	readonly header: HeaderModel;
	readonly width: number;
	/** Whether the header is the top border of the panes. */
	readonly isFramed: boolean;
};

/** The first row of the screen: the number of runs by state, alarms, when all runs end, the cost, and the time. */
export function HeaderBar({header, width, isFramed}: HeaderBarProps) {
	const appearance = useAppearance();
	const {glyphs} = appearance;
	const room = width - (isFramed ? 2 : 0);
	const rule = span(isFramed ? glyphs.horizontal : ' ', 'border');
	const before = isFramed ? rule : blank(0);
	const clock = clockTime(header.now).slice(0, '10:00'.length);
	const parts: readonly RowPart[] = [
		part(before, [importance.name, [span('chenyu-top', 'title')]]),
		part(before, [importance.spent, textLine(header.profile, 'key')]),
		...countParts(header, before, appearance),
		part(before, ...(header.replay === null ? [] : replayTexts(header.replay, appearance))),
		...alarmParts(header, before, appearance),
		allDonePart(header, before, rule, appearance),
		{before: blank(0), texts: [[importance.alarm, [middle]]]},
		...moneyParts(header, appearance),
		part(before, [importance.clock, [span(clock, 'muted')]]),
	];
	const alarm = cutLine(alarmLine(header, true, appearance), room, glyphs.ellipsis);
	const line = fitParts(parts, room) ?? [...alarm, middle];
	const left = line.slice(0, line.indexOf(middle));
	const right = line.slice(left.length + 1);
	return <EdgeRow left={left} right={right} border={isFramed ? 'top' : null} width={width} />;
}

/** `texts`: from the longest to the shortest, drawn with a blank cell at both ends. */
function part(before: Span, ...texts: RowPart['texts']): RowPart {
	return {before, texts: texts.map(([rank, line]) => [rank, padLine(line)] as const)};
}

/** The failures, then the runs in each other state, with words where there is room, then those not watched yet. */
function countParts(header: HeaderModel, before: Span, appearance: Appearance): readonly RowPart[] {
	const {counts, stalled, late, left, hasNewFailure} = header;
	const {failed} = counts;
	const {numbers, states: words} = appearance.messages;
	const all = {...counts, stalled, late, running: counts.running - stalled - late};
	const chip = (text: string): Line => [
		span(` ${appearance.glyphs.phases.failed}${text} `, hasNewFailure ? 'alarm' : 'bad'),
	];
	const failures: RowPart['texts'] = [
		[importance.failedWord, chip(` ${numbers.count(failed)} ${words.failed}`)],
		[importance.failed, chip(numbers.count(failed))],
	];
	const first = failed === 0 ? states.find(state => all[state] > 0) : undefined;
	const others = states.map((state, index): RowPart => {
		const number = numbers.count(all[state]);
		const count = (text: string): Line =>
			all[state] === 0 ? [] : [stateGlyph(state, appearance), span(text, stateStyles[state])];
		return part(
			state === first ? before : blank(0),
			// A success needs no word, since it needs nothing from the user.
			[
				importance.words,
				count(` ${number} ${state === 'succeeded' ? '' : words[state]}`.trimEnd()),
			],
			[importance.countGaps, count(` ${number}`)],
			[importance.counts + states.length - index, count(number)],
		);
	});
	const waiting = left === 0 ? null : `+${numbers.count(left)}`;
	return [
		{before, texts: failed === 0 ? [] : failures},
		...others,
		part(blank(0), [importance.counts, textLine(waiting, 'warn')]),
	];
}

/** The texts `replay 00:31/02:10 x4`, the same without words, and `00:31`. */
function replayTexts(
	{position, length, speed, paused}: ReplayModel,
	{messages: {record}}: Appearance,
): RowPart['texts'] {
	const style = paused ? 'warn' : 'title';
	const both = `${timePosition(position)}/${timePosition(length)}`;
	const rate = speed === 1 ? '' : ` ${record.speed(Number.isFinite(speed) ? speed : null)}`;
	return [
		[importance.long, [span(`${paused ? record.paused : record.replay} ${both}${rate}`, style)]],
		[importance.outage, [span(both, style)]],
		[importance.replay, [span(timePosition(position), style)]],
	];
}

/** Alarms, a limit of the service, and downloads. */
function alarmParts(header: HeaderModel, before: Span, appearance: Appearance): readonly RowPart[] {
	const {service, saving} = header;
	const {messages, glyphs} = appearance;
	const isOutage = (service?.unreachableSince ?? null) !== null;
	const [sentence, brief] =
		saving === null
			? [null, null]
			: [
					messages.download.saving(saving.number, saving.count, saving.bytes),
					`${glyphs.download}${saving.number}/${saving.count}`,
				];
	return [
		part(
			before,
			[isOutage ? importance.outage : importance.long, alarmLine(header, false, appearance)],
			[importance.alarm, alarmLine(header, true, appearance)],
		),
		part(before, [importance.service, limitLine(header, appearance)]),
		part(
			before,
			[importance.words, textLine(sentence, 'running')],
			[importance.service, textLine(brief, 'running')],
		),
	];
}

/** Returns the warnings about a rejected API key, a missing service, and paused polling. */
function alarmLine(header: HeaderModel, isBrief: boolean, appearance: Appearance): Line {
	const {denied, paused} = header;
	const {screen, run} = appearance.messages;
	return joinLines(
		[
			denied === null ? [] : [span(screen.denied, 'bad')],
			serviceAlarm(header, isBrief, appearance),
			paused && denied === null ? [span(run.paused, 'warn')] : [],
		],
		blank(2),
	);
}

/** When all runs will have ended. A forecast that comes, changes or goes moves nothing else: `rule` fills its place. */
function allDonePart(
	header: HeaderModel,
	before: Span,
	rule: Span,
	{messages}: Appearance,
): RowPart {
	const {allDone, unfinished, now} = header;
	const {allDone: sentence} = messages.needsMe;
	const unknown = allDone?.unknown ?? 0;
	// Where there is no room for the number of unknown runs, `+` says that it can be later.
	const time = dayAndMinute(allDone?.at ?? now, now);
	const earliest = `${time}${unknown === 0 ? '' : '+'}`;
	const filled = (text: string, longest: string): Line => {
		const shown = allDone === null ? [] : padLine([span(text)]);
		const free = lineWidth(padLine([span(longest)])) - lineWidth(shown);
		return [...shown, {...rule, text: rule.text.repeat(Math.max(0, free))}];
	};
	return {
		before,
		texts: [
			[
				importance.unknownRuns,
				filled(sentence(time, unknown), sentence('00:00', Math.min(9, unfinished))),
			],
			[importance.allDoneWord, filled(sentence(earliest, 0), sentence('00:00+', 0))],
			[importance.allDone, allDone === null ? [] : padLine([span(`~${earliest}`)])],
		],
	};
}

/** The money spent with the time that it covers, as a warning if it is over budget, and the balance. */
function moneyParts(header: HeaderModel, appearance: Appearance): readonly RowPart[] {
	const {spent, spentSince, budget, isDaily, balance, isBalanceLow, now} = header;
	const {glyphs, messages} = appearance;
	const {of, overBudget, overDay, since, periods, spentIn, balanceOf} = messages.money;
	const isOver = budget !== null && isOverBudget(spent, budget);
	const isExact = isOver || Number(spent) < minForTwoDecimals;
	const amount = isExact ? briefAmount(spent, appearance) : roundedAmount(spent, 2, appearance);
	const limit = budget === null ? '' : briefAmount(budget, appearance);
	const warning = (words: typeof of) =>
		textLine(`${glyphs.warning} ${words(amount, limit)}`, 'warn');
	const sum = budget === null ? amount : of(amount, limit);
	const period = isDaily ? periods.today : since(dayAndMinute(spentSince, now));
	const rest = balance && balanceOf(roundedAmount(balance, 2, appearance), budget !== null);
	return [
		isOver
			? part(
					blank(0),
					[importance.long, warning(isDaily ? overDay : overBudget)],
					[importance.alarm, warning(of)],
				)
			: part(
					blank(0),
					[importance.spentWord, textLine(spentIn(sum, period))],
					[importance.long, textLine(sum)],
					[importance.spent, textLine(amount)],
				),
		part(span(glyphs.separator, 'muted'), [
			isBalanceLow ? importance.spent : importance.balance,
			isBalanceLow ? textLine(`${glyphs.warning} ${rest}`, 'warn') : textLine(rest),
		]),
	];
}

function textLine(text: string | null, styleName?: Span['styleName']): Line {
	return text === null ? [] : [span(text, styleName)];
}
