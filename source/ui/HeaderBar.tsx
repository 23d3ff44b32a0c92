import {isOverBudget} from '../core/money/session-cost.ts';
import type {HeaderModel} from '../store/view-model.ts';
import {clockMinute, clockTime} from './clock-time.ts';
import {blank, cutLine, joinLines, lineWidth, span, type Line} from './line.ts';
import {useAppearance} from './appearance-context.ts';
import {edgeLine} from './frame.ts';
import type {Appearance} from './theme/appearance.ts';
import {Row} from './widgets/Row.tsx';
import {stateGlyph, stateStyle, type RunState} from '../features/runs/run-state.ts';
import {seekBar} from '../features/replay/seek-bar.ts';
import {amount} from './units.ts';

/** Most urgent first. */
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

/** The minimum width for counts with the name of their state. */
const roomForWords = 110;
const roomForTime = 32;

/** A layout of the header: the parts up to a rank, counts with words, a short budget, a limited number of counts. */
type Variant = {
	readonly rank: number;
	readonly words?: boolean;
	readonly brief?: boolean;
	readonly isCut?: boolean;
};

/** The first that fits is used. */
const variants: readonly Variant[] = [
	{rank: 4, words: true},
	{rank: 3, words: true},
	{rank: 4},
	{rank: 3},
	{rank: 3, brief: true},
	{rank: 2, brief: true, isCut: true},
	{rank: 1, brief: true},
	{rank: 0, brief: true},
];

/** The cells of the frame and the gaps. */
const frameCells = 7;

export type HeaderBarProps = {
	readonly model: HeaderModel;
	/** In cells. */
	readonly width: number;
	/** Whether the header is the top border of the panes. */
	readonly isFramed: boolean;
};

/** The first row: alarms, counts and costs, and the time. */
export function HeaderBar({model, width, isFramed}: HeaderBarProps) {
	const appearance = useAppearance();
	const {topLeft, topRight, horizontal} = appearance.glyphs;
	const between = isFramed ? ` ${horizontal} ` : '  ';
	const {start, end} = headerParts(model, width, between, appearance);
	const corners = isFramed ? {left: topLeft, right: topRight} : {left: '', right: ''};
	const line = edgeLine(start, end, {...corners, tee: null}, width, appearance);
	return <Row line={line} width={width} isEdge />;
}

/** The parts that fit `width` cells, and the time at the end. */
function headerParts(
	header: HeaderModel,
	width: number,
	between: string,
	appearance: Appearance,
): {readonly start: Line; readonly end: Line} {
	const end: Line = width < roomForTime ? [] : [span(clockText(header, appearance), 'muted')];
	const separator = span(between, 'border');
	const room = width - lineWidth(end) - frameCells;
	const saving = downloads(header, appearance);
	const partsOf = ({words = false, brief = false, isCut = false}: Omit<Variant, 'rank'>) => {
		const ahead = [
			{rank: 4, line: [span(appearance.messages.screen.program, 'title')]},
			{rank: 3, line: header.profile === null ? [] : [span(header.profile, 'key')]},
			{
				rank: 1,
				line: header.replay === null ? [] : seekBar(header.replay, width, room, appearance),
			},
			{rank: 0, line: alarm(header, brief, appearance)},
			{rank: 2, line: saving},
		];
		const others = joinLines(
			[...ahead.filter(({rank}) => rank <= 2).map(({line}) => line), [blank(1)]],
			separator,
		);
		return [
			...ahead,
			{
				rank: 2,
				line: counts(header, isCut ? room + 1 - lineWidth(others) : Infinity, words, appearance),
			},
			{rank: 3, line: spending(header, brief, appearance)},
		];
	};
	const fitting = variants
		.filter(({words = false}) => !words || width >= roomForWords)
		.map(({rank, ...form}) =>
			joinLines(
				partsOf(form)
					.filter(part => part.rank <= rank)
					.map(({line}) => line),
				separator,
			),
		)
		.find(line => lineWidth(line) <= room);
	return {
		start: fitting ?? cutLine(alarm(header, true, appearance), room, appearance.glyphs.ellipsis),
		end,
	};
}

/** With `--calm` the clock moves every five seconds, so it shows no seconds. */
function clockText({now}: HeaderModel, {calm, timeZone}: Appearance): string {
	return calm ? clockMinute(now, timeZone) : clockTime(now, timeZone);
}

/** A rejected key, a passed budget or paused polling. */
function alarm(
	{denied, paused, spent, budget}: HeaderModel,
	brief: boolean,
	appearance: Appearance,
): Line {
	const {messages, glyphs} = appearance;
	const {of, overBudget} = messages.money;
	const over =
		budget !== null && isOverBudget(spent, budget)
			? (brief ? of : overBudget)(amount(spent, appearance), amount(budget, appearance))
			: null;
	return joinLines(
		[
			denied === null ? [] : [span(messages.screen.denied, 'bad')],
			over === null ? [] : [span(`${glyphs.stale} ${over}`, 'warn')],
			paused && denied === null ? [span(messages.screen.paused, 'warn')] : [],
		],
		blank(2),
	);
}

/** The cost of this session and the budget. A passed budget is in `alarm`. */
function spending({spent, budget}: HeaderModel, brief: boolean, appearance: Appearance): Line {
	const words = appearance.messages.money;
	const text =
		budget === null
			? words.spent(amount(spent, appearance))
			: (brief ? words.of : words.ofBudget)(amount(spent, appearance), amount(budget, appearance));
	return isOverBudget(spent, budget) ? [] : [span(text)];
}

/** The active downloads and their progress. */
function downloads(
	{downloads: saving}: HeaderModel,
	{glyphs, messages: {numbers}}: Appearance,
): Line {
	if (saving === null) {
		return [];
	}

	const {underWay, percent} = saving;
	const share = percent === null ? '' : ` ${numbers.percent(Math.floor(percent))}`;
	return [span(`${glyphs.download}${numbers.count(underWay)}${share}`, 'running')];
}

/** The number of runs in each state, for as many states as fit. */
function counts(header: HeaderModel, room: number, words: boolean, appearance: Appearance): Line {
	const all = countsOf(header);
	let line: Line = [];

	for (const state of states) {
		const count = all[state];

		if (count === 0) {
			continue;
		}

		const number = appearance.messages.numbers.count(count);
		const text = words ? ` ${number} ${stateWords(state, appearance)}` : number;
		const part = [stateGlyph(state, appearance), span(text, stateStyle(state))];
		const longer = joinLines([line, part], blank(words ? 2 : 1));

		if (lineWidth(longer) > room) {
			break;
		}

		line = longer;
	}

	return line;
}

/** Stalled and late runs are not counted as running. */
function countsOf(header: HeaderModel): Readonly<Record<RunState, number>> {
	const {counts: phases, waiting, stalled, late} = header;
	return {...phases, waiting, stalled, late, running: phases.running - stalled - late};
}

function stateWords(state: RunState, {messages}: Appearance): string {
	return state === 'other' ? messages.screen.otherState : messages.screen.phases[state];
}
