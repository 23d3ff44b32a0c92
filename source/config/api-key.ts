import {inspect} from 'node:util';

/**
 * An API key that cannot be printed by accident: template strings, logs, JSON and `util.inspect` show `[key]`. Only
 * the code that writes the `Authorization` header may call `reveal`.
 */
export class ApiKey {
	readonly #value: string;

	constructor(value: string) {
		this.#value = value;
	}

	reveal(): string {
		return this.#value;
	}

	toString(): string {
		return '[key]';
	}

	toJSON(): string {
		return '[key]';
	}

	[inspect.custom](): string {
		return '[key]';
	}
}
