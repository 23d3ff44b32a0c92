import type {TextBlock} from '../config/command-help-messages.ts';

export const commandName = 'chenyu-top';

/** Returns an entry of a list: a name, what value it takes if it takes one, and what it means. */
export function term(name: string, meaning: string, value = ''): readonly string[] {
	return [
		'.TP',
		value === '' ? `.B ${roff(name)}` : `.BI "${roff(name)}" " ${roff(value)}"`,
		...sentences(meaning),
	];
}

export function blocks(content: readonly TextBlock[]): readonly string[] {
	return content.flatMap((block, index) => {
		const gap = index === 0 ? [] : ['.PP'];
		return typeof block === 'string'
			? [...gap, ...sentences(block)]
			: [...gap, '.RS 4', '.EX', ...block.map(roff), '.EE', '.RE'];
	});
}

/**
 * Starts each sentence on a new line, because formatters recognize the end of a sentence only at the end of a line.
 * Breaks lines after at most 60 characters.
 */
export function sentences(text: string): readonly string[] {
	return text
		.split(/(?<=[.:?]) (?=[A-Z])/)
		.flatMap(sentence => sentence.match(/\S.{0,59}(?=\s|$)/g) ?? [])
		.map(roff);
}

/** Escapes text for roff. Dashes become `\-`, so that a user can copy options from the page. */
export function roff(text: string): string {
	return text
		.replaceAll('\\', String.raw`\e`)
		.replaceAll('-', String.raw`\-`)
		.replaceAll('…', '...')
		.replace(/^(?=[.'])/, String.raw`\&`);
}
