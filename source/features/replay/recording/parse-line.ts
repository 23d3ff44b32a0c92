import {isRecord} from '../../../api/wire/readers.ts';
import type {RawLine} from './line-action.ts';

/** Null for a truncated or damaged line. */
export function parseLine(text: string): RawLine | null {
	try {
		const value: unknown = JSON.parse(text);
		return isRecord(value) ? value : null;
	} catch (error) {
		if (error instanceof SyntaxError) {
			return null;
		}

		throw error;
	}
}
