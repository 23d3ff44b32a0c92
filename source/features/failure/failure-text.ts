import {errorLine, type FailureCard} from '../../core/failure-card.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {nodeName} from '../../core/log/node-event.ts';
import type {RunError} from '../../core/problem.ts';
import {inputName, inputValue} from '../../core/run-order.ts';
import {cleanLines} from '../../core/text/sanitize.ts';
import {codeBlock, codeSpan, maxMarkdown} from '../../core/text/without-secrets.ts';
import {clockTime, dateAndTime} from '../../core/time/calendar.ts';
import type {Messages} from '../../i18n/messages.ts';
import type {CurrencyName} from '../../i18n/numbers.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import {cellWidth} from '../../terminal/width.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {firstKey, keysIn} from '../../ui/key-name.ts';
import {blank, cutLine, joinLines, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {briefAmount, currencyIn, sharedDecimals} from '../../ui/units.ts';
import {fieldLines, labelCells, packFields} from '../../ui/widgets/fields.ts';
import type {TextOverlay} from '../../ui/widgets/Overlay.tsx';
import {messageText} from '../log/index.ts';

/** Maximum number of rows for one text on the screen. The copied card has more of a longer text. */
const maxRows = 8;

const idFields: ReadonlySet<string> = new Set(['run', 'workflow', 'task']);

/** The texts of a failure card, for the screen and for the card that the user copies. They may contain secrets. */
export function failureTexts(
	{kind, error, node, first, before, cost, duration, endedAt, run, inputs, ...card}: FailureCard,
	{failure: words, log, numbers, runOrder}: Messages,
	key = paletteName,
	currency: CurrencyName = 'sign',
) {
	const linesOf = (text: string | undefined) => cleanLines(text?.slice(0, maxMarkdown) ?? '');
	const reason = error?.reason?.exact;
	const detail = error?.detail?.exact;
	const {statusCode = null} = error ?? {};
	const entries = before.filter(entry => entry !== null).length;
	const time = node?.activeMs ?? null;
	// Each field has a text from outside, then others. An unknown one is empty.
	const values: Readonly<
		Record<keyof typeof words.fields, ReadonlyArray<string | null | undefined>>
	> = {
		code: [error?.engineCode?.safe, statusCode === null ? '' : words.statusCode(statusCode)],
		node: [
			node && `${nodeName(node.node.safe)} ${node.caption ?? ''}`.trim(),
			time === null ? '' : words.activeFor(numbers.shortTime(time)),
		],
		first: [first && entryText(first, log.gap)],
		cost: ['', cost === null ? '' : numbers.price(cost, currency, sharedDecimals([cost]))],
		time: [
			'',
			duration === null ? '' : words.ran(numbers.shortTime(duration)),
			endedAt === null ? '' : words.endedAt(dateAndTime(endedAt)),
		],
		title: [run.title?.safe],
		run: [run.safeId],
		workflow: [card.workflowId?.safe],
		task: [card.taskId?.safe],
	};
	const fields = Object.keys(values) as ReadonlyArray<keyof typeof values>;
	const rows = fields
		.map(field => {
			const [code = '', ...texts] = values[field].map(text => text ?? '');
			const label = words.fields[field];
			return {field, label, code, texts: texts.filter(text => text !== '')};
		})
		.filter(({code, texts}) => code !== '' || texts.length > 0);
	return {
		title: words.titles[kind],
		reason: reason ? linesOf(reason) : [words.noReason],
		detail: detail === reason ? [] : linesOf(detail),
		/** `code`: the text from outside. */
		rows: rows.filter(({field}) => !idFields.has(field)),
		ids: rows.filter(({field}) => idFields.has(field)),
		inputsTitle: runOrder.inputs(inputs.length),
		inputs: inputs.map(input => ({name: inputName(input).safe, value: inputValue(input).safe})),
		beforeTitle: words.before(entries, first !== null),
		before: entries === 0 ? [] : before.map(entry => entryText(entry, log.gap)),
		advice: words.try(card.advice, key),
	};
}

/** `entry`: null where entries are missing. */
function entryText(entry: LogEntry | null, gap: string): string {
	if (entry === null) {
		return `--- ${gap} ---`;
	}

	const {at, severity, nodeId} = entry;
	const level = severity === 'info' ? ' ' : severity.charAt(0).toUpperCase();
	const head = [at === null ? ' '.repeat(8) : clockTime(at), level];
	return [...head, nodeName(nodeId?.safe ?? '').padEnd(3), messageText(entry)].join(' ');
}

export const failureCardText: TextOverlay<FailureCard> = {
	title: ({kind}, {failure}) => failure.titles[kind],
	lines(card, {width, appearance}) {
		const {messages, glyphs} = appearance;
		const {failure: words} = messages;
		const texts = failureTexts(card, messages, keysIn(appearance), currencyIn(appearance));
		const cells = labelCells(Object.values(words.fields));
		const wrapped = (text: string, indent: number, styleName?: StyleName): readonly Line[] =>
			wrap(text, width - indent, maxRows).map(row => [span(row, styleName)]);
		const fields = (rows: typeof texts.rows) =>
			fieldLines(
				rows.map(({label, code, texts: more}) => {
					const parts = code === '' ? more : [code, ...more];
					return {label, rows: wrapped(parts.join(` ${glyphs.separator} `), cells)};
				}),
				cells,
			);
		const section = (title: string, lines: readonly Line[]): readonly Line[] =>
			lines.length === 0 ? [] : [[], [span(title, 'title')], ...indented(lines)];
		const comparison =
			card.workflowId === null ? [] : [words.compare(firstKey('compare', appearance))];
		return [
			...texts.reason.flatMap(line => wrapped(line, 0, 'bad')),
			...texts.detail.flatMap(line => wrapped(line, 0)),
			...fields(texts.rows),
			...section(
				words.advice,
				[...texts.advice, ...comparison].flatMap(sentence => wrapped(sentence, 2)),
			),
			...section(texts.inputsTitle, inputLines(texts.inputs, width - 2, appearance)),
			[],
			[span(texts.beforeTitle, 'title')],
			...indented(texts.before.map(line => cutLine([span(line)], width - 2, glyphs.ellipsis))),
			[],
			...fields(texts.ids),
		];
	},
};

/** Returns the rows of inputs: long values one below the other, then short ones side by side. */
function inputLines(
	inputs: ReturnType<typeof failureTexts>['inputs'],
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const isShort = ({name, value}: (typeof inputs)[number]) =>
		cellWidth(`${name} ${value.slice(0, width)}`) < width / 2;
	const long = inputs.filter(input => !isShort(input));
	const cells = labelCells(long.map(({name}) => name));
	return [
		...fieldLines(
			long.map(({name, value}) => ({
				label: name,
				rows: wrap(value.slice(0, maxMarkdown), Math.max(1, width - cells), maxRows).map(row => [
					span(row),
				]),
			})),
			cells,
		),
		...packFields(
			inputs.filter(isShort).map(({name, value}) => [span(name, 'muted'), blank(1), span(value)]),
			width,
			appearance,
			blank(3),
		),
	];
}

/** Formats a failure card for an issue or a chat, without secrets. Texts from outside are code, so they become no markup. */
export function failureMarkdown(card: FailureCard, messages: Messages): string {
	const {title, reason, detail, rows, ids, beforeTitle, before, advice, ...texts} = failureTexts(
		card,
		messages,
	);
	const name = card.run.title?.safe ?? null;
	const fields = (shown: typeof rows) =>
		shown
			.filter(({field}) => field !== 'title')
			.map(({label, code, texts: more}) => {
				const parts = code === '' ? more : [codeSpan(code), ...more];
				return `- ${label}: ${parts.join(', ')}`;
			})
			.join('\n');
	const inputs = texts.inputs.map(each => `- ${codeSpan(each.name)}: ${codeSpan(each.value)}`);
	return [
		`## ${title}${name === null ? '' : messages.events.colon + codeSpan(name)}`,
		codeBlock([...reason, ...detail]),
		fields(rows),
		`**${messages.failure.advice}**`,
		advice.map(sentence => `- ${sentence}`).join('\n'),
		...(inputs.length === 0 ? [] : [`**${texts.inputsTitle}**`, inputs.join('\n')]),
		...(before.length === 0 ? [] : [`**${beforeTitle}**`, codeBlock(before)]),
		fields(ids),
	]
		.filter(part => part !== '')
		.concat('')
		.join('\n\n');
}

/** Maximum number of rows for the reason of a failure, and the same for its detail. */
const maxTextRows = 10;
const maxAdviceRows = 3;
const gap = blank(2);

/**
 * Returns the rows about a failure: the reason with the node, its time and the cost, what to try, the keys for more, then
 * the detail, which may be too long for the screen. `card`: null for an error of the service about a request.
 */
export function failureRows(
	error: RunError | null,
	card: FailureCard | null,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {glyphs, messages} = appearance;
	const text = error === null ? '' : (errorLine(error)?.safe ?? messages.failure.noReason);
	const {detail = null, engineCode = null, statusCode = null} = error ?? {};
	const rest = detail?.safe === text ? '' : (detail?.safe ?? '');
	const codes: readonly Line[] = [
		engineCode === null ? [] : [span(engineCode.safe)],
		statusCode === null ? [] : [span(messages.failure.statusCode(statusCode))],
	];
	const reason = wrap(text, width - 2, maxTextRows).map((row, index) => [
		span(index === 0 ? `${glyphs.phases.failed} ` : '  ', 'bad'),
		span(row, 'bad'),
	]);
	const facts = card === null ? [] : failureFacts(card, appearance);
	const last = joinLines([reason.at(-1) ?? [], facts], gap);
	const head = lineWidth(last) <= width ? [...reason.slice(0, -1), last] : [...reason, facts];
	return [
		...head,
		...(card === null ? [] : hintRows(card, width, appearance)),
		...indented(wrap(rest, width - 2, maxTextRows).map(row => [span(row)])),
		...indented(packFields(codes, width - 2, appearance)),
	].filter(row => row.length > 0);
}

/** Returns the node in which the run failed, how long it ran, and the cost: `n7 for 18s  ¥0.034`. */
function failureFacts({node, cost}: FailureCard, appearance: Appearance): Line {
	const {failure: words, numbers} = appearance.messages;
	const time = node?.activeMs ?? null;
	const name = node === null ? [] : [span(nodeName(node.node.safe), 'node')];
	const nodeTime = time === null ? [] : [span(words.activeFor(numbers.shortTime(time)))];
	const price = cost === null ? [] : [span(briefAmount(cost, appearance))];
	return joinLines([joinLines([name, nodeTime], blank(1)), price], gap);
}

/** Returns the first sentence of advice, and the keys that open and copy the failure card. */
function hintRows({advice}: FailureCard, width: number, appearance: Appearance): readonly Line[] {
	const {failure: words, wordsOf} = appearance.messages;
	const [sentence] = words.try(advice, keysIn(appearance));
	const keys = (['failure', 'copy'] as const).map(id => [
		span(firstKey(id, appearance), 'key'),
		span(` ${wordsOf(id).short}`, 'muted'),
	]);
	return [...wrap(sentence, width, maxAdviceRows).map(row => [span(row)]), joinLines(keys, gap)];
}

function indented(lines: readonly Line[]): readonly Line[] {
	return lines.map(line => [blank(2), ...line]);
}
