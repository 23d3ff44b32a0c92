import type {InvalidTerm} from '../../core/text/filter-terms.ts';
import {typedText} from '../../core/text/typed-text.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {wrongTerm} from './filter.ts';

/** An example of a valid term for each field that can have an invalid value. */
type TermExamples = Readonly<Record<string, string>>;

const runExamples: TermExamples = {
	cost: 'cost:>0.01',
	progress: 'progress:<50',
	created: 'created:2026-11-24',
	ended: 'ended:<24h',
	is: 'is:marked',
};

/** Returns a warning about the first invalid term of a filter of the run list. Null if all terms are valid. */
export function invalidTermLine(filter: string, appearance: Appearance): Line | null {
	const invalid = wrongTerm(filter);
	return invalid === null ? null : termWarning(invalid, runExamples, appearance);
}

/** Returns a warning about a term, with a correction. */
export function termWarning(
	invalid: InvalidTerm,
	examples: TermExamples,
	{messages: {list}}: Appearance,
): Line {
	const {field} = invalid;
	const sentence =
		invalid.kind === 'misspelt'
			? list.misspelt(typedText(field), invalid.meant)
			: list.wrongTerm(typedText(`${field}:${invalid.text}`), examples[field] ?? '');
	return [span(sentence, 'warn')];
}
