import type {Bill, WorkflowBill} from '../../core/money/totals.ts';
import {isOverBudget} from '../../core/money/session-cost.ts';
import {subtractMoney} from '../../core/money/money.ts';
import type {MoneyModel} from './select.ts';
import {billColumns} from './columns.ts';
import {fieldLines} from '../../ui/widgets/Fields.tsx';
import {joinLines, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import type {PaneSize} from '../../ui/widgets/Pane.tsx';
import {headerLine, placeColumns, tableLine} from '../../ui/widgets/table-layout.ts';
import {amount, briefDuration} from '../../ui/units.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';

/** The number of rows above the table: three about the session, an empty row, and the header of the table. */
const headRows = 5;

export function MoneyView({model, size}: OverlayViewProps<'money'>) {
	const appearance = useAppearance();
	const {content: money, state} = model;
	return (
		<ScrolledOverlay
			size={size}
			title={{name: [span(appearance.messages.money.title)]}}
			lines={money === null ? [] : moneyRows(money, state.scrollTop, size, appearance)}
			scrollTop={state.scrollTop}
		/>
	);
}

/** Rows that are scrolled out of view are left empty, since formatting a thousand workflows would be slow. */
function moneyRows(
	money: MoneyModel,
	top: number,
	{width, height}: PaneSize,
	appearance: Appearance,
): readonly Line[] {
	const {money: words} = appearance.messages;
	const bills: ReadonlyArray<WorkflowBill | Bill> = [...money.workflows, money.all];
	const first = Math.max(0, Math.min(top, bills.length + headRows - (height - 1)) - headRows);
	const visible = bills.slice(first, first + height);
	const columns = placeColumns(billColumns(visible, appearance), visible, width - 2, {sort: null});
	const hidden = (count: number) => Array.from({length: count}, (): Line => []);
	return [
		...fieldLines([
			{label: words.session, rows: [sessionLine(money, appearance)]},
			{label: words.burn, rows: [burnLine(money, appearance)]},
			{label: words.budget, rows: [budgetLine(money, appearance)]},
		]),
		[],
		headerLine(columns, null, appearance),
		...hidden(first),
		...visible.map(bill => tableLine(columns, ({cell}, cells) => cell(bill, cells), appearance)),
		...hidden(bills.length - first - visible.length),
	];
}

function sessionLine({spent}: MoneyModel, appearance: Appearance): Line {
	const {money: words} = appearance.messages;
	return joinFields(
		[span(amount(spent, appearance), 'title')],
		[span(words.sessionHint, 'muted')],
		appearance,
	);
}

function burnLine({burn}: MoneyModel, appearance: Appearance): Line {
	const {money: words} = appearance.messages;

	if (burn.running === 0) {
		return [span(words.idle, 'muted')];
	}

	return burn.perHour === null
		? [span(words.burnUnknown, 'muted')]
		: joinFields(
				[span(words.perHour(rateText(burn.perHour, appearance)))],
				[span(words.burnOf(burn.known, burn.running), 'muted')],
				appearance,
			);
}

function budgetLine({spent, budget, secondsToBudget}: MoneyModel, appearance: Appearance): Line {
	const {money: words} = appearance.messages;

	if (budget === null) {
		return [span(words.noBudget, 'muted')];
	}

	const whole: Line = [span(amount(budget, appearance))];

	if (isOverBudget(spent, budget)) {
		const over = words.overBy(amount(subtractMoney(spent, budget), appearance));
		return joinFields(whole, [span(`${appearance.glyphs.stale} ${over}`, 'warn')], appearance);
	}

	const rest: Line = [span(words.left(amount(subtractMoney(budget, spent), appearance)))];
	const ahead: Line =
		secondsToBudget === null
			? []
			: [span(words.spentIn(briefDuration(secondsToBudget * 1000, appearance)), 'warn')];
	return joinFields(joinFields(whole, rest, appearance), ahead, appearance);
}

function joinFields(a: Line, b: Line, {glyphs}: Appearance): Line {
	return joinLines([a, b], span(` ${glyphs.separator} `, 'muted'));
}

/** Formats a cost per hour in CNY: with two decimals from 1 CNY on, with four below. */
function rateText(perHour: number, {messages, paint}: Appearance): string {
	return messages.numbers.price(perHour, paint.ascii ? 'code' : 'sign', perHour >= 1 ? 2 : 4);
}
