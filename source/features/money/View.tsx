import {subtractMoney, type Money} from '../../core/money/money.ts';
import {isOverBudget} from '../../core/money/session-cost.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {amount} from '../../ui/units.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {fieldLines, joinFields} from '../../ui/widgets/fields.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import {tableLines} from '../../ui/widgets/table-layout.ts';
import {billColumns, type BillRow} from './columns.ts';
import type {BalanceModel, MoneyModel} from './select.ts';
import {spendingLines} from './spending.ts';

export function MoneyView({overlay, box}: OverlayViewProps<'money'>) {
	const appearance = useAppearance();
	const {content: money, state} = overlay;
	return (
		<ScrolledOverlay
			box={box}
			title={{name: [span(appearance.messages.money.title)]}}
			lines={money === null ? [] : moneyLines(money, box.contentWidth - 2, appearance)}
			state={state}
		/>
	);
}

function moneyLines(money: MoneyModel, width: number, appearance: Appearance): readonly Line[] {
	const bills: readonly BillRow[] = [...money.workflows, money.all];
	return [
		...sessionFields(money, appearance),
		[],
		...tableLines(billColumns(bills, appearance), bills, width, appearance),
		...spendingLines(money.spending, width, appearance),
	];
}

function sessionFields(money: MoneyModel, appearance: Appearance): readonly Line[] {
	const {money: words} = appearance.messages;
	const {session, today, unfinished, balance} = money;
	const sum = (value: Money, hint: string, styleName?: StyleName) =>
		joinFields([[span(amount(value, appearance), styleName)], [span(hint, 'muted')]], appearance);
	const field = (label: string, row: Line | null) => (row === null ? [] : [{label, rows: [row]}]);
	return fieldLines([
		...field(words.session, sum(session, words.sessionHint, 'title')),
		...field(words.today, today && sum(today.spent, words.endedToday(today.runs), 'title')),
		...field(words.budget, budgetLine(money, appearance)),
		...field(words.unfinished, unfinished && [span(words.about(amount(unfinished, appearance)))]),
		...field(words.balance, balance && balanceLine(balance, appearance)),
	]);
}

function budgetLine({spent, isDaily, budget}: MoneyModel, appearance: Appearance): Line {
	const {money: words} = appearance.messages;

	if (budget === null) {
		return [span(words.noBudget, 'muted')];
	}

	const limit = amount(budget, appearance);
	const limitLine: Line = [
		span(isDaily ? words.dayBudget(limit, amount(spent, appearance)) : limit),
	];

	if (isOverBudget(spent, budget)) {
		const over = words.overBy(amount(subtractMoney(spent, budget), appearance));
		return joinFields(
			[limitLine, [span(`${appearance.glyphs.warning} ${over}`, 'warn')]],
			appearance,
		);
	}

	const remaining: Line = [span(words.left(amount(subtractMoney(budget, spent), appearance)))];
	return joinFields([limitLine, remaining], appearance);
}

function balanceLine(balance: BalanceModel, appearance: Appearance): Line {
	const {money: words} = appearance.messages;
	const {sum, prepaid, cards, isLow} = balance;
	const left = amount(sum, appearance);
	return joinFields(
		[
			[isLow ? span(`${appearance.glyphs.warning} ${left}`, 'warn') : span(left)],
			[span(words.prepaid(amount(prepaid, appearance)), 'muted')],
			[span(words.cards(amount(cards, appearance)), 'muted')],
		],
		appearance,
	);
}
