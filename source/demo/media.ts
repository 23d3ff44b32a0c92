import {createHmac, hash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import type {IncomingHttpHeaders} from 'node:http';
import {extname} from 'node:path';
import type {Instant} from '../core/time/clock.ts';
import {refusal, type DemoResponse} from './http.ts';
import type {OutputScript} from './script.ts';

type MediaFile = {
	readonly type: string;
	/** The `ETag` header of the file, including the quotes: a strong validator. */
	readonly tag: string;
	readonly body: Uint8Array;
	/** The maximum speed in bytes per second. */
	readonly pace: number;
};

/** The path of the media files. Those below `signedFolder` need a signature, the others do not. */
export const openFolder = '/media/';
const signedFolder = '/media/signed/';

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

/** The build copies the media files to `dist/media`, beside the bundle. */
const folder = new URL('media/', import.meta.url);

export const mediaNames: readonly string[] = [...readdirSync(folder), longSong.name];

const read = (name: string) => readFileSync(new URL(name, folder));

export function mediaFile(name: string): MediaFile | null {
	if (!mediaNames.includes(name)) {
		return null;
	}

	const isLong = name === longSong.name;
	const body = isLong ? repeatWav(read('song.wav'), longSong.repeats) : read(name);
	return {
		type: mediaTypes[extname(name)] ?? 'application/octet-stream',
		tag: `"${hash('sha256', body).slice(0, 16)}"`,
		body,
		pace: isLong ? longSong.pace : Infinity,
	};
}

function repeatWav(wav: Buffer, times: number): Buffer {
	const samples = wav.subarray(wavHeaderBytes);
	const file = Buffer.concat([wav, ...Array.from({length: times - 1}, () => samples)]);
	// Writes the size of the file and the size of the samples into the header.
	file.writeUInt32LE(file.length - 8, 4);
	file.writeUInt32LE(file.length - wavHeaderBytes, 40);
	return file;
}

/** Returns the value of an output in a response: its text, or its address. The address is signed if it expires. */
export function outputValue(output: OutputScript, origin: string, endedAt: Instant): string {
	if (output.kind !== 'file') {
		return output.kind === 'text' ? output.text : output.address;
	}

	const {file, signedFor} = output;

	if (signedFor === undefined) {
		return `${origin}${openFolder}${file}`;
	}

	const expires = String(Math.floor((endedAt + signedFor) / 1000));
	return `${origin}${signedFolder}${file}?expires=${expires}&signature=${sign(file, expires)}`;
}

/** Signs a link with a key that is not secret, because the signature only has to reveal that a link was changed. */
function sign(file: string, expires: string): string {
	return createHmac('sha256', 'demo').update(`${file} ${expires}`).digest('hex').slice(0, 32);
}

/** Returns the response to a request for a file: the file, a range of it, or an error. Needs no API key. */
export function respondMedia(
	{pathname, searchParams}: URL,
	requested: IncomingHttpHeaders,
	now: Instant,
): DemoResponse {
	const signed = pathname.startsWith(signedFolder);
	const name = pathname.slice((signed ? signedFolder : openFolder).length);
	const file = mediaFile(name);
	const expires = searchParams.get('expires') ?? '';

	if (file === null) {
		return refusal(404, '文件不存在');
	}

	if (signed && searchParams.get('signature') !== sign(name, expires)) {
		return refusal(403, '链接签名错误');
	}

	return signed && now >= Number(expires) * 1000
		? refusal(403, '链接已过期')
		: partOf(file, requested);
}

/** Returns the requested range of a file; the whole file if the range is empty, or of another version of the file. */
function partOf(
	{type, tag, body, pace}: MediaFile,
	{range = '', 'if-range': version = tag}: IncomingHttpHeaders,
): DemoResponse {
	const headers = {'content-type': type, etag: tag, 'accept-ranges': 'bytes'};
	const [, from = '', until = ''] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
	const first = Number(from);
	const part = body.subarray(first, until === '' ? body.length : Number(until) + 1);

	if (from === '' || part.length === 0 || version !== tag) {
		return {status: 200, headers, body, pace};
	}

	const places = `${first}-${first + part.length - 1}`;
	return {
		status: 206,
		headers: {...headers, 'content-range': `bytes ${places}/${body.length}`},
		body: part,
		pace,
	};
}
