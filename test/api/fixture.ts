import {readFileSync} from 'node:fs';

/** One of the documentation's own examples, as the text of an answer. */
export function fixture(name: 'execution-succeeded' | 'execution-not-found'): string {
	return readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8');
}
