import {isOverBudget} from '../../core/money/session-cost.ts';
import type {RunState} from '../../core/run-state.ts';
import {clockTime, dayAndMinute} from '../../core/time/calendar.ts';
import {replayPosition} from '../../features/replay/position.ts';
import {stateGlyph, stateStyles} from '../../features/runs/state-style.ts';
import type {HeaderModel} from '../../features/screen-model.ts';
import {limitLine, serviceAlarm} from '../../features/service/header-line.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {
	blank,
	cutLine,
	fitParts,
	joinLines,
	lineWidth,
	span,
	type Line,
	type RowPart,
	type Span,
} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefAmount, roundedAmount} from '../../ui/units.ts';
import {EdgeRow} from './EdgeRow.tsx';

/** The order of the run counts in the header: the most urgent state first. */
const urgentStates = ['stalled', 'late', 'running', 'queued', 'waiting', 'failed'] as const;
const states: readonly RunState[] = [...urgentStates, 'other', 'canceled', 'succeeded'];

/**
 * The importance of each text of the header: the least important ones are left out first. The count of a run state has
 * the sum of `counts` and its position from the end.
 */
const importance = {
	zero: 0,
	words: 1,
	outlook: 2,
	balance: 3,
	long: 4,
	spent: 5,
	counts: 10,
	outage: 20,
	service: 25,
	replay: 30,
	needs: 50,
	alarm: 60,
} as const;

/** The minimum width, in cells, of a header with the name of the program, which must not come and go with the counts. */
const minWidthForName = 140;
/** The minimum width, in cells, of a header that shows the time of day. */
const minWidthForTime = 32;
/** The total width, in cells, of the corners and the gaps around the texts. */
const frameCells = 7;

type HeaderBarProps = {
	readonly header: HeaderModel;
	readonly width: number;
	/** Whether the header is the top border of the panes. */
	readonly isFramed: boolean;
};

/** The first row of the screen: warnings, the number of runs by state, the cost, and the time. */
export function HeaderBar({header, width, isFramed}: HeaderBarProps) {
	const appearance = useAppearance();
	const {glyphs, calm} = appearance;
	// With `--calm` the clock is updated only every five seconds, so it shows no seconds.
	const clock = clockTime(header.now).slice(0, calm ? '10:00'.length : undefined);
	const right: Line = width < minWidthForTime ? [] : [span(clock, 'muted')];
	const room = width - lineWidth(right) - frameCells;
	const before = span(isFramed ? ` ${glyphs.horizontal} ` : '  ', 'border');
	const title: Line = width < minWidthForName ? [] : [span('chenyu-top', 'title')];
	const replay: Line =
		header.replay === null ? [] : replayPosition(header.replay, width, room, appearance);
	const parts: readonly RowPart[] = [
		{before, texts: [[importance.spent, title]]},
		{before, texts: [[importance.spent, textLine(header.profile, 'key')]]},
		{before, texts: [[importance.replay, replay]]},
		...urgentParts(header, before, appearance),
		...countParts(header, before, appearance),
		...outlookParts(header, before, appearance),
	];
	const left =
		fitParts(parts, room) ?? cutLine(alarmLine(header, true, appearance), room, glyphs.ellipsis);
	return <EdgeRow left={left} right={right} border={isFramed ? 'top' : null} width={width} />;
}

/** Alarms, the runs that need the user, a limit of the service, and downloads. */
function urgentParts(
	header: HeaderModel,
	before: Span,
	appearance: Appearance,
): readonly RowPart[] {
	const {needs, service, saving} = header;
	const {messages, glyphs} = appearance;
	const {needsMe, numbers} = messages;
	const isOutage = (service?.unreachableSince ?? null) !== null;
	return [
		{
			before,
			texts: [
				[isOutage ? importance.outage : importance.long, alarmLine(header, false, appearance)],
				[importance.alarm, alarmLine(header, true, appearance)],
			],
		},
		{
			before,
			texts:
				needs === 0
					? [[importance.zero, [span(needsMe.count(0), 'muted')]]]
					: [
							[importance.words, [span(`${glyphs.warning} ${needsMe.count(needs)}`, 'warn')]],
							[importance.needs, [span(`${glyphs.warning}${numbers.count(needs)}`, 'warn')]],
						],
		},
		{before, texts: [[importance.service, limitLine(header, appearance)]]},
		{before, texts: saving === null ? [] : savingTexts(saving, appearance)},
	];
}

function savingTexts(
	{number, count, bytes}: NonNullable<HeaderModel['saving']>,
	{messages, glyphs}: Appearance,
): RowPart['texts'] {
	const brief = `${glyphs.download}${number}/${count}`;
	return [
		[importance.long, textLine(messages.download.saving(number, count, bytes), 'running')],
		[importance.service, textLine(brief, 'running')],
	];
}

/** Returns the warnings about a rejected API key, a missing service, an exceeded budget, and paused polling. */
function alarmLine(header: HeaderModel, isBrief: boolean, appearance: Appearance): Line {
	const {denied, paused, spent, isDaily, budget} = header;
	const {messages, glyphs} = appearance;
	const {of, overBudget, overDay} = messages.money;
	const words = isBrief ? of : isDaily ? overDay : overBudget;
	const over =
		budget !== null && isOverBudget(spent, budget)
			? `${glyphs.warning} ${words(briefAmount(spent, appearance), briefAmount(budget, appearance))}`
			: null;
	return joinLines(
		[
			denied === null ? [] : [span(messages.screen.denied, 'bad')],
			serviceAlarm(header, isBrief, appearance),
			textLine(over, 'warn'),
			paused && denied === null ? [span(messages.run.paused, 'warn')] : [],
		],
		blank(2),
	);
}

/** The runs in each state, with words where there is room, then those that are not watched yet. */
function countParts(header: HeaderModel, before: Span, appearance: Appearance): readonly RowPart[] {
	const {counts, stalled, late, left} = header;
	const {numbers, states: words} = appearance.messages;
	const all = {...counts, stalled, late, running: counts.running - stalled - late};
	const shown = states.filter(state => all[state] > 0);
	const parts = shown.map((state, index): RowPart => {
		const number = numbers.count(all[state]);
		const isLast = index === shown.length - 1 && left === 0;
		const count = (text: string): Line => [
			stateGlyph(state, appearance),
			span(text, stateStyles[state]),
		];
		return {
			before: index === 0 ? before : blank(1),
			texts: [
				[importance.words, [...count(` ${number} ${words[state]}`), blank(isLast ? 0 : 1)]],
				[importance.counts + states.length - index, count(number)],
			],
		};
	});
	const waiting = left === 0 ? null : `+${numbers.count(left)}`;
	return [...parts, {before: blank(1), texts: [[importance.counts, textLine(waiting, 'warn')]]}];
}

/** When all runs will have ended, the money spent, and the balance. Over budget, `alarmLine` shows the spending. */
function outlookParts(
	header: HeaderModel,
	before: Span,
	appearance: Appearance,
): readonly RowPart[] {
	const {allDoneAt, now, spent, budget, balance, isBalanceLow} = header;
	const {glyphs, messages} = appearance;
	const {money, needsMe} = messages;
	const allDone = allDoneAt === null ? null : needsMe.allDone(dayAndMinute(allDoneAt, now));
	const amount = briefAmount(spent, appearance);
	const isOver = budget !== null && isOverBudget(spent, budget);
	const spending =
		budget === null ? money.spent(amount) : money.of(amount, briefAmount(budget, appearance));
	const dot = span(` ${glyphs.separator} `, 'muted');
	const rest = balance === null ? null : money.balanceOf(roundedAmount(balance, 2, appearance));
	const balanceLine = isBalanceLow ? textLine(`${glyphs.warning} ${rest}`, 'warn') : textLine(rest);
	return [
		{before, texts: [[importance.outlook, textLine(allDone)]]},
		{before, texts: [[importance.spent, isOver ? [] : textLine(spending)]]},
		{before: isOver ? before : dot, texts: [[importance.balance, balanceLine]]},
	];
}

function textLine(text: string | null, styleName?: Span['styleName']): Line {
	return text === null ? [] : [span(text, styleName)];
}
