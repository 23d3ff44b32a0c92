import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {extname} from 'node:path';

export type MediaFile = {
	readonly type: string;
	/** The `ETag` header of the file, including the quotes: a strong validator. */
	readonly tag: string;
	readonly body: Uint8Array;
	/** The maximum speed in bytes per second; undefined: unlimited. */
	readonly pace?: number;
};

const mediaTypes: Readonly<Record<string, string>> = {
	// Addresses of the real service have no file extension either.
	'': 'image/png',
	'.png': 'image/png',
	'.jpg': 'image/jpeg',
	'.webp': 'image/webp',
	'.mp4': 'video/mp4',
	'.wav': 'audio/wav',
	'.txt': 'text/plain; charset=utf-8',
};

/** A file of 8 MB that repeats `song.wav`. Its speed is limited, so that a download takes some seconds. */
const longSong = {name: 'song-long.wav', repeats: 640, pace: 768 * 1024};

const wavHeaderBytes = 44;

const besideThis = new URL('media/', import.meta.url);

/** In the bundle this module is in `dist/chunks`, and the build copies the media files to `dist/media`. */
const folder = existsSync(besideThis) ? besideThis : new URL('../media/', import.meta.url);

export const mediaNames: readonly string[] = [...readdirSync(folder), longSong.name];

const cache = new Map<string, MediaFile>();

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
	// Writes the size of the file and the size of the samples into the header.
	file.writeUInt32LE(file.length - 8, 4);
	file.writeUInt32LE(file.length - wavHeaderBytes, 40);
	return file;
}
