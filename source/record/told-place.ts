import {parseLine} from './parse-line.ts';
import {readPiece, type FileLine} from './read-lines.ts';
import type {RawLine} from './line-action.ts';

/** Where a line stands. */
export type Place = Pick<FileLine, 'offset' | 'length'> & {
	/** The open file. */
	readonly file: number;
};

/** Where an answer is written. */
export type ToldPlace = Place & {
	/** The answer before it, from which it goes on; null where it is whole. */
	readonly base: ToldPlace | null;
};

/** The line that stands there; an empty one where the file has changed since. */
export function readPlace(place: Place): RawLine {
	return parseLine(readPiece(place.file, place)) ?? {};
}
