import type {Money} from '../../core/money/money.ts';
import {parseOrderStatus} from '../../core/order-status.ts';
import {orderFields} from '../../core/run-order.ts';
import type {Instant} from '../../core/time/clock.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {fieldText} from '../../ui/field-text.ts';
import {firstKey} from '../../ui/key-name.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDuration} from '../../ui/units.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {fieldLines, labelCells} from '../../ui/widgets/fields.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import {wrap} from '../../ui/wrap.ts';
import type {OrderLabel} from './messages.ts';
import type {OrderModel} from './reduce.ts';

/** Longer texts are cut to this number of characters. No screen row is longer. */
const maxText = 1000;
const maxProblemRows = 5;

/** An empty row follows each group. */
const groups: ReadonlyArray<readonly OrderLabel[]> = [
	['run', 'workflowId', 'revisionId', 'taskId', 'promptId'],
	['quoteAmount', 'freezeStatus', 'submissionStatus', 'runStatus', 'settlementStatus'],
	['computeCost', 'externalModelCost', 'totalCost', 'finalAmount', 'releasedAmount'],
	['createdAt', 'updatedAt', 'error'],
];

type OrderContext = {
	readonly order: OrderModel;
	readonly now: Instant;
	/** The width in cells. */
	readonly width: number;
	readonly appearance: Appearance;
};

export function RunOrderView({overlay, box}: OverlayViewProps<'order'>) {
	const appearance = useAppearance();
	const {content: order, state, now} = overlay;
	return (
		<ScrolledOverlay
			box={box}
			title={{name: [span(appearance.messages.order.title)]}}
			lines={order === null ? [] : orderRows({order, now, width: box.contentWidth - 2, appearance})}
			state={state}
		/>
	);
}

export function orderRows(context: OrderContext): readonly Line[] {
	const {order, appearance} = context;
	const {order: words, orderFields: labels} = appearance.messages;
	const cells = labelCells(Object.values(labels));
	const inputs = order.view.info?.inputs ?? [];
	const field = (name: OrderLabel) => ({
		label: labels[name],
		rows: [valueLine(name, context)],
	});
	return [
		...loadStatusRows(context),
		...groups.flatMap(names => [...fieldLines(names.map(field), cells), []]),
		[
			span(words.inputs(inputs.length), 'title'),
			...(inputs.length === 0
				? []
				: [blank(2), span(words.copies(firstKey('copy', appearance)), 'muted')]),
		],
		...fieldLines(
			inputs.map(({key, value}) => ({
				label: key.safe.slice(0, maxText),
				rows: [[span(value.safe.slice(0, maxText))]],
			})),
			cells,
		),
	];
}

function valueLine(label: OrderLabel, context: OrderContext): Line {
	const {appearance} = context;
	const {order: words} = appearance.messages;
	const text = fieldValue(label, context).slice(0, maxText);
	const hint = label.endsWith('Status') ? statusHint(text, appearance) : '';
	return [
		text === '' ? span(appearance.glyphs.unknown, 'muted') : span(text),
		span(hint === '' ? '' : words.hint(hint), 'muted'),
	];
}

function loadStatusRows({order: {view}, now, width, appearance}: OrderContext): readonly Line[] {
	const {order: words, problem} = appearance.messages;

	if (view.loading) {
		return [[span(words.loading, 'muted')]];
	}

	if (view.problem !== null) {
		const age = briefDuration(now - view.problem.at, appearance);
		const sentence = words.failed(problem.sentence(view.problem), age);
		return wrap(sentence, width, maxProblemRows).map(row => [span(row, 'bad')]);
	}

	return [[span(view.info === null ? words.notLoaded : words.loaded, 'muted')]];
}

function fieldValue(label: OrderLabel, {order, now, appearance}: OrderContext): string {
	const {run, view} = order;
	const {info} = view;

	if (label === 'run') {
		return run.label;
	}

	if (info === null) {
		return '';
	}

	if (label === 'error') {
		const {errorCode, errorMessage} = info;
		return [errorCode?.safe ?? '', errorMessage?.safe ?? ''].filter(text => text !== '').join(': ');
	}

	const {type} = orderFields[label];
	const {currency} = info;
	const value = info[label];

	return type === 'money' && value !== null && currency !== null && currency.exact !== 'CNY'
		? `${appearance.messages.numbers.exact(value as Money)} ${currency.safe}`
		: (fieldText(type, value, appearance, now) ?? '');
}

function statusHint(text: string, {messages}: Appearance): string {
	const status = parseOrderStatus(text);
	const hint = status === null ? '' : messages.order.statuses[status];
	return hint === text.toLowerCase() ? '' : hint;
}
