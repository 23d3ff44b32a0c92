import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {extname} from 'node:path';

/** A file that the service serves. */
export type MediaFile = {
	readonly type: string;
	/** A strong validator with its quotes, as in the `ETag` header. */
	readonly tag: string;
	readonly body: Uint8Array;
	/** Maximum speed in bytes per second; default: unlimited. */
	readonly pace?: number;
};

const mediaTypes: Readonly<Record<string, string>> = {
	// Addresses of the real service have no extension either.
	'': 'image/png',
	'.png': 'image/png',
	'.jpg': 'image/jpeg',
	'.webp': 'image/webp',
	'.mp4': 'video/mp4',
	'.wav': 'audio/wav',
	'.txt': 'text/plain; charset=utf-8',
};

/** `song.wav` many times: 8 MB at a limited speed, so that its download takes some seconds. */
const longSong = {name: 'song-long.wav', repeats: 640, pace: 768 * 1024};

const wavHeaderBytes = 44;

const besideThis = new URL('media/', import.meta.url);

/** In the bundle, this module is in `dist/chunks`. The build copies the files to `dist/media`. */
const folder = existsSync(besideThis) ? besideThis : new URL('../media/', import.meta.url);

export const mediaNames: readonly string[] = [...readdirSync(folder), longSong.name];

const cache = new Map<string, MediaFile>();

/** Returns the file of that name; null if there is none. */
export function mediaFile(name: string): MediaFile | null {
	const cached = cache.get(name);

	if (cached !== undefined || !mediaNames.includes(name)) {
		return cached ?? null;
	}

	const isLong = name === longSong.name;
	const body = isLong ? repeatWav(read('song.wav'), longSong.repeats) : read(name);
	const file = {
		type: mediaTypes[extname(name)] ?? 'application/octet-stream',
		tag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`,
		body,
		...(isLong ? {pace: longSong.pace} : {}),
	};
	cache.set(name, file);
	return file;
}

function read(name: string): Buffer {
	return readFileSync(new URL(name, folder));
}

function repeatWav(wav: Buffer, times: number): Buffer {
	const samples = wav.subarray(wavHeaderBytes);
	const file = Buffer.concat([
		wav.subarray(0, wavHeaderBytes),
		...Array.from({length: times}, () => samples),
	]);
	// The header contains the size of the file and of the samples.
	file.writeUInt32LE(file.length - 8, 4);
	file.writeUInt32LE(file.length - wavHeaderBytes, 40);
	return file;
}
