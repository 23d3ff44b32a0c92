import {createHash} from 'node:crypto';
import {mp4} from './clip.ts';
import {pngOf, type Colour} from './picture.ts';
import {wavOf} from './sound.ts';
import {lyrics, prompt, storyboard} from './texts.ts';

/** A file that the service serves. */
export type MediaFile = {
	readonly type: string;
	/** A strong validator in its quotes, as in the header. */
	readonly tag: string;
	readonly body: Uint8Array;
};

type Recipe = {readonly type: string; readonly make: () => Buffer};

/** How each file is made. Nothing is made before somebody asks for it. */
const recipes: ReadonlyMap<string, Recipe> = new Map([
	// Addresses of the real service end like this one, without a hint at the kind.
	['example-output', picture([29, 53, 87], [168, 218, 220], [230, 57, 70])],
	['portrait.png', picture([62, 31, 71], [244, 162, 97], [255, 228, 214])],
	['cover.png', picture([38, 70, 83], [233, 196, 106], [42, 157, 143])],
	['id-photo-white.png', picture([255, 255, 255], [240, 240, 240], [90, 70, 60])],
	['id-photo-blue.png', picture([67, 142, 219], [67, 142, 219], [90, 70, 60])],
	['product.png', picture([250, 250, 250], [214, 214, 214], [188, 108, 37])],
	['face.png', picture([43, 45, 66], [141, 153, 174], [255, 205, 178])],
	['render.png', picture([0, 18, 25], [148, 210, 189], [238, 155, 0])],
	['sticker.png', picture([255, 200, 221], [189, 224, 254], [255, 255, 255])],
	['clip.mp4', {type: 'video/mp4', make: mp4}],
	['song.wav', melody([262, 330, 392, 523])],
	['lyrics.txt', text(lyrics)],
	['prompt.txt', text(prompt)],
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
	const file = {type: recipe.type, tag, body};
	made.set(name, file);
	return file;
}

function picture(top: Colour, bottom: Colour, disc: Colour): Recipe {
	return {type: 'image/png', make: () => pngOf({size: 96, top, bottom, disc})};
}

function melody(notes: readonly number[]): Recipe {
	return {type: 'audio/wav', make: () => wavOf({notes, noteMs: 200})};
}

function text(content: string): Recipe {
	return {type: 'text/plain; charset=utf-8', make: () => Buffer.from(content, 'utf8')};
}
