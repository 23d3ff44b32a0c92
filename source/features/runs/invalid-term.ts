import {typedText} from '../../core/text/typed-text.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {wrongTerm} from './filter.ts';

/** An example of a valid filter term for each field. The warning about an invalid term suggests it. */
const examples = {cost: 'cost:>0.01', progress: 'progress:<50', is: 'is:marked'} as const;

/** Returns a warning about the first invalid term of a filter, with a correction. Null if all terms are valid. */
export function invalidTermLine(filter: string, {messages: {list}}: Appearance): Line | null {
	const invalidTerm = wrongTerm(filter);

	if (invalidTerm === null) {
		return null;
	}

	const {field} = invalidTerm;
	const sentence =
		invalidTerm.kind === 'misspelt'
			? list.misspelt(typedText(field), invalidTerm.meant)
			: list.wrongTerm(typedText(`${field}:${invalidTerm.text}`), examples[invalidTerm.field]);
	return [span(sentence, 'warn')];
}
