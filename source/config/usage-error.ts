import type {Messages} from '../i18n/index.ts';
import {quoteInput} from './quote-input.ts';
import type {UsageErrorMessages} from './usage-error-messages.ts';

/** An error in the arguments or in the config. `sentence` says it in the language of the user. */
export class UsageError extends Error {
	readonly sentence: (messages: Messages) => string;

	constructor(sentence: (messages: Messages) => string) {
		super('wrong usage');
		this.sentence = sentence;
	}
}

type Expectation = Exclude<keyof UsageErrorMessages['expects'], 'choice'>;

/** Reads the text of an option or a variable. Throws `UsageError` for an invalid value, for which `parse` returns null. */
export function readValue<Value>(
	option: string,
	text: string,
	parse: (text: string) => Value | null,
	expected: Expectation | readonly string[],
): Value {
	const value = parse(text);

	if (value === null) {
		throw new UsageError(({usage: {errors}}) => {
			const {choice, ...others} = errors.expects;
			const wanted = typeof expected === 'string' ? others[expected] : choice(expected);
			return errors.invalidValue(option, quoteInput(text), wanted);
		});
	}

	return value;
}

/** Null for an option that is not given. */
export function readOptional<Value>(
	option: string,
	text: string | undefined,
	parse: (text: string) => Value | null,
	expected: Expectation,
): Value | null {
	return text === undefined ? null : readValue(option, text, parse, expected);
}

export function chooseValue<Choice extends string>(
	option: string,
	text: string,
	choices: readonly Choice[],
): Choice {
	return readValue(option, text, () => choices.find(choice => choice === text) ?? null, choices);
}
