import {isRecord} from '../../../api/wire/readers.ts';
import type {RawLine} from './line-action.ts';

/** The object that a line is; null where it is none, as where the file was cut off or damaged. */
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
