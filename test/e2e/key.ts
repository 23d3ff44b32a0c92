import {assertKeyless as assertWithout} from '../helpers/keyless.ts';

/** The API key that the tests use. It contains characters that are encoded in URLs: `+`, `/` and `=`. */
export const apiKey = 'cy_e2e+5f1c0a9b/73d24e68=';

/** Asserts that output does not contain the tests' API key in any form, such as unchanged or in Base64. */
export function assertKeyless(written: string | Uint8Array): void {
	assertWithout(Buffer.from(written).toString('latin1'), apiKey, 'the output');
}
