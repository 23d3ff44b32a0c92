import {isOverBudget} from '../core/money/session-cost.ts';
import type {RunState} from '../core/run-state.ts';
import {allDoneLine, needsMeLine} from '../features/needs-me/header-line.ts';
import {seekBar} from '../features/replay/seek-bar.ts';
import {stateGlyph, stateStyles} from '../features/runs/state-style.ts';
import {limitLine, serviceAlarm} from '../features/service/header-line.ts';
import type {HeaderModel} from '../store/selectors.ts';
import {useAppearance} from './appearance-context.ts';
import {clockTime} from './clock-time.ts';
import {EdgeRow} from './EdgeRow.tsx';
import {
	blank,
	cutLine,
	joinFitting,
	joinLines,
	lineWidth,
	span,
	type Line,
	type Span,
} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import {briefAmount, roundedAmount} from './units.ts';
import {joinFields} from './widgets/fields.ts';

/** The order of the run counts in the header: the most urgent state first. */
const states: readonly RunState[] = [
	'stalled',
	'late',
	'running',
	'queued',
	'waiting',
	'failed',
	'other',
	'canceled',
	'succeeded',
];

/** The minimum width, in cells, of a header that shows the name of the state after each count. */
const minWidthForWords = 110;
/**
 * The minimum width, in cells, of a header that shows the name of the program. It does not depend on what else the
 * header shows, since the name would come and go with the counts.
 */
const minWidthForName = 140;
/** The minimum width, in cells, of a header that shows the time of day. */
const minWidthForTime = 32;

type Variant = {
	/**
	 * What the header shows. 0: only the alarm (warnings). 1: also the position in a replay. 2: also a limit of the
	 * service, downloads and run counts. 3: also the profile and the cost, and in a wide header the name of the program.
	 */
	readonly rank: number;
	/** Whether the name of the state follows each run count. */
	readonly hasWords?: boolean;
	/** Whether it shows when all runs will have ended and, with words, that nothing needs the user. */
	readonly hasOutlook?: boolean;
	/** Whether the balance follows the cost. */
	readonly hasBalance?: boolean;
	/** Whether the alarm and the budget use short texts. */
	readonly isBrief?: boolean;
	/** Whether run counts that do not fit are left out. */
	readonly isCut?: boolean;
	/** Whether the layout is used only while the service is unreachable. Then the alarm matters most. */
	readonly isForOutage?: boolean;
};

/** The layouts from the most to the least detailed. The header uses the first layout that fits. */
const variants: readonly Variant[] = [
	{rank: 3, hasWords: true, hasBalance: true, hasOutlook: true},
	{rank: 3, hasWords: true, hasBalance: true},
	{rank: 3, hasWords: true},
	{rank: 3, hasBalance: true, hasOutlook: true},
	{rank: 3, hasBalance: true},
	{rank: 3},
	{rank: 2, isCut: true, isForOutage: true},
	{rank: 3, isBrief: true},
	{rank: 2, isBrief: true, isCut: true},
	{rank: 1, isBrief: true},
	{rank: 0, isBrief: true},
];

/** The total width, in cells, of the corners and the gaps around the texts. */
const frameCells = 7;

type HeaderBarProps = {
	readonly header: HeaderModel;
	/** The width in cells. */
	readonly width: number;
	/** Whether the header is the top border of the panes. */
	readonly isFramed: boolean;
};

/** The first row of the screen: an alarm, the number of runs by state, the cost, and the time. */
export function HeaderBar({header, width, isFramed}: HeaderBarProps) {
	const appearance = useAppearance();
	const separator = span(isFramed ? ` ${appearance.glyphs.horizontal} ` : '  ', 'border');
	const {left, right} = headerParts(header, width, separator, appearance);
	const corners = isFramed ? (['topLeft', 'topRight'] as const) : null;
	return <EdgeRow left={left} right={right} corners={corners} width={width} />;
}

/**
 * Returns the texts at the left and at the right end of a header of `width` cells. The left text uses the most detailed
 * layout that fits; the right text is the time of day.
 */
function headerParts(header: HeaderModel, width: number, separator: Span, appearance: Appearance) {
	const {profile, replay} = header;
	const right: Line = width < minWidthForTime ? [] : [span(clockText(header, appearance), 'muted')];
	const room = width - lineWidth(right) - frameCells;
	const lineOf = (variant: Variant): Line => {
		const {rank, hasWords = false, hasBalance = false, isBrief = false, isCut = false} = variant;
		const {hasOutlook = false} = variant;
		const fromRank = (least: number, line: Line): Line => (rank >= least ? line : []);
		const before = [
			fromRank(
				3,
				width < minWidthForName ? [] : [span(appearance.messages.screen.program, 'title')],
			),
			fromRank(3, profile === null ? [] : [span(profile, 'key')]),
			fromRank(1, replay === null ? [] : seekBar(replay, width, room, appearance)),
			alarmLine(header, isBrief, appearance),
			needsMeLine(header, {hasWords, hasZero: hasOutlook}, appearance),
			fromRank(2, limitLine(header, appearance)),
			fromRank(2, downloadsLine(header, appearance)),
		];
		const taken = lineWidth(joinLines([...before, [blank(1)]], separator)) - 1;
		return joinLines(
			[
				...before,
				fromRank(2, countsLine(header, isCut ? room - taken : Infinity, hasWords, appearance)),
				hasOutlook ? allDoneLine(header, appearance) : [],
				joinFields(
					[
						fromRank(3, spendingLine(header, isBrief, appearance)),
						hasBalance ? balanceLine(header, appearance) : [],
					],
					appearance,
				),
			],
			separator,
		);
	};
	const isOutage = (header.service?.unreachableSince ?? null) !== null;
	const fitting = variants
		.filter(({hasWords = false}) => !hasWords || width >= minWidthForWords)
		.filter(({isForOutage = false}) => !isForOutage || isOutage)
		.map(lineOf)
		.find(line => lineWidth(line) <= room);
	return {
		left: fitting ?? cutLine(alarmLine(header, true, appearance), room, appearance.glyphs.ellipsis),
		right,
	};
}

/** Returns the time of day. With `calm` the clock is updated only every five seconds, so it shows no seconds. */
function clockText({now}: HeaderModel, {calm}: Appearance): string {
	return clockTime(now).slice(0, calm ? '10:00'.length : undefined);
}

/** Returns the warnings about a rejected API key, a missing service, an exceeded budget, and paused polling. */
function alarmLine(header: HeaderModel, isBrief: boolean, appearance: Appearance): Line {
	const {denied, paused, spent, isDaily, budget} = header;
	const {messages, glyphs} = appearance;
	const {of, overBudget, overDay} = messages.money;
	const over =
		budget !== null && isOverBudget(spent, budget)
			? (isBrief ? of : isDaily ? overDay : overBudget)(
					briefAmount(spent, appearance),
					briefAmount(budget, appearance),
				)
			: null;
	return joinLines(
		[
			denied === null ? [] : [span(messages.screen.denied, 'bad')],
			serviceAlarm(header, isBrief, appearance),
			over === null ? [] : [span(`${glyphs.warning} ${over}`, 'warn')],
			paused && denied === null ? [span(messages.screen.paused, 'warn')] : [],
		],
		blank(2),
	);
}

/**
 * Returns the cost of this session, or of the day, and the budget. Empty if the budget is exceeded, since `alarmLine` then shows both.
 */
function spendingLine(
	{spent, isDaily, budget}: HeaderModel,
	isBrief: boolean,
	appearance: Appearance,
): Line {
	const words = appearance.messages.money;
	const text =
		budget === null
			? words.spent(briefAmount(spent, appearance))
			: (isBrief ? words.of : isDaily ? words.ofDay : words.ofBudget)(
					briefAmount(spent, appearance),
					briefAmount(budget, appearance),
				);
	return isOverBudget(spent, budget) ? [] : [span(text)];
}

/** Returns the balance in whole cents. Empty if it is not known. */
function balanceLine({balance, isBalanceLow}: HeaderModel, appearance: Appearance): Line {
	if (balance === null) {
		return [];
	}

	const text = appearance.messages.money.balanceOf(roundedAmount(balance, 2, appearance));
	return [isBalanceLow ? span(`${appearance.glyphs.warning} ${text}`, 'warn') : span(text)];
}

/** Returns the number of active downloads and their progress; empty without downloads. */
function downloadsLine({downloads}: HeaderModel, {glyphs, messages: {numbers}}: Appearance): Line {
	if (downloads === null) {
		return [];
	}

	const {underWay, percent} = downloads;
	const share = percent === null ? '' : ` ${numbers.percent(Math.floor(percent))}`;
	return [span(`${glyphs.download}${numbers.count(underWay)}${share}`, 'running')];
}

/**
 * Returns the number of runs in each state, for as many states as fit into `room` cells. Stalled and late runs are
 * counted as such, not as running. After them is the number of runs that are not watched yet.
 */
function countsLine(
	header: HeaderModel,
	room: number,
	hasWords: boolean,
	appearance: Appearance,
): Line {
	const {counts, stalled, late, left} = header;
	const {numbers, screen} = appearance.messages;
	const all = {...counts, stalled, late, running: counts.running - stalled - late};
	const parts = states
		.filter(state => all[state] > 0)
		.map(state => {
			const number = numbers.count(all[state]);
			const word = state === 'other' ? screen.otherState : screen.phases[state];
			return [
				stateGlyph(state, appearance),
				span(hasWords ? ` ${number} ${word}` : number, stateStyles[state]),
			];
		});
	const waiting: Line = left === 0 ? [] : [span(`+${numbers.count(left)}`, 'warn')];
	return joinFitting([...parts, waiting], hasWords ? 2 : 1, room);
}
