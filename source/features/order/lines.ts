import type {Instant} from '../../core/time/clock.ts';
import {adviceFor} from '../failure/advice.ts';
import type {Money} from '../../core/money/money.ts';
import {parseOrderStatus} from '../../core/order-status.ts';
import type {OrderInfo} from '../../core/run-order.ts';
import type {ForeignText} from '../../core/text/text.ts';
import type {Overlay} from '../../store/state.ts';
import type {OrderModel, ScreenModel} from '../../store/view-model.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {blank, fitLine, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {overlayLines} from '../../ui/overlay-lines.ts';
import type {Extent} from '../../ui/pane-lines.ts';
import {amount, briefDuration} from '../../ui/units.ts';

/** More than a row can show is not looked at. */
const maxText = 1000;

/** The order and billing view over the whole body. It has one row for each thing, whatever is known of it. */
export function orderLines(
	{order, now}: ScreenModel,
	overlay: Overlay,
	extent: Extent,
	appearance: Appearance,
): readonly Line[] {
	const {title} = appearance.messages.order;
	return order === null
		? overlayLines(title, [], overlay, extent, appearance)
		: overlayLines(title, orderRows(order, now, appearance), overlay, extent, appearance);
}

/** The rows of the view: those before the inputs are always as many. */
export function orderRows(
	order: OrderModel,
	now: Instant,
	appearance: Appearance,
): readonly Line[] {
	const {order: words, orderFields: names} = appearance.messages;
	const {info} = order.view;
	const cells = 2 + Math.max(...Object.values(names).map(name => lineWidth([span(name)])));
	const row = (name: string, value: string, hint: string): Line => [
		blank(1),
		...fitLine([span(name, 'muted')], cells, appearance.glyphs.ellipsis),
		value === '' ? span(words.unknown, 'muted') : span(value),
		span(hint === '' ? '' : words.hint(hint), 'muted'),
	];
	const texts = (fields: ReadonlyArray<readonly [keyof typeof names, string, string?]>) =>
		fields.map(([name, value, hint = '']) => row(names[name], value, hint));
	const status = (name: keyof typeof names, text: ForeignText | null | undefined) =>
		[name, textOf(text), statusHint(text, appearance)] as const;
	const time = (at: Instant | null | undefined) =>
		at === null || at === undefined ? '' : dayAndTime(at, now, appearance.timeZone);
	const money = (value: Money | null | undefined) => moneyText(value ?? null, info, appearance);
	const inputs = info?.inputs ?? [];
	return [
		[blank(1), standing(order, now, appearance)],
		...texts([
			['run', order.run.label],
			['workflow', textOf(info?.workflowId)],
			['revision', textOf(info?.revisionId)],
			['task', textOf(info?.taskId)],
			['prompt', textOf(info?.promptId)],
		]),
		[],
		...texts([
			['quote', money(info?.quoteAmount)],
			status('hold', info?.freezeStatus),
			status('submission', info?.submissionStatus),
			status('status', info?.runStatus),
			status('settlement', info?.settlementStatus),
		]),
		[],
		...texts([
			['compute', money(info?.computeCost)],
			['models', money(info?.externalModelCost)],
			['total', money(info?.totalCost)],
			['final', money(info?.finalAmount)],
			['released', money(info?.releasedAmount)],
		]),
		[],
		...texts([
			['created', time(info?.createdAt)],
			['updated', time(info?.updatedAt)],
			[
				'error',
				[textOf(info?.errorCode), textOf(info?.errorMessage)]
					.filter(text => text !== '')
					.join(': '),
			],
			['meaning', meaningOf(info, appearance)],
		]),
		[],
		[blank(1), span(words.inputs(inputs.length), 'title')],
		...inputs.map(({key, value}): Line => [
			blank(2),
			span(textOf(key), 'muted'),
			blank(2),
			span(textOf(value)),
		]),
	];
}

/** Whether it is being asked for, why it could not be had, or that it was told. */
function standing({view}: OrderModel, now: Instant, appearance: Appearance) {
	const {order: words, problem} = appearance.messages;

	if (view.asking) {
		return span(words.asking, 'muted');
	}

	if (view.problem !== null) {
		const age = briefDuration(now - view.problem.at, appearance);
		return span(words.failed(problem.sentence(view.problem), age), 'bad');
	}

	return span(view.info === null ? words.notAsked : words.told, 'muted');
}

function moneyText(value: Money | null, info: OrderInfo | null, appearance: Appearance): string {
	const currency = info?.currency ?? null;

	if (value === null) {
		return '';
	}

	return currency === null || currency.exact === 'CNY'
		? amount(value, appearance)
		: `${appearance.messages.numbers.exact(value)} ${currency.safe}`;
}

/** What the service's word says, where that is another word for the reader. */
function statusHint(text: ForeignText | null | undefined, {messages}: Appearance): string {
	const word = parseOrderStatus((text?.exact ?? '').slice(0, maxText));
	const hint = word === null ? '' : messages.order.words[word];
	return hint === text?.safe.toLowerCase() ? '' : hint;
}

/** What the service's error is about, in the reader's language. */
function meaningOf(info: OrderInfo | null, {messages}: Appearance): string {
	const {errorCode = null, errorMessage = null} = info ?? {};
	const error = {reason: errorMessage, detail: null, engineCode: errorCode, statusCode: null};
	return messages.order.meanings[adviceFor({error, message: '', wasCanceled: false})];
}

function textOf(text: ForeignText | null | undefined): string {
	return (text?.safe ?? '').slice(0, maxText);
}
