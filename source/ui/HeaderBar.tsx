import {isOverBudget} from '../core/money/session-cost.ts';
import type {RunState} from '../core/run-state.ts';
import {replayPosition} from '../features/replay/position.ts';
import {stateGlyph, stateStyles} from '../features/runs/state-style.ts';
import {limitLine, serviceAlarm} from '../features/service/header-line.ts';
import type {HeaderModel} from '../store/selectors.ts';
import {useAppearance} from './appearance-context.ts';
import {clockTime, dayAndMinute} from './clock-time.ts';
import {EdgeRow} from './EdgeRow.tsx';
import {blank, cutLine, joinLines, lineWidth, span, type Line} from './line.ts';
import {fitParts, type Part, type PartGroup} from './parts.ts';
import type {Appearance} from './theme/appearance.ts';
import {briefAmount, roundedAmount} from './units.ts';

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

/**
 * The minimum width, in cells, of a header that shows the name of the program. It does not depend on what else the
 * header shows, since the name would come and go with the counts.
 */
const minWidthForName = 140;
/** The minimum width, in cells, of a header that shows the time of day. */
const minWidthForTime = 32;
/** The total width, in cells, of the corners and the gaps around the texts. */
const frameCells = 7;

/** How important the texts are, the least important first. A count of runs has `counts` and its place from the end. */
const importance = {
	zero: 0,
	words: 1,
	outlook: 2,
	balance: 3,
	long: 4,
	profile: 5,
	spent: 5,
	counts: 10,
	outage: 20,
	limit: 25,
	downloads: 25,
	replay: 30,
	needs: 50,
	alarm: 60,
} as const;

type HeaderBarProps = {
	readonly header: HeaderModel;
	/** The width in cells. */
	readonly width: number;
	/** Whether the header is the top border of the panes. */
	readonly isFramed: boolean;
};

/** The first row of the screen: warnings, the number of runs by state, the cost, and the time. */
export function HeaderBar({header, width, isFramed}: HeaderBarProps) {
	const appearance = useAppearance();
	const {glyphs, calm} = appearance;
	const separator = span(isFramed ? ` ${glyphs.horizontal} ` : '  ', 'border');
	// With `--calm` the clock is updated only every five seconds, so it shows no seconds.
	const clock = clockTime(header.now).slice(0, calm ? '10:00'.length : undefined);
	const right: Line = width < minWidthForTime ? [] : [span(clock, 'muted')];
	const room = width - lineWidth(right) - frameCells;
	const left =
		fitParts(headerGroups(header, width, room, appearance), separator, room) ??
		cutLine(alarmLine(header, true, appearance), room, glyphs.ellipsis);
	const corners = isFramed ? (['topLeft', 'topRight'] as const) : null;
	return <EdgeRow left={left} right={right} corners={corners} width={width} />;
}

function headerGroups(
	header: HeaderModel,
	width: number,
	room: number,
	appearance: Appearance,
): readonly PartGroup[] {
	const {profile, replay, needs, allDoneAt, now} = header;
	const {messages, glyphs} = appearance;
	const {needsMe, numbers, screen} = messages;
	const isOutage = (header.service?.unreachableSince ?? null) !== null;
	const alone = (...part: Part): PartGroup => ({parts: [part], between: blank(1)});
	const needing = (text: string) => [span(`${glyphs.warning}${text}`, 'warn')];
	return [
		...(width < minWidthForName
			? []
			: [alone([importance.spent, [span(screen.program, 'title')]])]),
		...(profile === null ? [] : [alone([importance.profile, [span(profile, 'key')]])]),
		...(replay === null
			? []
			: [alone([importance.replay, replayPosition(replay, width, room, appearance)])]),
		alone(
			[isOutage ? importance.outage : importance.long, alarmLine(header, false, appearance)],
			[importance.alarm, alarmLine(header, true, appearance)],
		),
		needs > 0
			? alone(
					[importance.words, needing(` ${needsMe.count(needs)}`)],
					[importance.needs, needing(numbers.count(needs))],
				)
			: alone([importance.zero, [span(needsMe.count(0), 'muted')]]),
		alone([importance.limit, limitLine(header, appearance)]),
		alone([importance.downloads, downloadsLine(header, appearance)]),
		countGroup(header, appearance),
		...(allDoneAt === null
			? []
			: [alone([importance.outlook, [span(needsMe.allDone(dayAndMinute(allDoneAt, now)))]])]),
		{
			parts: [
				spendingPart(header, appearance),
				[[importance.balance, balanceLine(header, appearance)]],
			],
			between: span(` ${glyphs.separator} `, 'muted'),
		},
	];
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

/** The cost of this session, or of the day, and the budget. Empty over budget, since `alarmLine` then shows both. */
function spendingPart({spent, isDaily, budget}: HeaderModel, appearance: Appearance): Part {
	const words = appearance.messages.money;
	const amount = briefAmount(spent, appearance);

	if (budget === null) {
		return [[importance.spent, [span(words.spent(amount))]]];
	}

	const limit = briefAmount(budget, appearance);
	return isOverBudget(spent, budget)
		? []
		: [
				[importance.long, [span((isDaily ? words.ofDay : words.ofBudget)(amount, limit))]],
				[importance.spent, [span(words.of(amount, limit))]],
			];
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
 * The number of runs in each state, with words where there is room, and after them that of the runs that are not watched
 * yet. Stalled and late runs are counted as such, not as running.
 */
function countGroup(header: HeaderModel, appearance: Appearance): PartGroup {
	const {counts, stalled, late, left} = header;
	const {numbers, screen} = appearance.messages;
	const all = {...counts, stalled, late, running: counts.running - stalled - late};
	const shown = states.filter(state => all[state] > 0);
	const parts = shown.map((state, index): Part => {
		const number = numbers.count(all[state]);
		const word = state === 'other' ? screen.otherState : screen.phases[state];
		const isLast = index === shown.length - 1 && left === 0;
		const count = (text: string): Line => [
			stateGlyph(state, appearance),
			span(text, stateStyles[state]),
		];
		return [
			[importance.words, [...count(` ${number} ${word}`), blank(isLast ? 0 : 1)]],
			[importance.counts + states.length - index, count(number)],
		];
	});
	const waiting: Part =
		left === 0 ? [] : [[importance.counts, [span(`+${numbers.count(left)}`, 'warn')]]];
	return {parts: [...parts, waiting], between: blank(1)};
}
