import {parseLine} from './parse-line.ts';
import {readPiece, type FileLine} from './read-lines.ts';
import {isRecord, readNumber} from '../../../api/wire/readers.ts';
import type {RawLine} from './line-action.ts';
import type {Repeats} from './log-repeats.ts';

/** Where a line stands. */
export type Place = Pick<FileLine, 'offset' | 'length'> & {
	/** The open file. */
	readonly file: number;
};

/** Where an answer is written. */
export type RecordedPlace = Place & {
	/** The answer before it, from which it goes on; null where it is whole. */
	readonly base: RecordedPlace | null;
	/** Whether a line is missing between the two, or the log is said to repeat more than the one before holds. */
	readonly afterBreak: boolean;
};

/** The line that stands there; an empty one where the file has changed since. */
export function readPlace(place: Place): RawLine {
	return parseLine(readPiece(place.file, place)) ?? {};
}

/** What a line says of the log before; null where it is whole. */
export function readRepeats(value: unknown): Repeats | null {
	return isRecord(value)
		? {from: readNumber(value['from']) ?? 0, count: readNumber(value['count']) ?? 0}
		: null;
}
