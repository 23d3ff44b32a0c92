import {createHash} from 'node:crypto';
import {mp4} from './clip.ts';
import {jpeg, webp} from './photos.ts';
import {paintedPng, pngOf, type Colour, type Painting} from './picture.ts';
import {idPhoto, lake} from './scenes.ts';
import {loopOf, wavOf} from './sound.ts';
import {lyrics, promptText, storyboard} from './texts.ts';

/** A file that the service serves. */
export type MediaFile = {
	readonly type: string;
	/** A strong validator in its quotes, as in the header. */
	readonly tag: string;
	readonly body: Uint8Array;
	/** Maximum speed in bytes per second; default: unlimited. */
	readonly pace?: number;
};

type Recipe = Pick<MediaFile, 'type' | 'pace'> & {readonly make: () => Buffer};

/** Bytes per second: a large file takes some seconds, so that its download can be watched. */
const afar = 768 * 1024;

/** How to make each file. A file is made at its first request. */
const recipes: ReadonlyMap<string, Recipe> = new Map([
	// Addresses of the real service end like this one, without a hint at the kind.
	['example-output', picture([29, 53, 87], [168, 218, 220], [230, 57, 70])],
	['portrait.png', picture([62, 31, 71], [244, 162, 97], [255, 228, 214])],
	['cover.png', painting(() => lake(400, 225))],
	['id-photo-white.png', painting(() => idPhoto([250, 250, 252]))],
	['id-photo-blue.png', painting(() => idPhoto([67, 142, 219]))],
	['product.jpg', {type: 'image/jpeg', make: jpeg}],
	['face.png', picture([43, 45, 66], [141, 153, 174], [255, 205, 178])],
	['render.png', picture([0, 18, 25], [148, 210, 189], [238, 155, 0])],
	['sticker.webp', {type: 'image/webp', make: webp}],
	['clip.mp4', {type: 'video/mp4', make: mp4}],
	['song.wav', melody([262, 330, 392, 523])],
	['song-long.wav', loop([262, 330, 392, 523], 640)],
	['lyrics.txt', text(lyrics)],
	['prompt.txt', text(promptText)],
	['storyboard.txt', text(storyboard)],
]);

const made = new Map<string, MediaFile>();

/** The names of all files. */
export const mediaNames: readonly string[] = [...recipes.keys()];

/** The file of that name; null when there is none. */
export function mediaFile(name: string): MediaFile | null {
	const known = made.get(name);

	if (known !== undefined) {
		return known;
	}

	const recipe = recipes.get(name);

	if (recipe === undefined) {
		return null;
	}

	const body = recipe.make();
	const tag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
	const {type, pace} = recipe;
	const file = {type, tag, body, ...(pace === undefined ? {} : {pace})};
	made.set(name, file);
	return file;
}

function picture(top: Colour, bottom: Colour, disc: Colour): Recipe {
	return {type: 'image/png', make: () => pngOf({size: 96, top, bottom, disc})};
}

function painting(paint: () => Painting): Recipe {
	return {type: 'image/png', make: () => paintedPng(paint())};
}

function melody(notes: readonly number[]): Recipe {
	return {type: 'audio/wav', make: () => wavOf({notes, noteMs: 200})};
}

function loop(notes: readonly number[], times: number): Recipe {
	return {type: 'audio/wav', make: () => loopOf({notes, noteMs: 200}, times), pace: afar};
}

function text(content: string): Recipe {
	return {type: 'text/plain; charset=utf-8', make: () => Buffer.from(content, 'utf8')};
}
