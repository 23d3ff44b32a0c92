import {parseLine} from './parse-line.ts';
import {readText, type FileLine} from './read-lines.ts';
import {isRecord, readNumber} from '../../../api/wire/readers.ts';
import type {RawLine} from './line-action.ts';
import type {Repeats} from './log-repeats.ts';

export type LinePosition = Pick<FileLine, 'offset' | 'length'> & {
	/** File descriptor. */
	readonly file: number;
};

/** The position of a response. */
export type ResponsePosition = LinePosition & {
	/** The response whose log it continues; null if its log is whole. */
	readonly base: ResponsePosition | null;
	/** Whether a line between them is broken, or `repeats` exceeds the log before. */
	readonly followsGap: boolean;
};

/** Empty if the file changed meanwhile. */
export function readLineAt(place: LinePosition): RawLine {
	return parseLine(readText(place.file, place)) ?? {};
}

/** Null for a whole log. */
export function readRepeats(value: unknown): Repeats | null {
	return isRecord(value)
		? {from: readNumber(value['from']) ?? 0, count: readNumber(value['count']) ?? 0}
		: null;
}
