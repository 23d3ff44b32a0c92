import {withoutSecrets} from './without-secrets.ts';

/** Longer texts are cut to this number of UTF-16 units. */
export const maxMarkdown = 4000;

/** Formats a text as a Markdown code span. The span is delimited by more backticks than the text contains in a row. */
export function codeSpan(text: string): string {
	const clean = withoutSecrets(text, maxMarkdown).replaceAll(/\s+/g, ' ').trim();
	const ticks = '`'.repeat(longestRun(clean) + 1);
	return clean === ''
		? '-'
		: /^`|`$/.test(clean)
			? `${ticks} ${clean} ${ticks}`
			: `${ticks}${clean}${ticks}`;
}

/**
 * Formats lines as a Markdown code block. The block is delimited by more backticks than the lines contain in a row, so
 * that no line can end the block.
 */
export function codeBlock(lines: readonly string[]): string {
	const text = lines.map(line => withoutSecrets(line, maxMarkdown)).join('\n');
	const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
	return `${ticks}text\n${text}\n${ticks}`;
}

function longestRun(text: string): number {
	return Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));
}
