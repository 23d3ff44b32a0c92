import {codeSpan} from '../../core/text/markdown.ts';
import type {Messages} from '../../i18n/index.ts';
import type {Comparison} from './comparison.ts';
import {rowTexts, sectionNote} from './texts.ts';

/** Formats a comparison as tables, without secrets. Texts from outside are formatted as code, like in a failure card. */
export function comparisonMarkdown(comparison: Comparison, messages: Messages): string {
	const {compare: words} = messages;
	const plain = {messages, paint: {ascii: true, color: 0}} as const;
	const sections = comparison.sections.map(section => {
		const note = sectionNote(section, comparison, messages);
		const rows = section.rows.map(row => {
			const {label, values, difference} = rowTexts(section, row, comparison, plain);
			const name = section.id === 'run' || section.id === 'log' ? label : cell(label);
			return [name, ...values.map(cell), difference];
		});
		const table = [['', 'A', 'B', words.difference], ['-', '-', '-', '-:'], ...rows];
		return [
			`**${words.sections[section.id]}**${note === '' ? '' : `: ${note}`}`,
			...(rows.length === 0 ? [] : [table.map(each => `| ${each.join(' | ')} |`).join('\n')]),
		].join('\n\n');
	});
	return [`## ${words.title}`, ...sections, ''].join('\n\n');
}

/** A bar would end the cell also within code. */
function cell(text: string | null): string {
	return text === null ? '' : codeSpan(text).replaceAll('|', String.raw`\|`);
}
