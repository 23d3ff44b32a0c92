import type {FailureCard} from '../../core/failure/failure-card.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {codeBlock, codeSpan, maxMarkdown} from '../../core/text/markdown.ts';
import {cleanLines} from '../../core/text/sanitize.ts';
import {localTime} from '../../core/time/rfc3339.ts';
import type {Messages} from '../../i18n/index.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import {logText} from '../log/index.ts';

/** A row of a failure card. `code` is a text from outside. An unknown value has neither. */
type FailureRow = {
	readonly label: string;
	readonly code?: string | undefined;
	readonly text?: string;
};

/** The texts of a failure card for a page that the user hands on. Texts from outside still contain secrets. */
export function failureTexts(card: FailureCard, {failure: words, screen, numbers}: Messages) {
	const {error, node, first} = card;
	const {statusCode = null} = error ?? {};
	const noReason = card.kind === 'canceled' ? words.noReasonCanceled : words.noReason;
	const reason = [error?.reason, error?.detail]
		.map(text => cleanLines(text?.exact.slice(0, maxMarkdown) ?? ''))
		.filter((lines, index, all) => index === 0 || lines.join('\n') !== all[0]?.join('\n'))
		.flat();
	const before = card.before.filter(entry => entry !== null).length;
	const rows: readonly FailureRow[] = [
		{label: words.fields.run, code: card.run.label},
		{label: words.workflow, code: card.workflowId?.safe},
		{label: words.task, code: card.taskId?.safe},
		{
			label: words.fields.code,
			code: error?.engineCode?.safe,
			...(statusCode !== null && {text: screen.statusCode(statusCode)}),
		},
		...(node === null ? [] : [nodeRow(node, words, numbers)]),
		...(card.cost === null
			? []
			: [{label: words.fields.cost, text: numbers.price(card.cost, 'code')}]),
		...(card.duration === null
			? []
			: [{label: words.fields.time, text: words.ran(numbers.shortTime(card.duration))}]),
		...(card.endedAt === null ? [] : [{label: words.ended, text: localTime(card.endedAt)}]),
	];
	return {
		title: words.titles[card.kind],
		reason,
		noReason,
		rows: rows.filter(({code = '', text = ''}) => code + text !== ''),
		first: first === null ? [] : linesOf(card, [first], screen.gap),
		before: before === 0 ? [] : linesOf(card, card.before, screen.gap),
		beforeTitle: first === null ? words.last(before) : words.before(before),
		advice: words.try(card.advice, paletteName),
	};
}

/**
 * Formats a failure card for an issue or a chat, without secrets. Texts from outside are formatted as code, so that
 * they cannot become markup or mentions.
 */
export function failureMarkdown(card: FailureCard, messages: Messages): string {
	const words = messages.failure;
	const texts = failureTexts(card, messages);
	const title = card.run.title === null ? '' : `: ${codeSpan(card.run.title.safe)}`;
	const block = (heading: string, lines: readonly string[]) =>
		lines.length === 0 ? [] : [`**${heading}**`, codeBlock(lines)];
	return [
		`## ${texts.title}${title}`,
		texts.reason.length === 0 ? texts.noReason : codeBlock(texts.reason),
		texts.rows
			.map(({label, code = '', text = ''}) => {
				const parts = [code === '' ? '' : codeSpan(code), text].filter(part => part !== '');
				return `- ${label}: ${parts.join(', ')}`;
			})
			.join('\n'),
		...block(words.fields.first, texts.first),
		...block(texts.beforeTitle, texts.before),
		`**${words.advice}**`,
		texts.advice.map(sentence => `- ${sentence}`).join('\n'),
		'',
	].join('\n\n');
}

function nodeRow(
	{node, caption, activeMs}: NonNullable<FailureCard['node']>,
	words: Messages['failure'],
	numbers: Messages['numbers'],
): FailureRow {
	return {
		label: words.fields.node,
		code: `${nodeName(node.safe)}${caption === null ? '' : ` ${caption}`}`,
		...(activeMs !== null && {text: words.activeFor(numbers.shortTime(activeMs))}),
	};
}

function linesOf(
	{run}: FailureCard,
	entries: FailureCard['before'],
	gap: string,
): readonly string[] {
	const shown = entries.flatMap((entry, index) =>
		entry === null ? [] : [{run, entry, afterGap: entries[index - 1] === null}],
	);
	return logText({runId: run.id, entries: shown}, gap);
}
