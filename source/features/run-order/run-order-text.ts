import type {Money} from '../../core/money/money.ts';
import {readFileValues} from '../../core/output/file-value.ts';
import {
	inputName,
	inputValue,
	orderInfoFields,
	parseOrderStatus,
	type OrderInput,
} from '../../core/run-order.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {firstKey} from '../../ui/key-name.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import {briefDuration, exactDecimals, fieldText, sharedDecimals} from '../../ui/units.ts';
import {fieldLines, labelCells} from '../../ui/widgets/fields.ts';
import type {TextContext, TextOverlay} from '../../ui/widgets/Overlay.tsx';
import type {OrderModel} from './index.ts';
import type {OrderTextField} from './messages.ts';

/** Longer texts are cut to this number of characters. No screen row is longer. */
const maxText = 1000;
const maxProblemRows = 5;

const maxTextRows = 4;

const amounts = [
	'quoteAmount',
	'computeCost',
	'externalModelCost',
	'totalCost',
	'finalAmount',
	'releasedAmount',
] as const;

/** The groups below the amounts and the inputs, with an empty row before each. */
const groups: ReadonlyArray<readonly OrderTextField[]> = [
	['freezeStatus', 'submissionStatus', 'runStatus', 'settlementStatus'],
	['createdAt', 'updatedAt', 'error'],
	['run', 'workflowId', 'revisionId', 'taskId', 'promptId'],
];

export const runOrderText: TextOverlay<OrderModel> = {
	title: (_, {runOrder}) => runOrder.title,
	lines(model, context) {
		const {appearance, width} = context;
		const {runOrder: words} = appearance.messages;
		const cells = labelCells(Object.values(words.fields));
		const inputs = model.order.info?.inputs ?? [];
		const copyHint = [blank(2), span(words.copies(firstKey('copy', appearance)), 'muted')];
		const rowsOf = (text: string): readonly Line[] =>
			text === ''
				? [[span(appearance.glyphs.unknown, 'muted')]]
				: wrap(text, Math.max(1, width - cells), maxTextRows).map(row => [span(row)]);
		const fields = (names: readonly OrderTextField[]) =>
			fieldLines(
				names.map(name => ({
					label: words.fields[name],
					rows: rowsOf(fieldValue(name, model, context)),
				})),
				cells,
			);
		return [
			...loadingRows(model, context),
			...fields(amounts),
			...fields(model.costNotice === null ? [] : ['costNotice']),
			[],
			[span(words.inputs(inputs.length), 'title'), ...(inputs.length === 0 ? [] : copyHint)],
			...fieldLines(
				inputs.map(input => {
					const known = knownInput(input, model);
					return {
						label: inputName(known).safe.slice(0, maxText),
						rows: [...rowsOf(inputValue(known).safe.slice(0, maxText)), ...fileRows(input)],
					};
				}),
				cells,
			),
			...groups.flatMap(names => [[], ...fields(names)]),
		];
	},
};

/** An order has no names of inputs and of assets, but the inputs of its run have them. */
function knownInput(input: OrderInput, {run}: OrderModel): OrderInput {
	return run.inputs?.find(({key}) => key.exact === input.key.exact) ?? input;
}

/** The ids of assets, and what the workflow uses the files for. */
function fileRows({value}: OrderInput): readonly Line[] {
	return readFileValues(value.exact).flatMap(({assetId, role}) => {
		const texts = [role, assetId ?? ''].filter(text => text !== '');
		return texts.length === 0 ? [] : [[span(cleanName(texts.join('  ')), 'muted')]];
	});
}

/** Says that the order is being loaded, or why it may be old. */
function loadingRows(
	{order: {loading, problem}}: OrderModel,
	{now, width, appearance}: TextContext,
): readonly Line[] {
	const {runOrder: words, problem: problems} = appearance.messages;

	if (loading || problem === null) {
		return loading ? [[span(words.loading, 'muted')]] : [];
	}

	const age = briefDuration(now - problem.at, appearance);
	const sentence = words.failed(problems.sentence(problem), age);
	return wrap(sentence, width, maxProblemRows).map(row => [span(row, 'bad')]);
}

function fieldValue(
	label: OrderTextField,
	{run, order: {info}, costNotice}: OrderModel,
	{now, appearance}: TextContext,
): string {
	if (label === 'costNotice') {
		return costNotice?.safe.slice(0, maxText) ?? '';
	}

	if (label === 'run' || info === null) {
		return label === 'run' ? run.safeId : '';
	}

	if (label === 'error') {
		const texts = [info.errorCode?.safe ?? '', info.errorMessage?.safe ?? ''];
		return texts
			.filter(text => text !== '')
			.join(': ')
			.slice(0, maxText);
	}

	const {type} = orderInfoFields[label];
	const {currency} = info;
	const {numbers, runOrder: words} = appearance.messages;
	const value = info[label];

	if (value === null) {
		return '';
	}

	if (type === 'money' && currency !== null && currency.exact !== 'CNY') {
		return `${numbers.exact(value as Money)} ${currency.safe}`;
	}

	// So that the decimal points align.
	const decimals = sharedDecimals(
		amounts.map(name => info[name]),
		exactDecimals,
	);
	const text = fieldText(type, value, appearance, now, decimals).slice(0, maxText);
	const status = label.endsWith('Status') ? parseOrderStatus(text) : null;
	return status === null || words.statuses[status] === text
		? text
		: words.explained(text, words.statuses[status]);
}
