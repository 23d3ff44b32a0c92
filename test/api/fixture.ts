import {readFileSync} from 'node:fs';

/** Reads an example response of the API documentation. */
export function fixture(name: 'execution-succeeded' | 'execution-not-found'): string {
	return readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8');
}
