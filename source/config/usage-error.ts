import {cleanName, type SafeText} from '../core/text/sanitize.ts';
import type {Messages} from '../i18n/messages.ts';
import type {UsageErrorMessages} from './usage-error-messages.ts';

/** An error in the arguments or in the config. `sentence` says it in the language of the user. */
export class UsageError extends Error {
	readonly sentence: (messages: Messages) => string;

	constructor(sentence: (messages: Messages) => string) {
		super('wrong usage');
		this.sentence = sentence;
	}
}

/** Texts that can contain a password or a token. No error quotes them. */
const secretive: ReadonlySet<string> = new Set(['baseUrl', 'proxy']);

/** Reads the text of an option or a variable. Throws `UsageError` for an invalid value, for which `parse` returns null. */
export function readValue<Value>(
	option: string,
	text: string,
	parse: (text: string) => Value | null,
	expected: keyof UsageErrorMessages['expects'],
): Value {
	const value = parse(text);

	if (value === null) {
		const quoted = secretive.has(expected) ? null : quoteInput(text);
		throw new UsageError(({usage: {errors}}) =>
			errors.invalidValue(option, quoted, errors.expects[expected]),
		);
	}

	return value;
}

/** Like `readValue`, but returns null for an option that is not given. */
export function readOptional<Value>(
	option: string,
	text: string | undefined,
	parse: (text: string) => Value | null,
	expected: keyof UsageErrorMessages['expects'],
): Value | null {
	return text === undefined ? null : readValue(option, text, parse, expected);
}

/** Returns the choice with this name. Throws `UsageError` if there is none. */
export function chooseValue<Choice extends string>(
	option: string,
	text: string,
	choices: readonly Choice[],
): Choice {
	return choices.find(choice => choice === text) ?? refuseValue(option, text, choices);
}

/** Throws a `UsageError` that names the choice most similar to `text`, or else all choices. */
export function refuseValue(option: string, text: string, choices: readonly string[]): never {
	const meant = closestName(text, choices);
	throw new UsageError(({usage: {errors}}) =>
		errors.unknownValue(option, quoteInput(text), meant, choices),
	);
}

const maxEdits = 2;

/** Returns the name that differs least from what was typed; null if none is similar. */
export function closestName(typed: string, names: readonly string[]): string | null {
	const [nearest] = names
		.filter(name => Math.abs(name.length - typed.length) <= maxEdits)
		.map(name => ({name, distance: editDistance(typed, name)}))
		.filter(({distance}) => distance <= Math.min(maxEdits, typed.length / 2))
		.toSorted((a, b) => a.distance - b.distance);
	return nearest?.name ?? null;
}

function editDistance(from: string, to: string): number {
	let row = Array.from({length: to.length + 1}, (_, index) => index);

	for (let index = 0; index < from.length; index++) {
		const next = [index + 1];

		for (let place = 0; place < to.length; place++) {
			const changed = (row[place] ?? 0) + (from[index] === to[place] ? 0 : 1);
			next.push(Math.min(changed, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
		}

		row = next;
	}

	return row.at(-1) ?? 0;
}

const maxQuoted = 60;

/** Returns the start of what was typed, sanitized, for a message. */
export function quoteInput(typed: string): SafeText {
	return cleanName(typed.length > maxQuoted ? `${typed.slice(0, maxQuoted)}…` : typed);
}
