import type {Bill, WorkflowBill} from '../../core/money/bill.ts';
import {isOverBudget} from '../../core/money/session-cost.ts';
import {subtractMoney} from '../../core/money/money.ts';
import type {MoneyModel} from './select.ts';
import type {Overlay} from '../../store/state.ts';
import type {ScreenModel} from '../../store/view-model.ts';
import {blank, fitLine, joinLines, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {overlayLines} from '../../ui/overlay-lines.ts';
import type {PaneSize} from '../../ui/pane-lines.ts';
import {amount, briefDuration} from '../../ui/units.ts';

type Column = keyof Appearance['messages']['money']['columns'];

/** From the left to the right, and which go first where there is no room for all. */
const columns: readonly Column[] = [
	'runs',
	'succeeded',
	'failed',
	'canceled',
	'unfinished',
	'total',
	'mean',
	'wasted',
	'canceledCost',
	'compute',
	'external',
	'other',
];
const expendable: readonly Column[] = [
	'other',
	'mean',
	'external',
	'compute',
	'canceledCost',
	'wasted',
	'unfinished',
	'canceled',
	'succeeded',
];

/** Columns that are only there where one of their cells is not zero. */
const optional: ReadonlySet<Column> = new Set(['canceled', 'unfinished', 'canceledCost', 'other']);

/** The least cells for the title of a workflow. */
const minTitle = 10;
const gap = 2;

/** Rows before those of the table. */
const headRows = 5;

/** The view of the money over the whole body. */
export function moneyLines(
	{money}: Pick<ScreenModel, 'money'>,
	overlay: Overlay,
	extent: PaneSize,
	appearance: Appearance,
): readonly Line[] {
	const rows = money === null ? [] : moneyRows(money, overlay.top, extent, appearance);
	return overlayLines(appearance.messages.money.title, rows, overlay, extent, appearance);
}

/**
 * Three rows of the session, and a table with a row for each workflow and one for all. Of a workflow that is out of
 * sight there is an empty row: there may be a thousand.
 */
function moneyRows(
	money: MoneyModel,
	top: number,
	{width, height}: PaneSize,
	appearance: Appearance,
): readonly Line[] {
	const {money: words} = appearance.messages;
	const names = [words.session, words.burn, words.budget];
	const cells = 2 + Math.max(...names.map(name => lineWidth([span(name)])));
	const values = [sessionFact, burnFact, budgetFact].map(fieldOf => fieldOf(money, appearance));
	const bills: ReadonlyArray<WorkflowBill | Bill> = [...money.workflows, money.all];
	const first = Math.max(0, Math.min(top, bills.length + headRows - height) - headRows);
	const seen = bills.slice(first, first + height);
	const [head = [], ...table] = tableRows(seen, width - 2, appearance);
	const unseen = (count: number) => Array.from({length: count}, (): Line => []);
	return [
		...values.map((value, index): Line => [
			blank(1),
			...fitLine([span(names[index] ?? '', 'muted')], cells, appearance.glyphs.ellipsis),
			...value,
		]),
		[],
		[blank(1), ...head],
		...unseen(first),
		...table.map(row => [blank(1), ...row]),
		...unseen(bills.length - first - seen.length),
	];
}

function sessionFact({spent}: MoneyModel, appearance: Appearance): Line {
	const {money: words} = appearance.messages;
	return facts(
		[span(amount(spent, appearance), 'title')],
		[span(words.sessionHint, 'muted')],
		appearance,
	);
}

function burnFact({burn}: MoneyModel, appearance: Appearance): Line {
	const {money: words} = appearance.messages;

	if (burn.running === 0) {
		return [span(words.burnNothing, 'muted')];
	}

	return burn.perHour === null
		? [span(words.burnLearning, 'muted')]
		: facts(
				[span(words.perHour(rateText(burn.perHour, appearance)))],
				[span(words.burnOf(burn.known, burn.running), 'muted')],
				appearance,
			);
}

function budgetFact({spent, budget, passedIn}: MoneyModel, appearance: Appearance): Line {
	const {money: words} = appearance.messages;

	if (budget === null) {
		return [span(words.noBudget, 'muted')];
	}

	const whole: Line = [span(amount(budget, appearance))];

	if (isOverBudget(spent, budget)) {
		const over = words.passedBy(amount(subtractMoney(spent, budget), appearance));
		return facts(whole, [span(`${appearance.glyphs.stale} ${over}`, 'warn')], appearance);
	}

	const rest: Line = [span(words.left(amount(subtractMoney(budget, spent), appearance)))];
	const ahead: Line =
		passedIn === null
			? []
			: [span(words.passedIn(briefDuration(passedIn * 1000, appearance)), 'warn')];
	return facts(facts(whole, rest, appearance), ahead, appearance);
}

function facts(a: Line, b: Line, {glyphs}: Appearance): Line {
	return joinLines([a, b], span(` ${glyphs.separator} `, 'muted'));
}

/** A rate is no sum: two decimals from 1 CNY an hour on, four below. */
function rateText(perHour: number, {messages, paint}: Appearance): string {
	return messages.numbers.price(perHour, paint.ascii ? 'code' : 'sign', perHour >= 1 ? 2 : 4);
}

/** The head of the table and the rows of these bills. A cell is free at either end, as in every pane. */
function tableRows(
	bills: ReadonlyArray<WorkflowBill | Bill>,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {money: words} = appearance.messages;
	const texts = new Map(
		columns
			.filter(column => !optional.has(column) || bills.some(bill => Number(bill[column]) !== 0))
			.map(column => [
				column,
				[
					words.columns[column],
					...alignDecimals(bills.map(bill => cellText(bill, column, appearance))),
				],
			]),
	);
	const shown = fittingColumns(texts, width);
	const title = Math.max(0, width - widthOf(shown));
	const {ellipsis} = appearance.glyphs;
	const names = bills.map(bill =>
		'workflowId' in bill ? span(nameOf(bill, appearance)) : span(words.all, 'title'),
	);
	return [span(words.byWorkflow, 'title'), ...names].map((name, row) => [
		...fitLine([name], title, ellipsis),
		...[...shown].flatMap(([column, [head = '', ...cells]]): Line => {
			const room = cellsOf([head, ...cells]);
			const text = row === 0 ? head : (cells[row - 1] ?? '');
			return [blank(gap + room - cellsOf([text])), span(text, toneOf(column, row, text))];
		}),
	]);
}

function toneOf(column: Column, row: number, text: string) {
	if (row === 0) {
		return 'muted';
	}

	return column === 'failed' && text !== '0' ? 'bad' : undefined;
}

function nameOf({title, workflowId}: WorkflowBill, appearance: Appearance): string {
	return title?.safe ?? workflowId?.safe ?? appearance.messages.money.unknownWorkflow;
}

function cellText(bill: Bill, column: Column, appearance: Appearance): string {
	const value = bill[column];

	if (value === null) {
		return '';
	}

	return typeof value === 'number'
		? appearance.messages.numbers.count(value)
		: amount(value, appearance);
}

/** The texts of a column, each with as many decimals as the one that has most. */
function alignDecimals(texts: readonly string[]): readonly string[] {
	const decimalsOf = (text: string) => (text.includes('.') ? text.length - text.indexOf('.') : 0);
	const most = Math.max(0, ...texts.map(decimalsOf));
	return texts.map(text =>
		decimalsOf(text) === 0 ? text : text + '0'.repeat(most - decimalsOf(text)),
	);
}

/** As many columns as leave room for the titles. */
function fittingColumns(
	texts: ReadonlyMap<Column, readonly string[]>,
	width: number,
): ReadonlyMap<Column, readonly string[]> {
	const shown = new Map(texts);

	for (const column of expendable) {
		if (width - widthOf(shown) >= minTitle) {
			break;
		}

		shown.delete(column);
	}

	return shown;
}

function widthOf(texts: ReadonlyMap<Column, readonly string[]>): number {
	return [...texts.values()].reduce((sum, cells) => sum + gap + cellsOf(cells), 0);
}

/** Amounts and counts take a cell a character, which is not worth measuring for each of many. */
function cellsOf(texts: readonly string[]): number {
	return texts.reduce(
		(most, text) => Math.max(most, plain.test(text) ? text.length : lineWidth([span(text)])),
		0,
	);
}

const plain = /^[\x20-\x7E¥]*$/;
