import {quoteInput} from './quote-input.ts';
import type {UsageErrorMessages} from './usage-error-messages.ts';
import {UsageError} from './usage-error.ts';

/** Returns functions that read the text of an option or a variable. They throw `UsageError` for an invalid value. */
export function valueReader({invalidValue, expects}: UsageErrorMessages) {
	/** `parse` returns null for an invalid value. */
	function read<Value>(
		option: string,
		text: string,
		parse: (text: string) => Value | null,
		expected: string,
	): Value {
		const value = parse(text);

		if (value === null) {
			throw new UsageError(invalidValue(option, quoteInput(text), expected));
		}

		return value;
	}

	/** Null for an option that is not given. */
	function readOptional<Value>(
		option: string,
		text: string | undefined,
		parse: (text: string) => Value | null,
		expected: string,
	): Value | null {
		return text === undefined ? null : read(option, text, parse, expected);
	}

	function choose<Choice extends string>(
		option: string,
		text: string,
		choices: readonly Choice[],
	): Choice {
		const parse = () => choices.find(choice => choice === text) ?? null;
		return read(option, text, parse, expects.choice(choices));
	}

	return {read, readOptional, choose};
}
