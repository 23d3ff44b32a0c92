import {inspect} from 'node:util';

/**
 * Holds a secret, so that it is not shown by accident: template strings, logs, JSON and `util.inspect` show `mark`. Only
 * what sends the secret, and the redaction of texts, call `reveal`.
 */
export class Secret {
	readonly #value: string;
	readonly #mark: string;

	constructor(value: string, mark: string) {
		this.#value = value;
		this.#mark = mark;
	}

	reveal(): string {
		return this.#value;
	}

	toString(): string {
		return this.#mark;
	}

	toJSON(): string {
		return this.#mark;
	}

	[inspect.custom](): string {
		return this.#mark;
	}
}
