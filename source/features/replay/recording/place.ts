import {parseLine} from './parse-line.ts';
import {readText, type FileLine} from './read-lines.ts';
import {isRecord, readNumber} from '../../../api/wire/readers.ts';
import type {RawLine} from './line-action.ts';
import type {Repeats} from './log-repeats.ts';

/** Where a line stands. */
export type LinePosition = Pick<FileLine, 'offset' | 'length'> & {
	/** The open file. */
	readonly file: number;
};

/** Where an answer is written. */
export type ResponsePosition = LinePosition & {
	/** The answer before it, from which it goes on; null where it is whole. */
	readonly base: ResponsePosition | null;
	/** Whether a line is missing between the two, or the log is said to repeat more than the one before holds. */
	readonly followsGap: boolean;
};

/** The line that stands there; an empty one where the file has changed since. */
export function readLineAt(place: LinePosition): RawLine {
	return parseLine(readText(place.file, place)) ?? {};
}

/** What a line says of the log before; null where it is whole. */
export function readRepeats(value: unknown): Repeats | null {
	return isRecord(value)
		? {from: readNumber(value['from']) ?? 0, count: readNumber(value['count']) ?? 0}
		: null;
}
