import {unseen} from './unseen.ts';

const everyUnseen = new RegExp(unseen, 'gu');

/** JSON in which what could not be seen is written as `\uXXXX`; it means the same. */
export function escapeUnseen(json: string): string {
	return json.replaceAll(everyUnseen, escapeUnits);
}

/** Each UTF-16 unit of a character as `\uXXXX`. */
function escapeUnits(character: string): string {
	return character
		.split('')
		.map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');
}
